import type { BodyRef } from '../identity/person.store.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { ReviewedHat, Round, Step } from './review.js';

const ROUND = {
  votingDay: true,
  askedOn: true,
  firstWarningOn: true,
  secondWarningOn: true,
  closedOn: true,
} as const;

/** Rounds of these voting days, the first day first. */
export async function listRounds(
  read: Reader | Tx,
  votingDays: readonly string[],
): Promise<readonly Round[]> {
  return await read.authorisationRound.findMany({
    where: { votingDay: { in: [...votingDays] } },
    orderBy: { votingDay: 'asc' },
    select: ROUND,
  });
}

/** Voting days of which the round was begun and has not ended. */
export async function openRounds(read: Reader | Tx): Promise<readonly string[]> {
  const rows = await read.authorisationRound.findMany({
    where: { closedOn: null },
    select: { votingDay: true },
  });
  return rows.map(({ votingDay }) => votingDay);
}

const COLUMN = {
  firstWarning: 'firstWarningOn',
  secondWarning: 'secondWarningOn',
  closed: 'closedOn',
} as const satisfies Readonly<Record<Exclude<Step, 'asked'>, keyof Round>>;

/** Notes that a step was done on a day; the caller holds the round. */
export async function noteStep(tx: Tx, votingDay: string, step: Step, on: string): Promise<void> {
  if (step === 'asked') await tx.authorisationRound.create({ data: { votingDay, askedOn: on } });
  else await tx.authorisationRound.update({ where: { votingDay }, data: { [COLUMN[step]]: on } });
}

/** What became of a role, by its id. */
export interface Review extends BodyRef {
  readonly hatId: string;
  readonly personId: string;
  readonly role: string;
  readonly outcome: 'confirmed' | 'closed';
  readonly at: Date;
  /** Null: the platform. */
  readonly byPerson: string | null;
  readonly spokeWith: string | null;
  readonly reopenedAt: Date | null;
}

/** Everything that was noted in a round. One query. */
export async function listReviews(read: Reader | Tx, votingDay: string): Promise<readonly Review[]> {
  const rows = await read.$queryRaw<
    (Omit<Review, 'body' | 'electionId'> & { electionId: string | null; level: string; code: string })[]
  >`
    SELECT hat_id AS "hatId", person_id AS "personId", election_id AS "electionId", level, code, role, outcome, at,
      by_person AS "byPerson", spoke_with AS "spokeWith", reopened_at AS "reopenedAt"
    FROM authorisation_review WHERE voting_day = ${votingDay} ORDER BY at, hat_id`;
  return rows.map(({ level, code, ...row }) => ({
    ...row,
    body: { level: level as BodyRef['body']['level'], code },
  }));
}

type Noted = Pick<ReviewedHat, 'hatId' | 'personId' | 'electionId' | 'body' | 'role'>;

/** Notes what became of roles; one that was confirmed can be closed after it, and not the other way round. */
export async function noteReviews(
  tx: Tx,
  votingDay: string,
  hats: readonly Noted[],
  {
    outcome,
    at,
    by,
    call = null,
  }: {
    readonly outcome: Review['outcome'];
    readonly at: Date;
    readonly by: string | null;
    readonly call?: { readonly spokeWith: string; readonly calledNumber: string } | null;
  },
): Promise<void> {
  if (outcome === 'closed')
    await tx.authorisationReview.updateMany({
      where: { votingDay, hatId: { in: hats.map(({ hatId }) => hatId) } },
      data: { outcome, at, byPerson: by, ...call },
    });
  await tx.authorisationReview.createMany({
    data: hats.map(({ hatId, personId, electionId, body, role }) => ({
      ...{ votingDay, hatId, personId, electionId, level: body.level, code: body.code, role },
      ...{ outcome, at, byPerson: by, ...call },
    })),
    skipDuplicates: true,
  });
}

/** Marks a closed role as opened again; null when it was not closed in that round, or was opened already. */
export async function noteReopened(
  tx: Tx,
  { votingDay, hatId }: { readonly votingDay: string; readonly hatId: string },
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<boolean> {
  const { count } = await tx.authorisationReview.updateMany({
    where: { votingDay, hatId, outcome: 'closed', reopenedAt: null },
    data: { reopenedAt: at, reopenedBy: by },
  });
  return count === 1;
}

/** Notes in every open round that a role belongs to that somebody ended it. */
export async function noteEnded(
  tx: Tx,
  { id, personId, electionId, body, role }: BodyRef & { id: string; personId: string; role: string },
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO authorisation_review
      (voting_day, hat_id, person_id, election_id, level, code, role, outcome, at, by_person)
    SELECT r.voting_day, ${id}::uuid, ${personId}::uuid, ${electionId}, ${body.level}, ${body.code}, ${role},
      'closed', ${at}, ${by}::uuid
    FROM authorisation_round r
    WHERE r.closed_on IS NULL AND (${electionId}::text IS NULL OR EXISTS (
      SELECT 1 FROM body b WHERE b.election_id = ${electionId} AND b.election_date = r.voting_day))
    ON CONFLICT (voting_day, hat_id) DO UPDATE
      SET outcome = 'closed', at = excluded.at, by_person = excluded.by_person`;
}
