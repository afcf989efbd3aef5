import { randomBytes, type KeyObject } from 'node:crypto';
import type { ElectionPlan } from '../elections/election.js';
import { findCommittee } from '../elections/committees.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { HALF_WAY, KEY_HOLDERS } from './cast.js';
import { certificateName } from '../kernel/file-names.js';
import { newPrivateKey, pem, selfSigned, type CommitteeKey } from './key-writer.js';

/** A key of the rehearsal with the names under which its files are kept. */
export interface RingKey extends CommitteeKey {
  readonly electionId: string;
  readonly holder: CommitteeRef;
  readonly certificateFile: string;
  readonly certificatePem: string;
  readonly privateKeyFile: string;
  readonly privateKeyPem: string;
}

/** So many at once leave Node's threads for the rest of a start. */
const KEYS_AT_ONCE = 2;

/** Begins the key pairs of all that have one, about a second each: the longest part of a first start. */
export function beginKeyPairs(): readonly Promise<KeyObject>[] {
  const pairs: Promise<KeyObject>[] = [];
  for (const i of [...KEY_HOLDERS, HALF_WAY].keys())
    pairs.push(Promise.resolve(pairs[i - KEYS_AT_ONCE]).then(() => newPrivateKey()));
  return pairs;
}

/** Makes the certificate of a committee's key pair, as its counting software would. */
export function makeRingKey(
  privateKey: KeyObject,
  plan: ElectionPlan,
  holder: CommitteeRef,
  now: Date,
): RingKey {
  const committee = findCommittee(plan.committees, holder);
  if (committee === null) throw new Error(`${plan.definition.id} has no ${holder.level}:${holder.code}`);
  const { id, electionDate } = plan.definition;
  const serial = randomBytes(20);
  serial[0] = (serial[0]! & 0x7f) | 0x01;
  const certificate = selfSigned(
    privateKey,
    {
      region: committee.place,
      commonName: `Gemeente ${committee.place}`,
      election: id,
      electionDate,
      authority: holder.code,
      product: 'OSV2020-U',
    },
    now,
    serial,
  );
  const owner = { election: id, category: 'gemeente', region: committee.place } as const;
  const certificateFile = `${id}_${holder.code}_${certificateName('osv', owner)}`;
  return {
    privateKey,
    certificate,
    electionId: id,
    holder,
    certificateFile,
    certificatePem: pem('CERTIFICATE', certificate),
    privateKeyFile: certificateFile.replace(/\.crt$/, '.key'),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
