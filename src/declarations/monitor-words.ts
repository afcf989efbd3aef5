import type { StatusTone } from '../web/components/index.js';
import type { MonitorCounts } from './monitor.js';
import type { Standing } from './obligation.js';

/** How a state is shown: in words, with a tone, and with a sign of its own that is read without colours. */
export interface ShownState {
  readonly label: string;
  readonly tone: StatusTone;
  readonly sign: string;
}

export const SHOWN: Readonly<Record<Standing, ShownState>> = {
  complies: { label: 'voldoet', tone: 'ok', sign: '✓' },
  willComply: { label: 'gaat voldoen', tone: 'info', sign: '›' },
  deviates: { label: 'wijkt af', tone: 'warning', sign: '≠' },
  doesNotComply: { label: 'voldoet niet', tone: 'error', sign: '✕' },
  open: { label: 'nog niet verklaard', tone: 'waiting', sign: '' },
  missing: { label: 'ontbreekt', tone: 'error', sign: '!' },
  notDue: { label: 'hoeft niet', tone: 'neutral', sign: '–' },
};

/** How a state or lateness is counted, in the order in which figures stand. */
export const COUNTED_STATES: readonly {
  readonly key: Exclude<keyof MonitorCounts, 'all'>;
  readonly label: string;
}[] = [
  { key: 'missing', label: 'Ontbreekt' },
  { key: 'open', label: 'Nog niet verklaard' },
  { key: 'complies', label: 'Voldoet' },
  { key: 'willComply', label: 'Gaat voldoen' },
  { key: 'deviates', label: 'Wijkt af' },
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
