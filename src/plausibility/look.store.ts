import type { CommitteeRef, Segment } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { OUTCOMES, type Look } from './look.js';

/** Looks of one body at the counts of one committee. */
export interface Looking extends Segment {
  readonly about: CommitteeRef;
}

const keyOf = ({ electionId, body, about }: Looking) => ({
  ...{ electionId, level: body.level, code: body.code },
  ...{ aboutLevel: about.level, aboutCode: about.code },
});

/** What was said by unit, the first first. */
export async function listLooks(
  read: Reader | Tx,
  looking: Looking,
): Promise<ReadonlyMap<string, readonly Look[]>> {
  const rows = await read.stationLook.findMany({ where: keyOf(looking), orderBy: { number: 'asc' } });
  const looks = new Map<string, Look[]>();
  for (const { unit, number, findings, outcome: said, note, at, personId } of rows) {
    const outcome = OUTCOMES.find((known) => known === said);
    if (outcome === undefined) continue;
    looks.set(unit, [...(looks.get(unit) ?? []), { number, findings, outcome, note, at, personId }]);
  }
  return looks;
}

/** Adds a look. Of two with one number one is a fault, and said again. */
export async function addLook(
  tx: Tx,
  looking: Looking,
  { unit, submissionId }: { readonly unit: string; readonly submissionId: string },
  look: Look,
): Promise<void> {
  await tx.stationLook.create({ data: { ...keyOf(looking), unit, submissionId, ...look } });
}
