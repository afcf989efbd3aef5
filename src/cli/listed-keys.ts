import { createHash, verify, X509Certificate } from 'node:crypto';
import { sameCommittee, type CommitteeRef } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { readKeyList } from '../keylist/key-list.js';
import { readSignatureFile } from '../verify/cms/signature-file.js';
import type { RegisteredKey } from '../verify/context.js';

/** A key list with what it is trusted by, as bytes. */
export interface TrustedList {
  readonly list: Uint8Array;
  /** Its detached CMS signature. */
  readonly signature: Uint8Array;
  /** The platform's certificate, PEM or DER, from whoever made it known. */
  readonly trust: Uint8Array;
}

/**
 * The keys that a signed list gives this committee, none where it gives none; a Dutch sentence when the list is not signed
 * with the trusted certificate's key, is no key list, or is of another election. The certificate inside the signature
 * proves nothing and is not used.
 */
export function listedKeys(
  { list, signature, trust }: TrustedList,
  election: string,
  committee: CommitteeRef,
): RegisteredKey[] | string {
  const certificate = certificateIn(trust);
  if (certificate === null) return 'Het certificaat van het platform (--trust) kan niet worden gelezen.';
  const read = readSignatureFile(signature, 'platform');
  if (read.kind !== 'cades')
    return `De handtekening onder de sleutellijst heeft niet de afgesproken vorm${read.kind === 'refused' ? `: ${read.reason}` : ''}.`;
  const digest = createHash('sha256').update(list).digest();
  const signed = verify('sha256', read.signedAttributes, certificate.publicKey, read.signature);
  if (!signed || !digest.equals(read.messageDigest))
    return 'De sleutellijst is veranderd, of niet met dit certificaat ondertekend. Gebruik haar niet.';
  const found = readKeyList(list);
  if (found === null) return 'Dit is geen sleutellijst die dit programma kent.';
  if (found.verkiezing !== election)
    return `De sleutellijst is van ${found.verkiezing}, niet van ${election}.`;
  return found.sleutels
    .filter(({ niveau: level, code }) => sameCommittee({ level, code }, committee))
    .map(({ sleutel, certificaat }) => ({
      keyId: sha256(sleutel),
      certificate: Buffer.from(certificaat, 'base64'),
    }));
}

function certificateIn(bytes: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null;
  }
}
