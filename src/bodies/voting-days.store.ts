import { LEVELS } from '../kernel/committee.js';
import type { BodyRef } from '../identity/person.store.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** The days on or after `from` on which there is a vote, the first first. */
export async function listVotingDays(read: Reader | Tx, from: string): Promise<readonly string[]> {
  const rows = await read.$queryRaw<{ day: string }[]>`
    SELECT DISTINCT election_date AS day FROM body WHERE election_date >= ${from} ORDER BY 1`;
  return rows.map(({ day }) => day);
}

/** A body of an election of a voting day, and what it is called. */
export interface VotingBody extends BodyRef {
  readonly electionId: string;
  readonly name: string;
}

/** Every body of every election of a voting day. One query. */
export async function listBodiesOn(read: Reader | Tx, votingDay: string): Promise<readonly VotingBody[]> {
  const rows = await read.$queryRaw<{ election_id: string; level: string; code: string; name: string }[]>`
    SELECT election_id, level, code, name FROM body WHERE election_date = ${votingDay}
    ORDER BY election_id, level, code`;
  return rows.flatMap(({ election_id: electionId, level, code, name }) => {
    const known = LEVELS.find((each) => each === level);
    return known === undefined ? [] : [{ electionId, name, body: { level: known, code } }];
  });
}

/** The voting day of an election; null when there is none. */
export async function votingDayOf(read: Reader | Tx, electionId: string): Promise<string | null> {
  const [row] = await read.$queryRaw<{ day: string }[]>`
    SELECT election_date AS day FROM body WHERE election_id = ${electionId} LIMIT 1`;
  return row?.day ?? null;
}
