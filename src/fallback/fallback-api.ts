import { z } from 'zod';
import { line, lines } from '../frame/text.js';
import { LEVELS, MESSAGE_TYPES } from '../kernel/committee.js';
import { hats } from '../platform/http/access.js';
import { SHAPES } from '../platform/http/shapes.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { stateName, type Fallback } from './fallback.js';

/** Who asks, who answers, and who sees it. */
export const ASKERS = hats(COMMITTEE_LEVELS);
export const ANSWERERS = hats(['OPERATOR']);
export const EITHER = hats([...COMMITTEE_LEVELS, 'OPERATOR']);

/** What a committee asks. */
export const questionBody = z.object({
  soort: z.enum(MESSAGE_TYPES, 'Kies een soort bestand.'),
  reden: lines(500, 'Vul in waarom u geen sleutel meer hebt.'),
});
/** Why it is refused or withdrawn: its committee reads it. */
export const answerBody = z.object({ reden: lines(500, 'Vul de reden in.') });
/** An article as the Kiesraad writes it. */
export const articleText = line(200, 'Vul het artikel in.');

const moment = z.iso.datetime();

/** A question in an answer. */
export const fallbackSchema = z
  .object({
    id: z.uuid(),
    verkiezing: z.string(),
    stembureau: z.object({ niveau: z.enum(LEVELS), code: z.string() }),
    soort: z.enum(MESSAGE_TYPES),
    stand: z.enum(['gevraagd', 'toegestaan', 'geweigerd', 'ingetrokken', 'verlopen', 'gebruikt']),
    reden: z.string(),
    gevraagdOp: moment,
    beslistOp: moment.nullable(),
    artikel: z.string().nullable(),
    tot: moment.nullable().meta({ description: 'Tot wanneer die ene levering mag' }),
    antwoord: z.string().nullable().meta({ description: 'Waarom het is geweigerd of ingetrokken' }),
  })
  .register(SHAPES, { id: 'Terugval' });
export const fallbacksSchema = z
  .object({ vragen: z.array(fallbackSchema) })
  .register(SHAPES, { id: 'Terugvallen' });

export function fallbackJson(fallback: Fallback) {
  const { id, electionId, committee, message, state, reason, asked } = fallback;
  return {
    id,
    verkiezing: electionId,
    stembureau: { niveau: committee.level, code: committee.code },
    soort: message,
    stand: stateName(state),
    reden: reason,
    gevraagdOp: asked.at.toISOString(),
    beslistOp: 'decided' in fallback ? fallback.decided.at.toISOString() : null,
    artikel: 'article' in fallback ? fallback.article : null,
    tot: 'until' in fallback ? fallback.until.toISOString() : null,
    antwoord: 'answer' in fallback ? fallback.answer : null,
  };
}
