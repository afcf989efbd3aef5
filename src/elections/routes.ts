import { z } from 'zod';
import { LEVELS, MESSAGE_TYPES, type Level, type MessageType } from '../kernel/committee.js';
import {
  hasDistricts,
  SUBCATEGORIES,
  underElectionsAct,
  type ElectionDefinition,
  type Subcategory,
} from './definition.js';

/** An article of the Kieswet as lawyers cite it: `Na 32 lid 3`, `A 3 d`, `P 1g lid 2`. */
export type Article = string;

/** Who a file goes to, seen from the committee it is about: its own burgemeester, its own HSB, the one CSB, the Kiesraad. */
const DESTINATIONS = ['MAYOR', 'HSB', 'CSB', 'COUNCIL'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/**
 * One line of law: this level sends this message there. `basis` is `inferred` where the law's text names no addressee or
 * could not be read, so that a lawyer finds at once what is still to be confirmed.
 */
export interface Route {
  readonly from: Level;
  readonly message: MessageType;
  readonly to: readonly Destination[];
  readonly law: Article;
  readonly basis: 'law' | 'inferred';
}

const routeSchema = z.strictObject({
  from: z.enum(LEVELS),
  message: z.enum(MESSAGE_TYPES),
  to: z.array(z.enum(DESTINATIONS)).min(1).max(DESTINATIONS.length),
  law: z.string().regex(/^[A-Z][a-z]? \d{1,2}[a-z]?( [\p{L}\d .,;/-]{1,80})?$/u),
  basis: z.enum(['law', 'inferred']),
});

/** Routes as stored per election: what was in force when it was set up, whatever the table below says later. */
export const routesSchema = z.array(routeSchema).max(100);

/**
 * Reads the routes that an election was set up with. Where they lead stays as it was stored. That A 3 d names a task, no
 * addressee, was found later: it is read as inferred, whatever was stored.
 */
export function readRoutes(json: unknown): readonly Route[] {
  return routesSchema
    .parse(json)
    .map((route) => (route.law === COLLECTING ? { ...route, basis: 'inferred' as const } : route));
}

/** Names the Kiesraad's task to collect, no addressee and no moment (inferred: every file, when it is delivered). */
const COLLECTING = 'A 3 d';

/**
 * The routes of Kieswet Na 32, O 10, O 21, P 1f-P 1g, Ya 18 and A 3 d that hold for this election. From MAYOR is no route at
 * delivery but what a gezaghebber sends after the elected were admitted.
 */
export function defaultRoutes(
  definition: Pick<ElectionDefinition, 'category' | 'subcategory'>,
): readonly Route[] {
  const { category } = definition;
  if (category === 'EK') return CENTRAL;
  if (category === 'ER') return ISLAND;
  if (!underElectionsAct(category)) return [inferred('GSB', '510b', ['MAYOR', 'CSB'], 'Na 32 lid 3')];
  if (!hasDistricts(definition)) return [...MUNICIPAL, ...CENTRAL];
  const national = category === 'TK' || category === 'EP';
  return [...DISTRICT, ...(national ? NATIONAL : []), ...CENTRAL];
}

function law(from: Level, message: MessageType, to: readonly Destination[], article: Article): Route {
  return { from, message, to, law: article, basis: 'law' };
}

function inferred(from: Level, message: MessageType, to: readonly Destination[], article: Article): Route {
  return { from, message, to, law: article, basis: 'inferred' };
}

function collected(from: Level, message: MessageType): Route {
  return inferred(from, message, ['COUNCIL'], COLLECTING);
}

/** Na 32 lid 3, second half: names the gemeenteraad, the algemeen bestuur and a province of one kieskring. */
const MUNICIPAL: readonly Route[] = [
  law('GSB', '510b', ['MAYOR', 'CSB'], 'Na 32 lid 3'),
  collected('GSB', '510b'),
];

const DISTRICT: readonly Route[] = [
  law('GSB', '510b', ['MAYOR', 'HSB', 'CSB'], 'Na 32 lid 3'),
  collected('GSB', '510b'),
  law('HSB', '510c', ['CSB'], 'O 10 lid 2'),
  collected('HSB', '510c'),
  law('CSB', '510c', ['HSB'], 'P 1g lid 2'),
  collected('CSB', '510c'),
];

const NATIONAL: readonly Route[] = [
  inferred('SOL', '510b', ['MAYOR', 'HSB', 'CSB'], 'Na 32 lid 3'),
  collected('SOL', '510b'),
  law('NBSB', '510b', ['CSB', 'MAYOR'], 'O 21 lid 3'),
  collected('NBSB', '510b'),
];

/** P 23 lid 3 has the CSB publish, and names nobody to whom it delivers. */
const CENTRAL: readonly Route[] = [collected('CSB', '510d'), collected('CSB', '520')];

/** Island councils: the gezaghebber has all of it and sends it to the Kiesraad, after admission of the elected (Ya 18). */
const ISLAND: readonly Route[] = [
  inferred('SOL', '510b', ['CSB'], 'Na 32 lid 3'),
  inferred('SOL', '510b', ['MAYOR'], 'Ya 18'),
  inferred('CSB', '510d', ['MAYOR'], 'Ya 18'),
  inferred('CSB', '520', ['MAYOR'], 'Ya 18'),
  law('MAYOR', '510b', ['COUNCIL'], 'Ya 18'),
  law('MAYOR', '510d', ['COUNCIL'], 'Ya 18'),
  law('MAYOR', '520', ['COUNCIL'], 'Ya 18'),
];

/** Every article of the Kieswet that names a recipient of a file, in one line. */
export const DELIVERY_LAW = `Kieswet ${[
  ...new Set(
    Object.entries(SUBCATEGORIES)
      .flatMap(([subcategory, category]) =>
        defaultRoutes({ category, subcategory: subcategory as Subcategory }),
      )
      .flatMap(({ law, basis }) => (basis === 'law' ? [law] : [])),
  ),
].join(', ')}`;

/**
 * The routes as a Markdown table, one line per route in the order given: sender, message, recipients, article. What is
 * inferred is marked. Dutch, for the site and for docs.
 */
export function printRoutes(routes: readonly Route[]): string {
  const lines = routes.map(
    (route) =>
      `| ${senderName(route)} | ${route.message} | ${route.to.map((to) => LEVEL_NAMES[to]).join(', ')} | ${route.law}${route.basis === 'inferred' ? ' (afgeleid)' : ''} |`,
  );
  return ['| van | bestand | naar | artikel Kieswet |', '|---|---|---|---|', ...lines, ''].join('\n');
}

/** Who sends it, and when, where that is not when the file is made. */
export function senderName({ from }: Pick<Route, 'from'>): string {
  return from === 'MAYOR' ? 'gezaghebber, na de toelating van de gekozenen' : LEVEL_NAMES[from];
}

/** What a level is called on screen, in lower case. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  GSB: 'gemeentelijk stembureau',
  NBSB: 'nationaal briefstembureau',
  SOL: 'stembureau openbaar lichaam',
  HSB: 'hoofdstembureau',
  CSB: 'centraal stembureau',
  MAYOR: 'burgemeester',
  COUNCIL: 'Kiesraad',
  OPERATOR: 'Kiesraad (beheerder)',
  EXECUTIVE: 'bestuur',
};
