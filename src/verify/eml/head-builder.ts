import { isElectoralCollege } from '../../kernel/eml-ids.js';
import { readWrittenDay, readWrittenTime } from '../../kernel/written-time.js';
import { ATTRIBUTE } from './content-model.js';
import type { Head, HeadPlace } from './count.js';
import { ID_PATTERNS } from './id-patterns.js';
import { shortened } from '../zip/names.js';
import { collapse } from './leaf.js';
import type { StartTag } from './xml-start-tag.js';

/** What was wrong with a value of the head, or null. */
export type HeadFault = {
  readonly code: 'structure.required' | 'structure.ids';
  readonly detail: string;
} | null;

interface HeadAttribute {
  readonly attribute: number;
  readonly field: string;
  /** Absent: may be missing. */
  readonly form?: (value: string) => boolean;
}

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);

/** The attributes of the head that are read, by element. */
const ATTRIBUTES: Readonly<Record<string, HeadAttribute>> = {
  EML: { attribute: ATTRIBUTE.Id, field: 'type', form: () => true },
  AuthorityIdentifier: {
    attribute: ATTRIBUTE.Id,
    field: 'authority.id',
    form: matches(ID_PATTERNS.authority),
  },
  // One of a kiescollege has its form: identity.election says that it does not travel here.
  ElectionIdentifier: {
    attribute: ATTRIBUTE.Id,
    field: 'election.id',
    form: (value) => ID_PATTERNS.election.test(value) || isElectoralCollege(value),
  },
  ContestIdentifier: { attribute: ATTRIBUTE.Id, field: 'contest.id', form: matches(ID_PATTERNS.contest) },
  'kr:ElectionDomain': { attribute: ATTRIBUTE.Id, field: 'domain.id' },
  'kr:Schema': { attribute: ATTRIBUTE.Version, field: 'schemaVersion' },
  'kr:CountingMethod': { attribute: ATTRIBUTE.MethodCode, field: 'countingMethod' },
  'kr:Phase': { attribute: ATTRIBUTE.PhaseCode, field: 'phase' },
};

interface HeadText {
  readonly field: string;
  readonly form?: (value: string) => boolean;
}

const TEXTS: Readonly<Record<string, HeadText>> = {
  TransactionId: { field: 'transactionId' },
  AuthorityIdentifier: { field: 'authority.name' },
  'kr:CreationDateTime': { field: 'created', form: (value) => readWrittenTime(value) !== null },
  ElectionName: { field: 'election.name' },
  ElectionCategory: { field: 'election.category' },
  'kr:ElectionSubcategory': { field: 'election.subcategory' },
  'kr:ElectionDomain': { field: 'domain.name' },
  'kr:ElectionDate': { field: 'election.date', form: (value) => readWrittenDay(value) !== null },
  ContestName: { field: 'contest.name' },
};

const HEAD: ReadonlySet<string> = new Set([...Object.keys(ATTRIBUTES), ...Object.keys(TEXTS)]);

/** Gathers the head. An element that stands twice is told by the walk; the first one counts here. */
export class HeadBuilder {
  private readonly values = new Map<string, string>();
  readonly places = new Map<string, HeadPlace>();

  /** Is the element one of the head? */
  has(key: string): boolean {
    return HEAD.has(key);
  }

  start(key: string, tag: StartTag, path: string): HeadFault {
    if (!this.places.has(key)) this.places.set(key, { line: tag.line, column: tag.column, path });
    const rule = ATTRIBUTES[key];
    if (rule === undefined) return null;
    const at = tag.find(rule.attribute);
    if (at < 0) {
      return rule.form ? { code: 'structure.required', detail: `${key} heeft geen Id.` } : null;
    }
    const value = collapse(tag.value(at));
    this.keep(rule.field, value);
    return rule.form === undefined || rule.form(value) ? null : wrongForm(key, value);
  }

  text(key: string, value: string): HeadFault {
    const rule = TEXTS[key];
    if (rule === undefined) return null;
    this.keep(rule.field, value);
    return rule.form === undefined || rule.form(value) ? null : wrongForm(key, value);
  }

  get type(): string | null {
    return this.value('type');
  }

  finish(): Head {
    const value = (field: string) => this.value(field);
    const hasDomain = this.places.has('kr:ElectionDomain');
    return {
      type: value('type'),
      schemaVersion: value('schemaVersion'),
      transactionId: value('transactionId'),
      authority: { id: value('authority.id'), name: value('authority.name') },
      created: value('created'),
      election: {
        id: value('election.id'),
        name: value('election.name'),
        category: value('election.category'),
        subcategory: value('election.subcategory'),
        domain: hasDomain ? { id: value('domain.id'), name: value('domain.name') } : null,
        date: value('election.date'),
      },
      contest: { id: value('contest.id'), name: value('contest.name') },
      countingMethod: value('countingMethod'),
      phase: value('phase'),
    };
  }

  private value(field: string): string | null {
    return this.values.get(field) ?? null;
  }

  private keep(field: string, value: string): void {
    if (!this.values.has(field)) this.values.set(field, value);
  }
}

function wrongForm(key: string, value: string): HeadFault {
  return { code: 'structure.ids', detail: `${key} heeft een waarde in een verkeerde vorm: ${shown(value)}.` };
}

/** A value from the file, short enough for a sentence and without what a screen would hide or turn round. */
export function shown(value: string): string {
  return `"${shortened(value, 60)}"`;
}
