import type { AgendaLine } from '../frame/agenda.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { formatClock, formatDay, formatTime } from '../web/format-time.js';
import type { RecipientState } from './describe-submission.js';
import type { OwnDuty, SubmissionList } from './list-submissions.js';
import { submissionNumber, waitsFor, type DeliveredSubmission, type Submission } from './submission.js';
import { mustCompare } from './paper.js';
import { explainRefusal } from './refused-words.js';
import { messageWords } from './words.js';

/** What the lines are made from. */
export interface AgendaFacts {
  readonly list: SubmissionList;
  /** Who looks. */
  readonly personId: string;
  /** It has an approved key, or needs none. */
  readonly canSign: boolean;
  /** How far each delivered file is, by the id of its submission. */
  readonly reached: ReadonlyMap<string, readonly RecipientState[]>;
}

/** So long a refused file is news beside a delivery that stands. */
const NEWS_MS = 24 * 3_600_000;

/** What a committee has begun, was turned down, must still deliver and has delivered. */
export function agendaLines(facts: AgendaFacts, now: Date): readonly AgendaLine[] {
  const { list } = facts;
  const under = list.submissions.flatMap((submission) => underWay(submission, facts));
  const begun = list.submissions.flatMap((each) => (each.state === 'judged' ? [each.verdict.type] : []));
  const due = list.duties.filter(({ message }) => !begun.includes(message));
  return [...under, ...refused(facts, now), ...due.flatMap((duty) => dutyLines(duty, facts, now))];
}

function underWay(submission: Submission, { list, personId }: AgendaFacts): readonly AgendaLine[] {
  const number = submissionNumber(submission);
  const link = { href: `/leveringen/${submission.id}`, label: `Ga verder met ${number}` };
  const line = { link, when: null };
  if (submission.state === 'judged' && list.fourEyes) {
    const own = submission.personId === personId;
    return [
      {
        link: { ...link, label: own ? `Bekijk ${number}` : `Vergelijk ${number} en dien in` },
        when: null,
        urgency: own ? 'waiting' : 'todo',
        title: own ? `Een ander moet ${number} nog indienen` : `U bent de tweede persoon: dien ${number} in`,
        text: 'Er is nog niets ingediend. Wie het bestand verstuurde, mag dat niet zelf doen.',
      },
    ];
  }
  if (submission.state === 'judged')
    return [
      {
        ...line,
        urgency: 'begun',
        title: `U bent nog niet klaar: dien ${number} in`,
        text: 'Het bestand is in orde. Er is nog niets ingediend.',
      },
    ];
  switch (waitsFor(submission)) {
    case 'files':
      return [
        {
          ...line,
          urgency: 'begun',
          title: `U bent nog niet klaar: ${number} is niet compleet`,
          text: 'Een bestand is nog niet helemaal binnen. Er is niets ingediend.',
        },
      ];
    case 'verdict':
      return [
        {
          link: { ...link, label: `Bekijk ${number}` },
          when: null,
          urgency: 'waiting',
          title: `${number} wordt gecontroleerd`,
          text: 'Er is nog niets ingediend. Verstuur het bestand niet opnieuw.',
        },
      ];
    case null:
      return [];
  }
}

/** The newest file, when it was refused and nothing was sent since. */
function refused({ list }: AgendaFacts, now: Date): readonly AgendaLine[] {
  const newest = list.submissions.find(({ state }) => state !== 'abandoned');
  if (newest?.state !== 'refused') return [];
  const stands = list.current.length > 0;
  if (stands && now.getTime() - newest.judgedAt.getTime() > NEWS_MS) return [];
  const { headline, action } = explainRefusal(newest.verdict, list.plan, newest.sender);
  const number = submissionNumber(newest);
  return [
    {
      urgency: 'refused',
      title: `Geweigerd: ${action}`,
      text: `${number}: ${headline} Er is niets ingediend.`,
      link: { href: `/leveringen/${newest.id}`, label: `Bekijk ${number}` },
      when: null,
    },
  ];
}

function dutyLines({ message, law, state }: OwnDuty, facts: AgendaFacts, now: Date): readonly AgendaLine[] {
  const what = messageWords(message);
  const { list, canSign, reached } = facts;
  if (state.state === 'notDue')
    return [
      {
        urgency: 'done',
        title: `${what}: hoeft niet`,
        text: `Volgens ${state.law}.`,
        link: null,
        when: null,
      },
    ];
  if (state.state === 'missing')
    return [
      {
        urgency: canSign && list.opens === null ? 'todo' : 'waiting',
        title: `Nog te leveren: ${what}`,
        text: canSign ? `Volgens Kieswet ${law}.` : 'Dat kan als uw sleutel is goedgekeurd.',
        link:
          canSign && list.opens === null ? { href: '/leveringen/nieuw', label: 'Lever een bestand' } : null,
        when:
          list.opens === null
            ? `na de stemming op ${formatDay(list.electionDate)}`
            : `vanaf ${formatTime(list.opens)}`,
      },
    ];
  return list.current
    .filter((delivered) => delivered.message === message)
    .flatMap((delivered) => [
      ...uncompared(delivered, facts),
      deliveredLine(delivered, reached.get(delivered.id) ?? [], now),
    ]);
}

/** What was delivered before its paper was at hand. */
function uncompared(
  { id, verdict, paper, ...numbered }: DeliveredSubmission,
  { list, personId }: AgendaFacts,
): readonly AgendaLine[] {
  if (!list.paperAsked || !mustCompare(verdict.fingerprint, paper) || paper.later === 'differs') return [];
  const byAnother = list.fourEyes && numbered.personId === personId;
  const number = submissionNumber(numbered);
  return [
    {
      urgency: byAnother ? 'waiting' : 'todo',
      title: byAnother
        ? `Een ander moet ${number} nog met het papier vergelijken`
        : `Vergelijk ${number} nog met het papier`,
      text: 'Het is ingediend zonder te vergelijken. De ontvangers zien dat ook.',
      link: { href: `/leveringen/${id}#vergelijken`, label: `Vergelijk ${number}` },
      when: null,
    },
  ];
}

function deliveredLine(
  delivered: DeliveredSubmission,
  recipients: readonly RecipientState[],
  now: Date,
): AgendaLine {
  return {
    urgency: 'done',
    title: `Hier klaar: ${submissionNumber(delivered)} is ingediend`,
    text: `${fetchedWords(recipients, now)}Nu het papieren proces-verbaal.`,
    link: { href: `/leveringen/${delivered.id}/ontvangstbewijs`, label: 'Ontvangstbewijs' },
    when: null,
  };
}

/** `HSB haalde op om 02:14, CSB en de Kiesraad nog niet. `; empty where nobody gets it. */
function fetchedWords(recipients: readonly RecipientState[], now: Date): string {
  const fetched = recipients.flatMap(({ committee, fetchedAt }) =>
    fetchedAt === null ? [] : [`${shortName(committee)} haalde op${formatClock(fetchedAt, now)}`],
  );
  const others = recipients.filter(({ fetchedAt }) => fetchedAt === null).map(({ committee }) => committee);
  const waiting = others.length === 0 ? [] : [`${NAMES.format(others.map(shortName))} nog niet`];
  const words = [...fetched, ...waiting].join(', ');
  return words === '' ? '' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}. `;
}

const NAMES = new Intl.ListFormat('nl', { type: 'conjunction' });

function shortName({ level }: CommitteeRef): string {
  if (level === 'MAYOR') return 'de burgemeester';
  return level === 'COUNCIL' ? 'de Kiesraad' : level;
}
