import type { Check, Finding } from '../verdict.js';
import { fromFindings, passed } from './check.js';

/** What a check found: how many things in all, and the first of them. */
export interface Found {
  readonly total: number;
  readonly first: readonly Finding[];
}

/** A check of what was found, or that all is well. */
export function foundOr(allIsWell: string, code: string, result: 'warn' | 'refuse', found: Found): Check {
  return found.total === 0 ? passed(code, allIsWell) : fromFindings(code, result, found.first, found.total);
}
