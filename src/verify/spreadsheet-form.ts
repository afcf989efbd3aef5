import type { Block } from './eml/count.js';

/** A row of figures of the spreadsheet that OSV and Abacus put beside a count. */
export interface FigureRow {
  readonly word: string;
  /** Null where a block does not give it. */
  readonly of: (block: Block) => number | null;
}

/**
 * The rows of figures in their order. A spreadsheet has those that the totals of the count give: OSV gives all, Abacus leaves
 * out the explanations, and the kiezerspas where there are none. Measured on files of both.
 */
export const FIGURE_ROWS: readonly FigureRow[] = [
  { word: 'opgeroepenen', of: ({ cast }) => cast },
  uncounted('geldige stempas', 'geldige stempassen'),
  uncounted('geldig volmachtbewijs', 'geldige volmachtbewijzen'),
  uncounted('geldige kiezerspas', 'geldige kiezerspassen'),
  uncounted('toegelaten kiezers', 'toegelaten kiezers'),
  { word: 'geldige stembiljetten', of: ({ totalCounted }) => totalCounted },
  { word: 'blanco stembiljetten', of: (block) => rejected(block, 'blanco') },
  { word: 'ongeldige stembiljetten', of: (block) => rejected(block, 'ongeldig') },
  { word: 'aangetroffen stembiljetten', of: found },
  uncounted('meer stembiljetten dan toegelaten kiezers', 'meer getelde stembiljetten'),
  uncounted('minder stembiljetten dan toegelaten kiezers', 'minder getelde stembiljetten'),
  uncounted('kiezers met stembiljet hebben niet gestemd', 'meegenomen stembiljetten'),
  uncounted('er zijn te weinig stembiljetten uitgereikt', 'te weinig uitgereikte stembiljetten'),
  uncounted('er zijn te veel stembiljetten uitgereikt', 'te veel uitgereikte stembiljetten'),
  uncounted('geen verklaring', 'geen verklaring'),
  uncounted('andere verklaring', 'andere verklaring'),
];

/** The row `Gebiednummer`: `0668::SB12` → `12`; an area keeps its own code. */
export function areaNumber(id: string): string {
  return id.slice(id.lastIndexOf(':') + 1).replace(/^SB/, '');
}

function uncounted(word: string, reason: string): FigureRow {
  return { word, of: (block) => block.uncounted.find((entry) => entry.reason === reason)?.votes ?? null };
}

function rejected(block: Block, reason: string): number | null {
  return block.rejected.find((entry) => entry.reason === reason)?.votes ?? null;
}

function found(block: Block): number {
  return block.totalCounted + block.rejected.reduce((sum, { votes }) => sum + votes, 0);
}
