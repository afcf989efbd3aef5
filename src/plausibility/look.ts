import { createHash } from 'node:crypto';
import type { Finding } from './plausibility.js';

/** What came of looking at a station. */
export const OUTCOMES = ['explained', 'error', 'unclear'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What somebody found when they looked; numbered from 1 per station, body and committee that counted. */
export interface Look {
  readonly number: number;
  /** Of which findings it was said: {@link findingsDigest}. */
  readonly findings: string;
  readonly outcome: Outcome;
  readonly note: string | null;
  readonly at: Date;
  readonly personId: string;
}

/** 128 bits, hex, over what was found in a station: other numbers are other findings. */
export function findingsDigest(findings: readonly Finding[]): string {
  return createHash('sha256').update(JSON.stringify(findings)).digest('hex').slice(0, 32);
}

/** What was said last of these very findings; null: nobody looked at them. */
export function standingLook<L extends Look>(looks: readonly L[], findings: string): L | null {
  return looks.filter((look) => look.findings === findings).at(-1) ?? null;
}
