import { z } from 'zod';
import { COMMITTEE_LEVELS, MESSAGE_TYPES, type CommitteeLevel } from '../kernel/committee.js';
import type { OwnSetup } from './show-setup.js';
import type { Trial } from './trial.js';

/** A test delivery, as it is answered. */
export const trialSchema = z.object({
  id: z.uuid(),
  proef: z.literal(true).meta({ description: 'Telt nooit mee en heeft geen ontvangers' }),
  verkiezing: z.string(),
  stembureau: z.object({ niveau: z.enum(COMMITTEE_LEVELS), code: z.string() }),
  soort: z.enum(MESSAGE_TYPES),
  vingerafdruk: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'Voorgoed gesperd als telling' }),
  gedaan: z.iso.datetime(),
});

/** One's own test deliveries, and when the lanes of the election open and close. */
export const trialsSchema = z.object({
  verkiezing: z.string(),
  echtLeverenVanaf: z.iso.datetime().meta({ description: 'Daarvoor weigert het platform een telling' }),
  proefleverenTot: z.iso.datetime(),
  proefleveringen: z.array(trialSchema),
});

export function trialJson({ id, owner, message, fingerprint, at }: Trial) {
  const { level, code } = owner.body;
  return {
    ...{ id, proef: true as const, verkiezing: owner.electionId },
    stembureau: { niveau: level as CommitteeLevel, code },
    ...{ soort: message, vingerafdruk: fingerprint, gedaan: at.toISOString() },
  };
}

export function trialsJson({ plan, lanes, trials }: Pick<OwnSetup, 'plan' | 'lanes' | 'trials'>) {
  return {
    verkiezing: plan.definition.id,
    echtLeverenVanaf: lanes.realOpens.toISOString(),
    proefleverenTot: lanes.testCloses.toISOString(),
    proefleveringen: trials.map(trialJson),
  };
}
