import {
  COMMITTEE_LEVELS,
  sameCommittee,
  travelsAs,
  type CommitteeLevel,
  type CommitteeRef,
  type DeliveredType,
  type MessageType,
} from '../kernel/committee.js';
import type { EmlVersion } from '../kernel/eml-ids.js';
import type { ElectionFacts } from '../verify/context.js';
import { committeesOf, findCommittee, type ElectionCommittee } from './committees.js';
import { hasDistricts, type ElectionDefinition, type Region } from './definition.js';
import { defaultRoutes, type Article, type Route } from './routes.js';
import { defaultSettings, signedBy, type ElectionSettings } from './settings.js';

/** An election ready to run: its 110a, what the Kiesraad decided beside it, its bodies and its routes. */
export interface ElectionPlan {
  readonly definition: ElectionDefinition;
  readonly settings: ElectionSettings;
  readonly committees: readonly ElectionCommittee[];
  readonly routes: readonly Route[];
}

/** A body that must get a file, and the article by which. */
export interface Recipient {
  readonly committee: ElectionCommittee;
  readonly law: Article;
}

/** Brings the parts together. Settings and routes default to what the law says for this category. */
export function planElection(
  definition: ElectionDefinition,
  settings: ElectionSettings = defaultSettings(definition),
  routes: readonly Route[] = defaultRoutes(definition),
): ElectionPlan {
  return { definition, settings, committees: committeesOf(definition, settings), routes };
}

/**
 * Who gets a file. `sender` delivers it; `about` is the committee named in it, which differs in one case only: a 510c that
 * the CSB corrected (P 1f lid 5, P 1g lid 2). Each body appears once, by the first route that names it, and never the sender
 * itself. Empty when the law gives this sender no such file, or when one of the two is not in this election.
 */
export function recipientsOf(
  plan: ElectionPlan,
  sender: CommitteeRef,
  message: DeliveredType,
  about: CommitteeRef = sender,
): readonly Recipient[] {
  const subject = findCommittee(plan.committees, about);
  if (!subject || !findCommittee(plan.committees, sender)) return [];
  const type = travelsAs(message);
  const found: Recipient[] = [];
  for (const route of plan.routes) {
    if (route.from !== sender.level || route.message !== type) continue;
    for (const destination of route.to) {
      const ref = resolve(destination, subject);
      const committee = ref && findCommittee(plan.committees, ref);
      if (!committee || sameCommittee(committee, sender)) continue;
      if (!found.some((recipient) => sameCommittee(recipient.committee, committee))) {
        found.push({ committee, law: route.law });
      }
    }
  }
  return found;
}

/**
 * Who gets a file later: whoever the gezaghebber sends it on to, when the elected were admitted (Ya 18), and does not get it
 * from the sender already. Empty where no such route leads from who receives it.
 */
export function sentOnTo(
  plan: ElectionPlan,
  sender: CommitteeRef,
  message: DeliveredType,
  about: CommitteeRef = sender,
): readonly Recipient[] {
  const direct = recipientsOf(plan, sender, message, about);
  return direct
    .filter(({ committee }) => committee.level === 'MAYOR')
    .flatMap(({ committee }) => recipientsOf(plan, committee, message, about))
    .filter(({ committee }) => !direct.some((known) => sameCommittee(known.committee, committee)));
}

function resolve(destination: Route['to'][number], subject: ElectionCommittee): CommitteeRef | null {
  switch (destination) {
    case 'MAYOR':
      return subject.mayor === null ? null : { level: 'MAYOR', code: subject.mayor };
    case 'HSB':
      if (subject.level === 'HSB') return subject;
      return subject.district === null ? null : { level: 'HSB', code: subject.district };
    case 'CSB':
      return { level: 'CSB', code: 'CSB' };
    case 'COUNCIL':
      return { level: 'COUNCIL', code: 'COUNCIL' };
  }
}

/**
 * What the verifier must know to judge a file that `sender` made: its own, or a 510c that the CSB corrected for an HSB (P 1f
 * lid 5, P 1g lid 2), which is signed by the CSB's rule and key. `emlVersion`: as decided; null: any. Null when the election has no such committee, or
 * when it is one that only receives.
 */
export function electionFacts(
  plan: ElectionPlan,
  sender: CommitteeRef,
  emlVersion: EmlVersion | null = null,
): ElectionFacts | null {
  const committee = findCommittee(plan.committees, sender);
  if (!committee || !isCommitteeLevel(committee.level)) return null;
  const corrects = correctable(plan, committee);
  const own = OWN_MESSAGES[committee.level];
  return {
    id: plan.definition.id,
    place: committee.place,
    date: plan.definition.electionDate,
    contest: contestOf(plan.definition, committee),
    accepts: Object.keys(corrects).length === 0 ? own : [...own, '510c'],
    corrects,
    emlVersion,
    signed: signedBy(plan.settings, committee.level),
  };
}

const OWN_MESSAGES: Readonly<Record<CommitteeLevel, readonly MessageType[]>> = {
  GSB: ['510b'],
  NBSB: ['510b'],
  SOL: ['510b'],
  HSB: ['510c'],
  CSB: ['510d', '520'],
};

/** The HSBs whose 510c this committee may correct, each with the contest of its file: those of the election for its CSB. */
function correctable(
  plan: ElectionPlan,
  committee: ElectionCommittee,
): Readonly<Record<string, string | null>> {
  if (committee.level !== 'CSB') return {};
  const districts = plan.committees.filter(({ level }) => level === 'HSB');
  return Object.fromEntries(
    districts.map((district) => [district.code, contestOf(plan.definition, district)]),
  );
}

function isCommitteeLevel(level: string): level is CommitteeLevel {
  return (COMMITTEE_LEVELS as readonly string[]).includes(level);
}

/**
 * The contest id a file of this committee carries. A definition with one contest gives it to all. With `alle`, a file
 * below the CSB carries its kieskring in TK and PS2, as a roman numeral where the tree says so, and `alle` in EP. Null
 * where it is not known: the NBSB, whose votes belong to no kieskring's HSB.
 */
export function contestOf(definition: ElectionDefinition, committee: ElectionCommittee): string | null {
  if (definition.contest !== 'alle' || definition.category === 'EP' || !hasDistricts(definition)) {
    return definition.contest;
  }
  if (committee.level === 'CSB') return 'alle';
  const code = committee.level === 'HSB' ? committee.code : committee.district;
  const region = definition.regions.find((r) => r.category === 'KIESKRING' && `HSB${r.number}` === code);
  return region ? contestNumber(region) : null;
}

function contestNumber(region: Region): string | null {
  if (region.number === null) return null;
  return region.romanNumerals ? roman(region.number) : String(region.number);
}

const ROMAN = 'M:1000 CM:900 D:500 CD:400 C:100 XC:90 L:50 XL:40 X:10 IX:9 V:5 IV:4 I:1'
  .split(' ')
  .map((pair) => pair.split(':'))
  .map(([digits = '', value]) => ({ digits, value: Number(value) }));

function roman(number: number): string {
  let left = number;
  let text = '';
  for (const { digits, value } of ROMAN) {
    text += digits.repeat(Math.floor(left / value));
    left %= value;
  }
  return text;
}
