import type { Finding, Place } from '../verdict.js';
import type { Findings, StructureCode } from './count.js';

/** A check names at most this many findings: one as its own and 50 more. The rest is counted. */
export const KEPT_FINDINGS = 51;

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** What the reader of counts finds on its way, per check. */
export class Notes {
  private readonly lists: Record<StructureCode, { total: number; first: Finding[] }> = {
    'structure.required': { total: 0, first: [] },
    'structure.ids': { total: 0, first: [] },
    'structure.numbers': { total: 0, first: [] },
    'structure.unique': { total: 0, first: [] },
    'structure.order': { total: 0, first: [] },
  };

  /** All findings so far. */
  count = 0;

  /** `path` is asked for only when the finding is kept. */
  add(code: StructureCode, detail: string, spot: Spot, path: () => string): void {
    const list = this.lists[code];
    list.total++;
    this.count++;
    if (list.first.length === KEPT_FINDINGS) return;
    const place: Place = { file: null, line: spot.line, column: spot.column, path: path() };
    list.first.push({ detail, place });
  }

  all(): Readonly<Record<StructureCode, Findings>> {
    return this.lists;
  }
}
