import { z } from 'zod';
import { line } from '../frame/text.js';
import { csvOf } from '../kernel/csv-text.js';
import { isCalendarDay } from '../kernel/days.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { inDutch } from '../platform/http/dutch.js';
import { executiveOf, kindOfCode, type Organisation } from './organisation.js';
import { readTable, type LineProblem, type TableLine } from './read-table.js';
import { readUrl } from '../kernel/read-url.js';

const REQUIRED = ['code', 'naam'] as const;
const OPTIONAL = ['bestuur', 'provincie', 'website', 'samenwerkingsverband', 'vanaf', 'tot'] as const;

const orNull = (text: z.ZodType<string>) =>
  z.union([z.literal('').transform(() => null), text]).default(null);
const day = z.string().refine(isCalendarDay, 'Schrijf een dag zoals 2027-01-01.');

/** The address of a body's own site: somebody may click it, and nothing here fetches it. */
export const website = z
  .string()
  .trim()
  .max(300, 'Gebruik hoogstens 300 tekens.')
  .refine(isSiteAddress, 'Schrijf het adres van een site, zoals https://www.gemeente.nl.');

function isSiteAddress(text: string): boolean {
  const url = /^https?:\/\/\S+$/.test(text) ? readUrl(text) : null;
  return url !== null && url.username === '' && url.password === '';
}

const organisationLine = z
  .object({
    code: z.string().regex(ORGANISATION_CODE, 'De code is vier cijfers, W met een nummer, KR of BZK.'),
    naam: line(120, 'Vul de naam in.'),
    bestuur: orNull(line(200)),
    provincie: orNull(line(60)),
    website: orNull(website),
    samenwerkingsverband: orNull(line(120)),
    vanaf: orNull(day),
    tot: orNull(day),
  })
  .refine(
    ({ vanaf, tot }) => vanaf === null || tot === null || vanaf < tot,
    'De dag "tot" ligt niet na "vanaf".',
  );

/** What loading a file would do. */
export interface Loading<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  /** How many lines say what is known already. */
  readonly same: number;
  /** Every line that is wrong; nothing is loaded while there is one. */
  readonly problems: readonly LineProblem[];
}

/** What is wrong with a line, in words that name its column. */
export function lineProblems(at: number, error: z.ZodError): readonly LineProblem[] {
  return error.issues.map(({ path, message }) => ({
    line: at,
    detail: path.length === 0 ? message : `${String(path[0])}: ${message}`,
  }));
}

/**
 * Judges a CSV of organisations against those that are known. A name and the days on which one is there are never changed by a
 * file: what becomes another is a merger.
 */
export function judgeOrganisations(bytes: Uint8Array, known: readonly Organisation[]): Loading<Organisation> {
  const { lines, problems: wrong } = readTable(bytes, { required: REQUIRED, optional: OPTIONAL });
  const byCode = new Map(known.map((each) => [each.code, each]));
  const seen = new Map<string, number>();
  const problems: LineProblem[] = [...wrong];
  const added: Organisation[] = [];
  const changed: Organisation[] = [];
  let same = 0;
  for (const each of lines) {
    const parsed = organisationLine.safeParse(each.cells, { error: inDutch });
    if (!parsed.success) {
      problems.push(...lineProblems(each.line, parsed.error));
      continue;
    }
    const twice = seen.get(parsed.data.code);
    seen.set(parsed.data.code, each.line);
    const before = byCode.get(parsed.data.code);
    const told = organisationOf(parsed.data, each, before);
    const other = before === undefined ? null : otherThan(before, told, each);
    if (twice !== undefined)
      problems.push({ line: each.line, detail: `De code ${told.code} staat ook op regel ${twice}.` });
    else if (other !== null) problems.push({ line: each.line, detail: other });
    else if (before === undefined) added.push(told);
    else if (isSame(before, told)) same += 1;
    else changed.push(told);
  }
  return { added, changed, same, problems: problems.sort((a, b) => a.line - b.line) };
}

/** What the line says; of what has no column, what was known. */
function organisationOf(
  { code, naam: name, ...typed }: z.output<typeof organisationLine>,
  { cells }: TableLine,
  before: Organisation | undefined,
): Organisation {
  const kind = kindOfCode(code);
  const told = (column: (typeof OPTIONAL)[number], kept: string | null | undefined) =>
    column in cells ? typed[column] : (kept ?? null);
  return {
    ...{ code, kind, name },
    executive: told('bestuur', before?.executive) ?? before?.executive ?? executiveOf(kind, name),
    province: told('provincie', before?.province),
    website: told('website', before?.website),
    arrangement: told('samenwerkingsverband', before?.arrangement),
    since: told('vanaf', before?.since) ?? before?.since ?? null,
    until: told('tot', before?.until) ?? before?.until ?? null,
    successor: before?.successor ?? null,
  };
}

/** Why a line is not about the organisation that has this code; null: it is. */
function otherThan(before: Organisation, told: Organisation, { cells }: TableLine): string | null {
  if (before.name !== told.name)
    return `${told.code} is hier ${before.name}. Een organisatie krijgt geen andere naam: leg een samenvoeging vast.`;
  if (before.since !== told.since || before.until !== told.until)
    return `De dagen van ${told.code} zijn hier andere (${cells['vanaf'] ?? ''}, ${cells['tot'] ?? ''}): leg een samenvoeging vast.`;
  return null;
}

const isSame = (a: Organisation, b: Organisation) =>
  a.executive === b.executive &&
  a.province === b.province &&
  a.website === b.website &&
  a.arrangement === b.arrangement;

/** Organisations as the CSV that can be loaded again. */
export function organisationsCsv(organisations: readonly Organisation[]): string {
  return csvOf(
    [...REQUIRED, ...OPTIONAL],
    organisations.map(({ code, name, executive, province, website: site, arrangement, since, until }) =>
      [code, name, executive, province, site, arrangement, since, until].map((cell) => cell ?? ''),
    ),
  );
}
