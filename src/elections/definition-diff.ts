import { regionKey, type ElectionDefinition, type Region } from './definition.js';

/** One thing that another 110a changes, in Dutch: what, what it was and what it becomes; null where there was or is nothing. */
export interface Difference {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

const FACTS: readonly (readonly [string, (definition: ElectionDefinition) => string])[] = [
  ['Naam', ({ name }) => name],
  ['Soort', ({ subcategory }) => subcategory],
  [
    'Voor',
    ({ domain }) => (domain === null ? 'heel Nederland' : `${domain.name} (${domain.code ?? 'geen code'})`),
  ],
  ['Dag van stemming', ({ electionDate }) => electionDate],
  ['Dag van kandidaatstelling', ({ nominationDate }) => nominationDate],
  ['Zetels', ({ seats }) => String(seats)],
  ['Voorkeurdrempel', ({ preferenceThreshold }) => `${preferenceThreshold}%`],
  ['Contest', ({ contest }) => contest],
  ['Versie van EML_NL', ({ schemaVersion }) => schemaVersion],
];

/** Everything that `after` changes in `before`; empty when only the bytes differ. Facts first, then regions, then parties. */
export function differencesOf(before: ElectionDefinition, after: ElectionDefinition): readonly Difference[] {
  return [
    ...FACTS.map(([what, of]) => ({ what, before: of(before), after: of(after) })),
    ...regionDifferences(before.regions, after.regions),
    ...partyDifferences(before.registeredParties, after.registeredParties),
  ].filter((difference) => difference.before !== difference.after);
}

function regionDifferences(before: readonly Region[], after: readonly Region[]): Difference[] {
  const [was, becomes] = [before, after].map(
    (regions) => new Map(regions.map((one) => [regionKey(one), one])),
  );
  return [...new Set([...was!.keys(), ...becomes!.keys()])].map((key) => ({
    what: `Gebied ${key}`,
    before: described(was!.get(key)),
    after: described(becomes!.get(key)),
  }));
}

function described(region: Region | undefined): string | null {
  if (region === undefined) return null;
  const { name, superior, romanNumerals } = region;
  const inside = superior === null ? '' : `, in ${regionKey(superior)}`;
  return `${name}${inside}${romanNumerals ? ', met Romeinse cijfers' : ''}`;
}

/** Names may be given twice, and their order says nothing. */
function partyDifferences(before: readonly string[], after: readonly string[]): Difference[] {
  const [was, becomes] = [new Set(before), new Set(after)];
  const what = 'Geregistreerde aanduiding';
  return [
    ...[...was].filter((name) => !becomes.has(name)).map((name) => ({ what, before: name, after: null })),
    ...[...becomes].filter((name) => !was.has(name)).map((name) => ({ what, before: null, after: name })),
  ];
}
