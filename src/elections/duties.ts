import {
  sameCommittee,
  type CommitteeRef,
  type DeliveredType,
  type Level,
  type MessageType,
} from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Category } from './definition.js';
import type { ElectionPlan } from './election.js';
import type { Article } from './routes.js';

/** One file that one committee must deliver in one election. */
export interface Duty {
  readonly committee: CommitteeRef;
  readonly message: MessageType;
  readonly law: Article;
}

/** Why a file need not come, each with its article. */
const EXEMPTIONS = {
  /** The Kiesraad interrupted the use of the software, or gave none. */
  interrupted: ['Ea 13'],
  /** The committee found that the software did not work reliably and left its outcome aside. */
  setAside: ['Na 27', 'O 6', 'O 17', 'P 20b'],
  /** The island and the Kiesraad decided that the software is not used there. */
  islandNotTakingPart: ['Ya 3b lid 2'],
} as const satisfies Readonly<Record<string, readonly Article[]>>;
export type ExemptionReason = keyof typeof EXEMPTIONS;

/**
 * A decision that frees a committee from delivering: from a moment on (null: from the start) and, when taken back, until
 * one. ISO 8601 UTC.
 */
export interface Exemption {
  readonly committee: CommitteeRef;
  readonly reason: ExemptionReason;
  readonly since: string | null;
  readonly until: string | null;
}

/** One delivery as this feature needs to know it. `at` is when the server accepted it, ISO 8601 UTC. */
export interface Delivered {
  readonly committee: CommitteeRef;
  readonly message: DeliveredType;
  readonly at: string;
  /** Null for a P 2a alone, which holds no EML. */
  readonly fingerprint: Sha256 | null;
}

/**
 * How a duty stands. `since` of `notDue` is null where it held from the start. A file that is not due is a state of its
 * own: it is neither missing nor received.
 */
export type DutyState =
  | { readonly state: 'missing' }
  | { readonly state: 'received'; readonly at: string; readonly fingerprint: Sha256 }
  | {
      readonly state: 'corrected';
      readonly at: string;
      readonly fingerprint: Sha256;
      /** Number of different files accepted so far, the first included. */
      readonly versions: number;
    }
  | {
      readonly state: 'notDue';
      readonly reason: ExemptionReason;
      readonly law: Article;
      readonly since: string | null;
    };

const BY_LEVEL: Readonly<Partial<Record<Level, readonly (readonly [MessageType, Article])[]>>> = {
  GSB: [['510b', 'Na 32 lid 3']],
  SOL: [['510b', 'Na 32 lid 3']],
  NBSB: [['510b', 'O 21 lid 3']],
  HSB: [['510c', 'O 10 lid 2']],
  CSB: [
    ['510d', 'P 23 lid 3'],
    ['520', 'P 23 lid 3'],
  ],
};

/** The EK's central committee does the same under chapter U, where Q 7 declares chapter Ea applicable. */
function lawFor(category: Category, law: Article): Article {
  return category === 'EK' ? 'Q 7' : law;
}

/** Every file that the committees of this election must deliver, in the order of the committees. */
export function dutiesOf(plan: ElectionPlan): readonly Duty[] {
  return plan.committees.flatMap((committee) => {
    const files = BY_LEVEL[committee.level] ?? [];
    return files.map(([message, law]) => ({
      committee: { level: committee.level, code: committee.code },
      message,
      law: lawFor(plan.definition.category, law),
    }));
  });
}

/**
 * Exemptions that follow from the settings alone: the islands that do not use the software, and with them the central
 * committee of such an island's own council (Ya 3b lid 1 names both).
 */
export function standingExemptions(plan: ElectionPlan): readonly Exemption[] {
  const islandCouncil = plan.definition.category === 'ER';
  const absent = (code: string): boolean => !plan.settings.islands.some((island) => island === code);
  return plan.committees
    .filter(({ level, code }) => {
      if (level === 'SOL') return absent(code);
      return islandCouncil && level === 'CSB' && plan.settings.islands.length === 0;
    })
    .map(({ level, code }) => ({
      committee: { level, code },
      reason: 'islandNotTakingPart',
      since: null,
      until: null,
    }));
}

/**
 * The state of a duty at `now` (ISO 8601 UTC), from all deliveries and exemptions of the election in any order.
 * - What was received stays received when the Kiesraad interrupts afterwards: Ea 13 frees from a duty, it undoes nothing.
 * - What was set aside does count no longer, until the committee delivers anew after that.
 * - A P 2a alone leaves the file it follows as it was, and fulfils nothing by itself.
 * - The same bytes again are one version.
 */
export function dutyState(
  duty: Duty,
  deliveries: readonly Delivered[],
  exemptions: readonly Exemption[],
  now: string,
): DutyState {
  if (deliveries.length === 0 && exemptions.length === 0) return { state: 'missing' };
  const inForce = exemptions.filter(
    (exemption) =>
      sameCommittee(exemption.committee, duty.committee) &&
      reached(exemption.since, now) &&
      !(exemption.until !== null && reached(exemption.until, now)),
  );
  const aside = latest(inForce.filter((exemption) => exemption.reason === 'setAside'));
  const files = versionsOf(duty, deliveries, now).filter(
    (file) => !aside || !reached(file.at, aside.since ?? ''),
  );
  const last = files.at(-1);
  if (last) {
    const { at, fingerprint } = last;
    return files.length === 1
      ? { state: 'received', at, fingerprint }
      : { state: 'corrected', at, fingerprint, versions: files.length };
  }
  const exemption = aside ?? latest(inForce);
  return exemption ? notDue(duty, exemption) : { state: 'missing' };
}

interface FileVersion {
  readonly at: string;
  readonly fingerprint: Sha256;
}

function versionsOf(duty: Duty, deliveries: readonly Delivered[], now: string): FileVersion[] {
  const seen = new Set<Sha256>();
  return deliveries
    .filter((delivered) => delivered.message === duty.message)
    .filter((delivered) => sameCommittee(delivered.committee, duty.committee) && reached(delivered.at, now))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .flatMap(({ at, fingerprint }) => {
      if (fingerprint === null || seen.has(fingerprint)) return [];
      seen.add(fingerprint);
      return [{ at, fingerprint }];
    });
}

/** Has `moment` come at `now`? The start (null) always has. */
function reached(moment: string | null, now: string): boolean {
  return moment === null || Date.parse(moment) <= Date.parse(now);
}

function latest(exemptions: readonly Exemption[]): Exemption | undefined {
  return [...exemptions]
    .sort(
      (a, b) => (a.since === null ? 0 : Date.parse(a.since)) - (b.since === null ? 0 : Date.parse(b.since)),
    )
    .at(-1);
}

function notDue(duty: Duty, { reason, since }: Exemption): DutyState {
  return { state: 'notDue', reason, law: exemptionLaw(reason, duty.committee.level), since };
}

/** The article by which this reason frees a committee of this level. */
export function exemptionLaw(reason: ExemptionReason, level: Level): Article {
  return (reason === 'setAside' ? SET_ASIDE_LAW[level] : undefined) ?? EXEMPTIONS[reason][0];
}

const SET_ASIDE_LAW: Readonly<Partial<Record<Level, Article>>> = {
  GSB: 'Na 27',
  SOL: 'Na 27',
  HSB: 'O 6',
  NBSB: 'O 17',
  CSB: 'P 20b',
};
