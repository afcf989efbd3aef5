import { createHmac } from 'node:crypto';
import { inGroups, type Sha256 } from './fingerprint.js';

/** Groups of a fingerprint as printed, how many of them are typed over from paper, and how many stand in a row. */
export const GROUPS = 16;
const DRAWN = 4;
const ROW = 4;

/** One of the groups as printed: its number from 1, and its four hex digits. */
export interface Group {
  readonly number: number;
  readonly digits: string;
}

/** The groups of a fingerprint as they are compared with paper. */
export interface DrawnGroups {
  /** Numbers of the groups that are hidden and typed over, ascending. */
  readonly hidden: readonly number[];
  /** The others in rows of four, each row to be compared by eye. Together with the hidden ones all 64 digits. */
  readonly rows: readonly (readonly Group[])[];
}

/**
 * Draws the groups of `fingerprint` that must be read from paper. `seed` is a random value that the server keeps with the
 * file: the same gives the same groups, so that looking again shows no others.
 */
export function drawGroups(fingerprint: Sha256, seed: string): DrawnGroups {
  const lots = createHmac('sha256', seed).update(fingerprint).digest();
  const hidden = Array.from({ length: GROUPS }, (_, i) => i + 1)
    .sort((a, b) => lots.readUInt16BE((a - 1) * 2) - lots.readUInt16BE((b - 1) * 2) || a - b)
    .slice(0, DRAWN)
    .sort((a, b) => a - b);
  const shown = groupsOf(fingerprint).filter(({ number }) => !hidden.includes(number));
  const rows = Array.from({ length: shown.length / ROW }, (_, i) => shown.slice(i * ROW, (i + 1) * ROW));
  return { hidden, rows };
}

/** All groups of a fingerprint, numbered as printed. */
export function groupsOf(fingerprint: Sha256): readonly Group[] {
  return inGroups(fingerprint)
    .split(' ')
    .map((digits, i) => ({ number: i + 1, digits }));
}
