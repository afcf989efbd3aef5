import { ISLANDS, sameCommittee, type CommitteeRef } from '../kernel/committee.js';
import { dutiesOf, type Exemption, type ExemptionReason } from './duties.js';
import type { ElectionPlan } from './election.js';

/** The reasons as they stand in addresses and answers, with what they say on screen. */
export const EXEMPTION_REASONS = {
  interrupted: {
    reden: 'onderbroken',
    label: 'De Kiesraad heeft het gebruik onderbroken, of er is geen programmatuur',
  },
  setAside: {
    reden: 'buitenBeschouwing',
    label: 'Het stembureau laat de uitkomst van de programmatuur buiten beschouwing',
  },
  islandNotTakingPart: {
    reden: 'eilandNeemtNietDeel',
    label: 'Het openbaar lichaam gebruikt de programmatuur niet',
  },
} as const satisfies Readonly<Record<ExemptionReason, { reden: string; label: string }>>;

/** A reason as it stands in the API. */
export type Reden = (typeof EXEMPTION_REASONS)[ExemptionReason]['reden'];

/** All of them, for forms and schemas. */
export const REDENEN = Object.values(EXEMPTION_REASONS).map(({ reden }) => reden) as [Reden, ...Reden[]];

/** Those that the Kiesraad decides: to set its outcome aside is a committee's own act. */
export const DECIDED_REASONS = (['interrupted', 'islandNotTakingPart'] as const).map(
  (reason) => EXEMPTION_REASONS[reason],
);

/** The reason that a word of the API names. */
export function reasonOf(reden: Reden): ExemptionReason {
  const found = Object.entries(EXEMPTION_REASONS).find(([, value]) => value.reden === reden);
  return found![0] as ExemptionReason;
}

/** Why a committee cannot be freed from delivering, or that it can. */
export type ExemptionFault = 'noDuty' | 'reasonDoesNotFit' | 'twice';

/**
 * Whether this may be declared of this committee: it must have something to deliver, only an island can stay outside
 * (Ya 3b), and the same reason is not in force already. `kept` are all exemptions of the election, the standing ones too.
 * Null: it may.
 */
export function exemptionFault(
  plan: ElectionPlan,
  committee: CommitteeRef,
  reason: ExemptionReason,
  kept: readonly Exemption[],
): ExemptionFault | null {
  if (!dutiesOf(plan).some((duty) => sameCommittee(duty.committee, committee))) return 'noDuty';
  const island = committee.code in ISLANDS || plan.definition.category === 'ER';
  if (reason === 'islandNotTakingPart' && !island) return 'reasonDoesNotFit';
  const inForce = kept.some(
    (other) => other.until === null && other.reason === reason && sameCommittee(other.committee, committee),
  );
  return inForce ? 'twice' : null;
}
