import { DecideRemoval } from '../../src/removal/decide-removal.js';
import { KeepHold } from '../../src/removal/keep-hold.js';
import { DecideElection } from '../../src/setup/decide-election.js';
import type { Standing } from '../../src/setup/decision-changes.js';
import type { TestApp, TestPerson } from './app.js';

/** Enters the day of the admission: from then on terms run. */
export async function admit(app: TestApp, { actor }: TestPerson, admission = '2027-03-30'): Promise<void> {
  const admitted = ({ decisions, settings }: Standing): Standing => ({
    settings,
    decisions: { ...decisions, moments: { ...decisions.moments, admission } },
  });
  await app.get(DecideElection).run('TK2027', admitted, 'besluit', actor);
}

/** The id of what is announced to go of the burgemeesters, once. */
export async function aRemoval(app: TestApp, operator: TestPerson): Promise<string> {
  const { rows } = await app.sql('SELECT id FROM removal LIMIT 1');
  const [known] = rows as { id: string }[];
  if (known !== undefined) return known.id;
  await admit(app, operator);
  return await app.get(DecideRemoval).announce('TK2027', 'mayor', operator.actor);
}

/** The id of a hold that keeps everything of an election. */
export async function aHold(app: TestApp, { actor }: TestPerson, electionId: string): Promise<string> {
  const find = async () => {
    const { rows } = await app.sql(
      'SELECT id FROM standing_hold WHERE submission_id IS NULL AND election_id = $1',
      [electionId],
    );
    return (rows[0] as { id: string } | undefined)?.id;
  };
  if ((await find()) === undefined) await app.get(KeepHold).place(electionId, null, 'proef', actor);
  return (await find())!;
}
