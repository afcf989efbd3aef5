import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../kernel/canonical-json.js';
import { COMMITTEE_LEVELS, type CommitteeLevel, type CommitteeRef } from '../kernel/committee.js';
import { certificateName, type RegionCategory } from '../kernel/file-names.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { readCertificate } from '../verify/cms/certificate.js';

/** What the list says that it is; its signature covers that. */
export const KEY_LIST = 'sleutellijst';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** A list of keys as it is signed and given out. `opmaak` is the version of this shape, `versie` of the list. */
export const keyListSchema = z.object({
  soort: z.literal(KEY_LIST),
  opmaak: z.literal(1),
  verkiezing: z.string(),
  naam: z.string(),
  versie: z.int().positive(),
  gemaakt: z.iso.datetime(),
  sleutels: z.array(
    z.object({
      niveau: z.enum(COMMITTEE_LEVELS),
      code: z.string(),
      orgaan: z.string(),
      houder: z.string(),
      vingerafdruk: hex.meta({ description: 'SHA-256 over het certificaat (DER)' }),
      sleutel: hex.meta({ description: 'SHA-256 over de SubjectPublicKeyInfo (DER)' }),
      geldigTot: z.iso.datetime(),
      bestand: z.string().meta({ description: 'Naam in het ZIP-bestand' }),
      certificaat: z.base64().meta({ description: 'Het certificaat, DER in base64' }),
    }),
  ),
});

export type KeyList = z.infer<typeof keyListSchema>;

/** A key that goes into a list. */
export interface ListedKey {
  readonly committee: CommitteeRef;
  readonly name: string;
  readonly place: string;
  readonly keyId: Sha256;
  readonly fingerprint: Sha256;
  readonly subject: string;
  readonly notAfter: Date;
  readonly certificate: Uint8Array;
}

/** What a list is made from, beside its keys. */
export interface ListFacts {
  readonly election: { readonly id: string; readonly name: string; readonly category: string };
  readonly version: number;
  readonly at: Date;
}

/** One digest over these keys, in whatever order: whether a list still holds the keys that may be used. */
export function keysDigest(fingerprints: readonly string[]): Sha256 {
  return sha256(
    createHash('sha256')
      .update([...fingerprints].sort().join())
      .digest('hex'),
  );
}

/** The list as JSON in its one form (RFC 8785): by level and code, the files under the names of OSV and Abacus. */
export function writeKeyList({ election, version, at }: ListFacts, keys: readonly ListedKey[]): Buffer {
  const rank = (key: ListedKey) => COMMITTEE_LEVELS.findIndex((level) => level === key.committee.level);
  const sorted = [...keys].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.committee.code, b.committee.code) ||
      compare(a.fingerprint, b.fingerprint),
  );
  const names = new Set<string>();
  const list: KeyList = {
    soort: KEY_LIST,
    opmaak: 1,
    verkiezing: election.id,
    naam: election.name,
    versie: version,
    gemaakt: at.toISOString(),
    sleutels: sorted.map((key) => ({
      niveau: key.committee.level as CommitteeLevel,
      code: key.committee.code,
      orgaan: key.name,
      houder: key.subject,
      vingerafdruk: key.fingerprint,
      sleutel: key.keyId,
      geldigTot: key.notAfter.toISOString(),
      bestand: unusedName(fileName(key, election), names),
      certificaat: Buffer.from(key.certificate).toString('base64'),
    })),
  };
  return Buffer.from(canonicalJson(list));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Bytes that should be such a list; null when they are not. */
export function readKeyList(bytes: Uint8Array): KeyList | null {
  try {
    return keyListSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return null;
  }
}

/** As the program that made the key calls its file, by what the certificate says. */
function fileName({ committee, place, certificate }: ListedKey, election: ListFacts['election']): string {
  const reading = readCertificate(certificate);
  const subject = reading.kind === 'certificate' ? reading.certificate.subject : null;
  const product = subject?.organizationalUnit?.startsWith('Abacus') ? 'abacus' : 'osv';
  return certificateName(product, {
    election: election.id,
    category: regionOf(committee.level, election.category),
    region: subject?.locality ?? place,
  });
}

function regionOf(level: CommitteeRef['level'], category: string): RegionCategory {
  if (level === 'SOL') return 'openbaar_lichaam';
  if (level === 'HSB') return 'kieskring';
  if (level === 'CSB' && category === 'PS') return 'provincie';
  return level === 'CSB' && category === 'AB' ? 'waterschap' : 'gemeente';
}

/** Two keys of one computer room have one name: the second gets `-2` before its ending. */
function unusedName(name: string, taken: Set<string>): string {
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : name.replace(/\.crt$/, `-${n}.crt`);
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
}
