import { ISLANDS } from '../kernel/committee.js';
import type { KeptDecision } from '../elections/decision.store.js';
import { formatNumber } from '../web/format-number.js';
import { PART_NAMES } from './decision-changes.js';
import { BOUND_FIELDS } from './decisions-form.js';

/** What a part of a decision is called; of a later release its own name. */
export function nameOf(part: string): string {
  return Object.entries(PART_NAMES).find(([known]) => known === part)?.[1] ?? part;
}

/** What a decision makes of a part, in words. */
export function valueOf(
  { decided, settings }: Pick<KeptDecision, 'decided' | 'settings'>,
  part: string,
): string {
  const { moments, ...rest } = decided;
  const signed = settings?.signed.map(({ level, message }) => `${level} ${message}`);
  const value = ({ ...rest, ...moments, ...settings, signed } as Readonly<Record<string, unknown>>)[part];
  return wordsOf(value);
}

function wordsOf(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  if (typeof value === 'string' && value !== '')
    return { used: 'wordt gebruikt', notUsed: 'wordt niet gebruikt' }[value] ?? ISLANDS[value] ?? value;
  if (typeof value !== 'object' || value === null) return 'geen';
  const parts = Array.isArray(value)
    ? value.map(wordsOf)
    : Object.entries(value).map(([key, each]) => `${boundName(key) ?? key} ${wordsOf(each)}`);
  return parts.length === 0 ? 'geen' : parts.join(', ');
}

const boundName = (key: string): string | undefined =>
  Object.entries(BOUND_FIELDS)
    .find(([known]) => known === key)?.[1][1]
    .toLowerCase();
