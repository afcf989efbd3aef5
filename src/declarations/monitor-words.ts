import type { StatusTone } from '../web/components/index.js';
import type { MonitorCounts } from './monitor.js';
import { OUTCOMES } from './declaration.js';
import type { Standing } from './obligation.js';
import { OUTCOME_TONES, OUTCOME_WORDS } from './words.js';

/** How a body stands: in words, with a tone, and with a sign of its own that is read without colours. */
export interface ShownStanding {
  readonly label: string;
  readonly tone: StatusTone;
  readonly sign: string;
}

const SIGNS = { complies: '✓', willComply: '›', deviates: '≠', doesNotComply: '✕' } as const;

export const SHOWN = {
  ...(Object.fromEntries(
    OUTCOMES.map((outcome) => [
      outcome,
      { label: OUTCOME_WORDS[outcome], tone: OUTCOME_TONES[outcome], sign: SIGNS[outcome] },
    ]),
  ) as Record<(typeof OUTCOMES)[number], ShownStanding>),
  open: { label: 'nog niet verklaard', tone: 'waiting', sign: '' },
  missing: { label: 'ontbreekt', tone: 'error', sign: '!' },
  notDue: { label: 'hoeft niet', tone: 'neutral', sign: '–' },
} as const satisfies Readonly<Record<Standing, ShownStanding>>;

/** How a state or lateness is counted, in the order in which figures stand. */
export const COUNTED_STATES: readonly {
  readonly key: Exclude<keyof MonitorCounts, 'all'>;
  readonly label: string;
}[] = [
  { key: 'missing', label: 'Ontbreekt' },
  { key: 'open', label: 'Nog niet verklaard' },
  { key: 'complies', label: 'Voldoet' },
  { key: 'willComply', label: 'Gaat voldoen' },
  { key: 'deviates', label: 'Voldoet met afwijkingen' },
  { key: 'doesNotComply', label: 'Voldoet niet' },
  { key: 'late', label: 'Te laat verklaard' },
  { key: 'notDue', label: 'Hoeft niet' },
];

/** Who declared, whatever they declared. */
export function declaredIn(counts: MonitorCounts): number {
  return counts.complies + counts.willComply + counts.deviates + counts.doesNotComply;
}

/** Who must declare: all but those of whom the Kiesraad says that they need not. */
export function dueIn(counts: MonitorCounts): number {
  return counts.all - counts.notDue;
}
