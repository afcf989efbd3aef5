import { createHash } from 'node:crypto';
import type { Sha256 } from '../../kernel/fingerprint.js';
import { isUserIdOf, readCertificate, type Certificate } from '../cms/certificate.js';
import { verifiesDigest } from '../cms/rsa.js';
import { readSignatureFile, type SignatureFile } from '../cms/signature-file.js';
import type { Context } from '../context.js';
import { unsignedWords, type Unsigned } from '../unsigned.js';
import type { Check } from '../verdict.js';
import { passed, refused, skipped, warned, type CheckGroup } from './check.js';

/** 3. The signature. */
export const SIGNATURE_CHECKS = {
  'signature.format': {
    number: 31,
    title: 'Het handtekeningbestand heeft een toegestane vorm',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'signature.key': {
    number: 32,
    title: 'Er is een aangemelde, goedgekeurde sleutel van dit stembureau voor deze verkiezing',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'signature.verifies': {
    number: 33,
    title: 'De handtekening hoort bij precies dit bestand en de aangemelde sleutel',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'signature.certificate': {
    number: 34,
    title: 'Het certificaat in het bestand is het aangemelde certificaat',
    outcomes: ['warn', 'skipped'],
  },
} as const satisfies CheckGroup;

/** What `signature.verifies` says of a file that another key signed. */
export const OTHER_KEY = 'Het bestand is ondertekend met een andere sleutel dan die van uw stembureau.';
const CHANGED = 'Het bestand is veranderd na het ondertekenen. Exporteer het opnieuw; open het niet.';

/** What is known of the signature when the bytes have been read. */
export interface SignatureFacts {
  /** Bytes of the `.signature`; null when there is none or it could not be unpacked. */
  readonly file: Uint8Array | null;
  readonly name: string | null;
  /** SHA-256 over the EML bytes; null when they could not be read. */
  readonly digest: Sha256 | null;
  /** This message carries a signature in this election; never decided by whether one is there. */
  readonly mustBeSigned: boolean;
}

/** The four signature.* checks and the key that verified. */
export interface SignatureJudgement {
  readonly checks: readonly Check[];
  readonly keyId: Sha256 | null;
}

/** A signature.* judgement where there is nothing to judge. */
export function noSignature(why: string): SignatureJudgement {
  return { checks: Object.keys(SIGNATURE_CHECKS).map((code) => skipped(code, why)), keyId: null };
}

/** The signature.* judgement of a file without signature that the Kiesraad allowed: no check of it passes. */
export function unsignedJudgement(unsigned: Unsigned): SignatureJudgement {
  const { checks } = noSignature('Dit bestand is niet ondertekend.');
  return {
    checks: checks.map((check) => (check.code === 'signature.verifies' ? unsignedCheck(unsigned) : check)),
    keyId: null,
  };
}

/** What signature.verifies says of it: by which allowance. */
export function unsignedCheck(unsigned: Unsigned): Check {
  return warned('signature.verifies', unsignedWords(unsigned));
}

/**
 * Judges a signature: strict form, a registered key of this committee and election, and that key over exactly these
 * bytes. The certificate in the file is only compared. A signature beside a message that need not carry one is judged
 * too, but then only warns: leaving it away would have been allowed.
 */
export function judgeSignature(facts: SignatureFacts, context: Context): SignatureJudgement {
  if (!facts.mustBeSigned && facts.name === null)
    return noSignature('Dit soort bestand heeft in deze verkiezing geen handtekening.');
  const keys = usableKeys(context);
  const file = facts.file === null ? null : readSignatureFile(facts.file);
  const signer = file === null ? null : signerOf(file, facts.digest, keys);
  const checks = [
    formatCheck(file, facts.name),
    keyCheck(keys, context, signer),
    verifiesCheck(file, facts, keys, signer),
    certificateCheck(file, keys, signer),
  ];
  return { checks: facts.mustBeSigned ? checks : checks.map(warnOnly), keyId: signer?.keyId ?? null };
}

function warnOnly(check: Check): Check {
  return check.result === 'refuse' ? { ...check, result: 'warn' } : check;
}

/**
 * Keys whose certificate names this election (O) and this committee (UID), is the one registered under that id, and was
 * signed by the key in it: else it may carry another's key under this committee's name.
 */
function usableKeys(context: Context): Certificate[] {
  return context.keys.flatMap((registered) => {
    const reading = readCertificate(registered.certificate);
    if (reading.kind === 'refused') return [];
    const { certificate } = reading;
    const { organization, userId } = certificate.subject;
    const fits = organization === context.election.id && isUserIdOf(userId, context.sender.code);
    return fits && certificate.isSelfSigned && certificate.keyId === registered.keyId ? [certificate] : [];
  });
}

/** The registered key that made this signature over these bytes, if one did. */
function signerOf(
  file: SignatureFile,
  digest: Sha256 | null,
  keys: readonly Certificate[],
): Certificate | null {
  if (digest === null || file.kind === 'refused') return null;
  const bytes = Buffer.from(digest, 'hex');
  if (file.kind === 'osv') {
    return keys.find((key) => verifiesDigest(key.key, bytes, file.signature)) ?? null;
  }
  if (!file.messageDigest.equals(bytes)) return null;
  const attributes = createHash('sha256').update(file.signedAttributes).digest();
  return keys.find((key) => verifiesDigest(key.key, attributes, file.signature)) ?? null;
}

function formatCheck(file: SignatureFile | null, name: string | null): Check {
  const code = 'signature.format';
  if (name === null) return skipped(code, 'Er is geen handtekeningbestand.');
  if (file === null) return refused(code, 'Het handtekeningbestand kon niet worden uitgepakt.', name);
  if (file.kind === 'refused')
    return refused(code, `De handtekening heeft niet de afgesproken vorm: ${file.reason}.`, name);
  return passed(
    code,
    file.kind === 'osv'
      ? 'De handtekening heeft de vorm van OSV2020-U.'
      : 'De handtekening heeft de vorm CAdES-B.',
  );
}

function keyCheck(keys: readonly Certificate[], context: Context, signer: Certificate | null): Check {
  const code = 'signature.key';
  if (keys.length === 0) {
    const other =
      context.keys.length > 0
        ? ' De sleutels die er zijn, noemen een andere verkiezing of een ander stembureau, of zijn niet met zichzelf ondertekend.'
        : '';
    return refused(
      code,
      `Er is geen aangemelde en goedgekeurde sleutel van dit stembureau voor deze verkiezing.${other}`,
    );
  }
  const shown = signer ?? keys[0]!;
  const expired = context.receivedAt !== null && shown.notAfter < context.receivedAt;
  const note = expired ? ` Het certificaat is verlopen op ${shown.notAfter.slice(0, 10)}; dat mag.` : '';
  return passed(
    code,
    `${keys.length === 1 ? 'Er is een sleutel' : `Er zijn ${String(keys.length)} sleutels`} van dit stembureau voor deze verkiezing.${note}`,
  );
}

function verifiesCheck(
  file: SignatureFile | null,
  facts: SignatureFacts,
  keys: readonly Certificate[],
  signer: Certificate | null,
): Check {
  const code = 'signature.verifies';
  if (signer !== null)
    return passed(
      code,
      `De handtekening is van de aangemelde sleutel ${signer.keyId.slice(0, 16)} en hoort bij precies dit bestand.`,
    );
  if (facts.name === null)
    return refused(code, 'De handtekening ontbreekt. Dit soort bestand moet er een hebben.');
  if (facts.digest === null) return skipped(code, 'Het telbestand kon niet worden gelezen.');
  if (file === null || file.kind === 'refused')
    return skipped(code, 'De handtekening kon niet worden gelezen.');
  if (keys.length === 0) return skipped(code, 'Er is geen sleutel om de handtekening mee te controleren.');
  return refused(code, namesOneOf(keys, file.certificate) ? CHANGED : OTHER_KEY, facts.name);
}

/** Does the certificate in a signature hold one of these keys? What it says proves nothing: it only tells why. */
function namesOneOf(keys: readonly Certificate[], certificate: Uint8Array): boolean {
  const reading = readCertificate(certificate);
  return reading.kind !== 'refused' && keys.some(({ keyId }) => keyId === reading.certificate.keyId);
}

function certificateCheck(
  file: SignatureFile | null,
  keys: readonly Certificate[],
  signer: Certificate | null,
): Check {
  const code = 'signature.certificate';
  if (file === null || file.kind === 'refused')
    return skipped(code, 'Er is geen certificaat om te vergelijken.');
  const registered = signer === null ? keys : [signer];
  if (registered.length === 0)
    return skipped(code, 'Er is geen aangemeld certificaat om mee te vergelijken.');
  return registered.some((key) => key.der.equals(file.certificate))
    ? passed(code, 'Het certificaat in de handtekening is het aangemelde.')
    : warned(
        code,
        'Het certificaat in de handtekening is een ander dan het aangemelde. Alleen de aangemelde sleutel is gebruikt.',
      );
}
