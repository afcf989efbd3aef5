import type { ElectionPlan } from '../elections/election.js';
import { signedBy } from '../elections/settings.js';
import { segmentKey, type Segment } from '../kernel/committee.js';
import { hasWords } from '../kernel/find-words.js';
import { stateName, type CommitteeKey, type KeyFacts, type KeyState } from './key.js';

/** A key as a list of hundreds needs it. */
export interface ListedKey extends Pick<KeyFacts, 'id' | 'electionId' | 'committee' | 'registeredAt'> {
  readonly state: KeyState;
}

/** A key with whose it is, or a committee that must sign and has none that waits or is approved. */
export interface KeyLine extends Segment {
  readonly name: string;
  readonly electionName: string;
  readonly key: ListedKey | null;
}

/** Which lines to show, as it stands in addresses: a state, what waits for the Kiesraad, or who has no key. */
export const KEY_FILTERS = [
  'zonder',
  'teDoen',
  'aangemeld',
  'goedgekeurd',
  'opgeschort',
  'afgewezen',
  'ingetrokken',
] as const;
export const KEY_SORTS = ['naam', 'verkiezing', 'stand', 'aangemeld'] as const;

/** What somebody wants to see of the keys, and in which order. */
export interface KeyChoice {
  readonly stand: (typeof KEY_FILTERS)[number] | null;
  readonly zoek: string;
  readonly sorteer: (typeof KEY_SORTS)[number];
}

/** The committees of an election that must sign. */
export function signingIn({ definition, committees, settings }: ElectionPlan): readonly Segment[] {
  return committees
    .filter(({ level }) => signedBy(settings, level).length > 0)
    .map(({ level, code }) => ({ electionId: definition.id, body: { level, code } }));
}

/** Every key of these elections, and a line for who must sign and has none that waits or is approved. */
export function keyLines(plans: readonly ElectionPlan[], keys: readonly ListedKey[]): readonly KeyLine[] {
  const elections = new Map(plans.map(({ definition: { id, name } }) => [id, name]));
  const names = new Map(
    plans.flatMap(({ definition: { id }, committees }) =>
      committees.map(({ level, code, name }) => [
        segmentKey({ electionId: id, body: { level, code } }),
        name,
      ]),
    ),
  );
  const line = ({ electionId, body }: Segment, key: ListedKey | null): KeyLine => ({
    electionId,
    body,
    key,
    name: names.get(segmentKey({ electionId, body })) ?? `${body.level} ${body.code}`,
    electionName: elections.get(electionId) ?? electionId,
  });
  const held = new Set(
    keys
      .filter(({ state }) => state === 'registered' || state === 'approved')
      .map(({ electionId, committee: body }) => segmentKey({ electionId, body })),
  );
  return [
    ...keys.map((key) => line({ electionId: key.electionId, body: key.committee }, key)),
    ...plans
      .flatMap(signingIn)
      .filter((segment) => !held.has(segmentKey(segment)))
      .map((segment) => line(segment, null)),
  ];
}

/** Whether a key waits for somebody of the Kiesraad. */
export const waits = ({ state }: Pick<CommitteeKey, 'state'>): boolean =>
  state === 'registered' || state === 'suspended';

/** The lines that were asked for, in their order; of the same the name decides, then the key that came first. */
export function chooseLines(
  lines: readonly KeyLine[],
  { stand, zoek, sorteer }: KeyChoice,
): readonly KeyLine[] {
  const by = ORDERS[sorteer];
  return lines
    .filter(({ key }) => {
      if (stand === null) return true;
      if (key === null || stand === 'zonder') return key === null && stand === 'zonder';
      return stand === 'teDoen' ? waits(key) : stateName(key.state) === stand;
    })
    .filter(({ name, body, electionName, electionId }) =>
      hasWords(`${name} ${body.level} ${body.code} ${electionName} ${electionId}`, zoek),
    )
    .sort((a, b) => by(a, b) || ORDERS.naam(a, b) || since(a) - since(b));
}

/** What a line says of its state. */
export const standOf = ({ key }: KeyLine): string => (key === null ? 'geen sleutel' : stateName(key.state));

const collator = new Intl.Collator('nl', { ignorePunctuation: true, numeric: true });
const since = ({ key }: KeyLine): number => key?.registeredAt.getTime() ?? 0;

const ORDERS: Readonly<Record<KeyChoice['sorteer'], (a: KeyLine, b: KeyLine) => number>> = {
  naam: (a, b) => collator.compare(a.name, b.name) || collator.compare(a.electionName, b.electionName),
  verkiezing: (a, b) => collator.compare(a.electionName, b.electionName),
  stand: (a, b) => collator.compare(standOf(a), standOf(b)),
  aangemeld: (a, b) => since(b) - since(a),
};
