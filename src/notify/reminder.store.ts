import type { Reader, Tx } from '../platform/postgres/database.js';
import { remindedDuties, type Reached, type RemindedDuty } from './reminder.js';

/** That an organisation was reminded on a day. */
export interface Reminder {
  readonly organisation: string;
  readonly day: string;
  readonly duties: readonly RemindedDuty[];
  readonly reached: Reached;
  readonly at: Date;
}

/** Adds those of which there was none that day, and gives them: whoever comes at the same moment waits, then adds none. */
export async function addReminders(tx: Tx, reminders: readonly Reminder[]): Promise<readonly Reminder[]> {
  const rows = await tx.reminder.createManyAndReturn({
    data: reminders.map(({ duties, ...reminder }) => ({
      ...reminder,
      duties: duties.map((duty) => ({ ...duty })),
    })),
    skipDuplicates: true,
  });
  return rows.map(reminderOf);
}

/** The newest day up to `today` on which each of these was reminded. */
export async function lastReminded(
  read: Reader,
  organisations: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await read.reminder.groupBy({
    by: ['organisation'],
    where: { organisation: { in: [...organisations] }, day: { lte: today } },
    _max: { day: true },
  });
  return new Map(rows.map(({ organisation, _max }) => [organisation, _max.day!]));
}

/** Reminders by organisation and day. */
export async function findReminders(
  read: Reader,
  keys: readonly Pick<Reminder, 'organisation' | 'day'>[],
): Promise<readonly Reminder[]> {
  if (keys.length === 0) return [];
  const rows = await read.reminder.findMany({
    where: { OR: keys.map(({ organisation, day }) => ({ organisation, day })) },
  });
  return rows.map(reminderOf);
}

/** The newest reminder of each of these organisations. */
export async function newestReminders(
  read: Reader,
  organisations: readonly string[],
): Promise<ReadonlyMap<string, Reminder>> {
  const rows = await read.reminder.findMany({
    where: { organisation: { in: [...organisations] } },
    distinct: ['organisation'],
    orderBy: [{ organisation: 'asc' }, { day: 'desc' }],
  });
  return new Map(rows.map((row) => [row.organisation, reminderOf(row)]));
}

/** Addressees of whom the newest mail did not arrive. */
export async function bouncedContacts(read: Reader): Promise<ReadonlySet<string>> {
  const rows = await read.$queryRaw<{ addressee: string }[]>`
    SELECT addressee FROM (SELECT DISTINCT ON (addressee) addressee, state FROM dispatch
      WHERE channel = 'mail' AND addressee LIKE 'contact:%' AND state IN ('sent', 'dead') ORDER BY addressee, ended_at DESC) AS newest
    WHERE state = 'dead'`;
  return new Set(rows.map(({ addressee }) => addressee));
}

/** What the Kiesraad adds to the reminders of voting days. */
export async function reminderTexts(
  read: Reader,
  votingDays: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await read.reminderText.findMany({ where: { votingDay: { in: [...votingDays] } } });
  return new Map(rows.map(({ votingDay, text }) => [votingDay, text]));
}

export async function keepReminderText(
  tx: Tx,
  { votingDay, ...kept }: { votingDay: string; text: string; byPerson: string; at: Date },
): Promise<void> {
  await tx.reminderText.upsert({ where: { votingDay }, create: { votingDay, ...kept }, update: kept });
}

function reminderOf(row: {
  organisation: string;
  day: string;
  duties: unknown;
  reached: string;
  at: Date;
}): Reminder {
  return { ...row, duties: remindedDuties.parse(row.duties), reached: row.reached as Reached };
}

/** How many organisations were reminded on a day, and of how many nobody could be written to. */
export async function countReminded(
  read: Reader,
  day: string,
): Promise<{ readonly reminded: number; readonly nobody: number }> {
  const [row] = await read.$queryRaw<{ reminded: number; nobody: number }[]>`
    SELECT count(*)::int AS reminded, (count(*) FILTER (WHERE reached = 'nobody'))::int AS nobody
    FROM reminder WHERE day = ${day}`;
  return row!;
}
