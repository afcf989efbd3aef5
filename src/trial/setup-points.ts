import { dutiesOf } from '../elections/duties.js';
import type { ElectionCommittee } from '../elections/committees.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { LEVEL_NAMES } from '../elections/routes.js';
import { signedBy } from '../elections/settings.js';
import { committeeKey, type MessageType } from '../kernel/committee.js';
import { messageWords } from '../upload/words.js';
import { formatDay } from '../web/format-time.js';
import type { Point } from './setup-check.js';

/** What is known of a committee beside its election's plan. */
export interface KnownOfCommittee {
  /** Its keys that may be used now, each in the groups in which it is read. */
  readonly keys: readonly string[];
  /** A line for each contact person; null where it is not known whose those are. */
  readonly contacts: readonly string[] | null;
}

/** Who sends what to each body of an election, by {@link committeeKey}: made once for all of them. */
export type Senders = ReadonlyMap<
  string,
  readonly { readonly message: MessageType; readonly from: string }[]
>;

export function sendersIn(plan: ElectionPlan): Senders {
  const found = new Map<string, { message: MessageType; from: string }[]>();
  const names = new Map(plan.committees.map((each) => [committeeKey(each), each.name]));
  for (const { committee, message } of dutiesOf(plan))
    for (const recipient of recipientsOf(plan, committee, message)) {
      const key = committeeKey(recipient.committee);
      const from = names.get(committeeKey(committee)) ?? committee.code;
      const known = found.get(key);
      if (known === undefined) found.set(key, [{ message, from }]);
      else known.push({ message, from });
    }
  return found;
}

/** What a committee must deliver, without looking at the others of its election. */
function ownDuties(plan: ElectionPlan, committee: ElectionCommittee): ReturnType<typeof dutiesOf> {
  return dutiesOf({ ...plan, committees: [committee] });
}

/** Whether a committee delivers counts in this election. */
export function delivers(plan: ElectionPlan, committee: ElectionCommittee): boolean {
  return ownDuties(plan, committee).length > 0;
}

/** What a committee is asked to check of its own data, as they are now. Plain Dutch lines. */
export function pointsOf(
  plan: ElectionPlan,
  committee: ElectionCommittee,
  { keys, contacts }: KnownOfCommittee,
  senders: Senders,
): readonly Point[] {
  const { id, name, electionDate } = plan.definition;
  const { level, code } = committee;
  const sends = ownDuties(plan, committee);
  const comes = senders.get(committeeKey(committee)) ?? [];
  return [
    { code: 'committee', shown: [committee.name, `${LEVEL_NAMES[level]}, code ${code}`] },
    { code: 'election', shown: [name, id, `Dag van de stemming: ${formatDay(electionDate)}`] },
    ...(signedBy(plan.settings, level).length === 0
      ? []
      : [{ code: 'keys' as const, shown: keys.length === 0 ? [NO_KEY] : keys }]),
    ...(sends.length === 0
      ? []
      : [
          {
            code: 'recipients' as const,
            shown: sends.map(({ message }) => sentTo(plan, committee, message)),
          },
        ]),
    ...(comes.length === 0 ? [] : [{ code: 'senders' as const, shown: cameFrom(comes) }]),
    ...(contacts === null
      ? []
      : [{ code: 'contact' as const, shown: contacts.length === 0 ? [NO_CONTACT] : contacts }]),
  ];
}

const NO_KEY = 'Er is nog geen goedgekeurde sleutel.';
const NO_CONTACT = 'Er is nog geen contactpersoon.';

function sentTo(plan: ElectionPlan, committee: ElectionCommittee, message: MessageType): string {
  const to = recipientsOf(plan, committee, message).map(({ committee: { name }, law }) => `${name} (${law})`);
  return `${messageWords(message)} gaat naar: ${to.join(', ') || 'niemand'}`;
}

function cameFrom(comes: readonly { readonly message: MessageType; readonly from: string }[]): string[] {
  const messages = [...new Set(comes.map(({ message }) => message))];
  return messages.map((message) => {
    const from = comes.filter((each) => each.message === message).map((each) => each.from);
    return `${messageWords(message)} krijgt u van ${from.length}: ${from.join(', ')}`;
  });
}
