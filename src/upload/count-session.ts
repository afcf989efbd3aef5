import { z } from 'zod';
import type { CountSession } from '../verify/amend.js';
import { figuresDiffer } from '../verify/figures.js';
import type { Verdict } from '../verify/verdict.js';

const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new') }),
  z.object({ kind: z.literal('same'), reason: z.string() }),
]);
const record = z.object({
  said: said.nullable(),
  figures: z.enum(['equal', 'changed', 'changedBefore', 'unknown']),
});

/**
 * What was delivered in the place of an earlier count: from which session its sender said that it is (null: was not said),
 * and whether its figures are others; `changedBefore`: those of the version that it replaces were, and nobody said why.
 */
export type SessionRecord = z.infer<typeof record>;

/** The release before this one delivered it, and left what was said in advance as it was. */
const ofReleaseBefore = said.transform((word): SessionRecord => ({ said: word, figures: 'unknown' }));

/** Reads what was said in advance, by whatever release it was kept. Throws on what none wrote. */
export function readCountSession(json: unknown): CountSession {
  return said.parse(json);
}

/** Reads what was kept at delivery. Throws on what no release wrote. */
export function readSessionRecord(json: unknown): SessionRecord {
  return z.union([record, ofReleaseBefore]).parse(json);
}

/** What is kept of a count that takes the place of `replaced`; null of a first delivery and of what holds no count. */
export function recordSession(
  verdict: Verdict,
  replaced: { readonly verdict: Verdict; readonly session: SessionRecord | null } | null,
  session: CountSession | null,
): SessionRecord | null {
  if (verdict.fingerprint === null || replaced === null) return null;
  const changed = figuresDiffer(replaced.verdict.figures, verdict.figures);
  if (changed === true) return { said: session, figures: 'changed' };
  if (isAlarming(replaced.session)) return { said: session, figures: 'changedBefore' };
  return { said: session, figures: changed === null ? 'unknown' : 'equal' };
}

/** Whether receivers are alarmed: other figures, and nobody says that they come from a new session. */
export function isAlarming(session: SessionRecord | null): boolean {
  const changed = session?.figures === 'changed' || session?.figures === 'changedBefore';
  return changed && session.said?.kind !== 'new';
}
