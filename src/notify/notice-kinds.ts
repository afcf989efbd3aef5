import type { Level } from '../kernel/committee.js';
import { counted } from '../web/counted.js';
import { formatTime } from '../web/format-time.js';
import { shownAs, type NoticeFacts, type UnknownFacts } from './notice.js';

/** What somebody may or may not want mail of, in the order in which it is asked. */
export const NOTICE_GROUPS = [
  'requests',
  'referrals',
  'arrivals',
  'paper',
  'keys',
  'noKey',
  'declaration',
  'alarms',
] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/** What a group is called, and whether its notices go to everybody at any hour: the law wants them to arrive. */
export const GROUPS: Readonly<Record<NoticeGroup, { readonly title: string; readonly bound: boolean }>> = {
  /** O 2 and P 1c: at once. */
  requests: { title: 'Een ander orgaan vraagt u een bestand te leveren', bound: true },
  referrals: {
    title: 'Terugverwezen stembureaus, gemelde fouten, en antwoorden op wat u vroeg',
    bound: false,
  },
  arrivals: { title: 'Er is een bestand voor u afgeleverd', bound: false },
  paper: { title: 'Iemand vergeleek een levering met het papier', bound: false },
  keys: { title: 'Er is iets met uw sleutel', bound: false },
  noKey: { title: 'Leveren zonder sleutel: gevraagd, toegestaan of geweigerd', bound: false },
  declaration: { title: 'Er is iets met uw verklaring over de aansluitvoorschriften', bound: false },
  alarms: { title: 'Alarm: een bestand of programmatuur klopt niet', bound: false },
};

/** A kind of notice, outside the platform: never what the notice says, no results, no names, no secrets. */
interface NoticeKindFacts {
  readonly group: NoticeGroup;
  /** One line: what there is to read. */
  readonly subject: string;
}

type Kind = Exclude<ReturnType<typeof shownAs>, 'unknown'>;

export const NOTICE_KINDS: Readonly<Record<Kind, NoticeKindFacts>> = {
  'delivery.created': { group: 'arrivals', subject: 'Er staat een bestand voor u klaar' },
  'delivery.unsigned': {
    group: 'arrivals',
    subject: 'Er staat een bestand zonder handtekening voor u klaar',
  },
  'submission.superseded': { group: 'arrivals', subject: 'Er staat een nieuwe versie voor u klaar' },
  'figures.changed': { group: 'alarms', subject: 'Alarm: kijk naar een nieuwe versie van een bestand' },
  'delivery.requested': { group: 'requests', subject: 'Een ander orgaan vraagt u een bestand te leveren' },
  'request.answered': { group: 'referrals', subject: 'Een stembureau antwoordde op uw verzoek' },
  'stations.referred': {
    group: 'referrals',
    subject: 'Het centraal stembureau vraagt u naar stembureaus te kijken',
  },
  'stations.answered': { group: 'referrals', subject: 'Een gemeente antwoordde op uw terugverwijzing' },
  'report.received': { group: 'referrals', subject: 'Iemand meldde een fout in een openbaar bestand' },
  'result.published': { group: 'arrivals', subject: 'Een bestand van u is openbaar gemaakt' },
  'paper.equal': { group: 'paper', subject: 'Een levering is vergeleken met het papier' },
  'paper.differs': { group: 'paper', subject: 'Een levering is vergeleken met het papier: kijk nu' },
  'delivery.readDiffers': { group: 'alarms', subject: 'Alarm: er is iets met het inlezen van een bestand' },
  'submission.differs': { group: 'paper', subject: 'Een levering is vergeleken met het papier: kijk nu' },
  'key.clashed': { group: 'keys', subject: 'Er is iets met uw sleutel: kijk nu' },
  'key.decided': { group: 'keys', subject: 'De Kiesraad nam een besluit over uw sleutel' },
  'key.misused': { group: 'keys', subject: 'Er is iets met de sleutel van een levering: kijk nu' },
  'key.cleared': { group: 'keys', subject: 'Er is nieuws over de sleutel van een levering' },
  'fallback.asked': { group: 'noKey', subject: 'Een stembureau vraagt of het zonder sleutel mag leveren' },
  'fallback.answered': { group: 'noKey', subject: 'De Kiesraad antwoordde op uw vraag' },
  'declaration.received': { group: 'declaration', subject: 'Uw verklaring is ontvangen' },
  'declaration.secondAsked': {
    group: 'declaration',
    subject: 'Een collega vraagt u een verklaring mee te bevestigen',
  },
  'object.damaged': { group: 'alarms', subject: 'Alarm: er is iets met een bestand' },
  'release.damaged': { group: 'alarms', subject: 'Alarm: er is iets met een bestand' },
  'register.damaged': { group: 'alarms', subject: 'Alarm: er is iets met een bestand' },
  'result.setAside': { group: 'alarms', subject: 'Een stembureau besloot over zijn uitkomst: kijk nu' },
  'authorisations.due': { group: 'requests', subject: 'Kijk na wie er nog voor u mag werken' },
  'setup.wrong': { group: 'alarms', subject: 'Alarm: er is iets met een verkiezing' },
  'release.differs': { group: 'alarms', subject: 'Alarm: er is iets met programmatuur' },
};

/** The group and subject of a notice; of a kind that a newer release wrote as little as can be said. */
export function kindOf(facts: NoticeFacts | UnknownFacts): NoticeKindFacts {
  const kind = shownAs(facts);
  if (kind === 'unknown') return { group: 'alarms', subject: 'Er is een nieuw bericht' };
  const known = NOTICE_KINDS[kind];
  if (facts.kind === 'stations.referred' || facts.kind === 'stations.answered')
    return { ...known, subject: `${known.subject}: ${counted(facts.stations, 'stembureau', 'stembureaus')}` };
  if (facts.kind !== 'delivery.requested' || facts.dueAt === undefined) return known;
  return { ...known, subject: `${known.subject}, uiterlijk ${formatTime(new Date(facts.dueAt))}` };
}

/**
 * Whether somebody who never said so gets mail of a group, at a body of this level: all but what comes in at a HSB, a CSB or
 * the Kiesraad, of which there are hundreds in one night and which their inbox counts.
 */
export function mailedByDefault(group: NoticeGroup, level: Level): boolean {
  return group !== 'arrivals' || !['HSB', 'CSB', 'COUNCIL', 'OPERATOR'].includes(level);
}
