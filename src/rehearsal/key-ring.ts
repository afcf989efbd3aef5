import { randomBytes } from 'node:crypto';
import type { ElectionPlan } from '../elections/election.js';
import { findCommittee } from '../elections/committees.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { certificateName } from './file-names.js';
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

/** Makes a committee's key pair and certificate, as its counting software would. Takes about a second. */
export async function makeRingKey(plan: ElectionPlan, holder: CommitteeRef, now: Date): Promise<RingKey> {
  const committee = findCommittee(plan.committees, holder);
  if (committee === null) throw new Error(`${plan.definition.id} has no ${holder.level}:${holder.code}`);
  const { id, electionDate } = plan.definition;
  const serial = randomBytes(20);
  serial[0] = (serial[0]! & 0x7f) | 0x01;
  const privateKey = await newPrivateKey();
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
