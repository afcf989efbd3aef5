import type { Level, MessageType, Segment } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { storable } from '../verify/stored-verdict.js';
import type { Verdict } from '../verify/verdict.js';
import type { Trial } from './trial.js';

const KEPT = {
  id: true,
  electionId: true,
  level: true,
  code: true,
  messageType: true,
  aboutLevel: true,
  aboutCode: true,
  fingerprint: true,
  personId: true,
  at: true,
} as const;

type Row = Record<Exclude<keyof typeof KEPT, 'at'>, string> & { readonly at: Date };

const trialOf = (row: Row): Trial => ({
  id: row.id,
  owner: { electionId: row.electionId, body: { level: row.level as Level, code: row.code } },
  message: row.messageType as MessageType,
  about: { level: row.aboutLevel as Level, code: row.aboutCode },
  fingerprint: sha256(row.fingerprint),
  personId: row.personId,
  at: row.at,
});
const of = ({ electionId, body: { level, code } }: Segment) => ({ electionId, level, code });

/** The test delivery of this body with this fingerprint; null when there is none. */
export async function findTrial(
  read: Reader | Tx,
  owner: Segment,
  fingerprint: Sha256,
): Promise<Trial | null> {
  const row = await read.trialDelivery.findFirst({ where: { ...of(owner), fingerprint }, select: KEPT });
  return row && trialOf(row);
}

export async function countTrials(read: Reader | Tx, owner: Segment): Promise<number> {
  return await read.trialDelivery.count({ where: of(owner) });
}

/** Every test delivery of an election, or of one body in it, the newest first. */
export async function listTrials(
  read: Reader,
  where: Segment | { electionId: string },
): Promise<readonly Trial[]> {
  const rows = await read.trialDelivery.findMany({
    where: 'body' in where ? of(where) : where,
    orderBy: { at: 'desc' },
    select: KEPT,
  });
  return rows.map(trialOf);
}

/** Keeps a test delivery, of which the fingerprint is barred already. The caller holds the lock of its chain. */
export async function addTrial(
  tx: Tx,
  trial: Omit<Trial, 'id'>,
  judged: { readonly files: readonly Sha256[]; readonly verdict: Verdict },
): Promise<Trial> {
  const { owner, message, about, fingerprint, personId, at } = trial;
  const row = await tx.trialDelivery.create({
    data: {
      ...of(owner),
      ...{ messageType: message, aboutLevel: about.level, aboutCode: about.code },
      ...{ fingerprint, personId, at },
      files: [...judged.files],
      verdict: storable(judged.verdict),
    },
    select: KEPT,
  });
  return trialOf(row);
}
