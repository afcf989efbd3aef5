import { z } from 'zod';
import { electionsQuery } from '../elections/choose-elections.js';
import { COMMITTEE_LEVELS, MESSAGE_TYPES } from '../kernel/committee.js';
import { readFingerprint, type Sha256 } from '../kernel/fingerprint.js';
import { hats } from '../platform/http/access.js';
import type { BoardChoice } from './board-list.js';
import { BOARD_FILTERS } from './inbox.js';

/** Those to whom the law brings files; who may ask for one at once (Kieswet O 2, P 1c); who sees how all of it stands. */
export const RECEIVERS = hats(['HSB', 'CSB', 'MAYOR', 'COUNCIL']);
export const ASKERS = hats(['HSB', 'CSB']);
/** Who can be asked. */
export const ASKED = hats(COMMITTEE_LEVELS);
export const WATCHERS = hats(['OPERATOR']);

const shortText = z.string().max(120);
/** A form sends an empty field where nothing was chosen. */
const chosen = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

/** What narrows an inbox or a board. */
export const boardQuery = z.object({
  verkiezing: chosen(shortText.optional()),
  status: chosen(z.enum(BOARD_FILTERS, { error: `Kies een van: ${BOARD_FILTERS.join(', ')}.` }).optional()),
  sinds: chosen(
    z.iso
      .datetime({ offset: true, error: 'Geef een tijd met tijdzone, zoals 2027-03-17T21:00:00+01:00.' })
      .transform((text) => new Date(text))
      .optional(),
  ),
});

/** From where on a program reads what it received; 0: from the start. */
export const freshQuery = z.object({
  na: z.coerce
    .number({ error: 'Geef het getal dat u kreeg als `volgende`.' })
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0)
    .meta({ description: '`volgende` van de vorige keer' }),
});

/** The code of an HSB; `geen`: what lies in no kieskring. */
const DISTRICT = /^(HSB\d{1,3}|geen)$/;
const narrowing = (pattern: RegExp) => chosen(z.string().regex(pattern).optional().catch(undefined));

/** What narrows a board on its page, and in which order it stands; what has no sense there narrows nothing. */
export const listQuery = boardQuery.omit({ sinds: true }).extend({
  dag: electionsQuery.dag,
  status: chosen(z.enum(BOARD_FILTERS).optional().catch(undefined)),
  zoek: z.string().trim().max(80).catch(''),
  kring: narrowing(DISTRICT),
  sorteer: narrowing(/^-?[a-z-]{1,20}$/),
  bladzijde: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined),
  regels: z.enum(['ruim']).optional().catch(undefined),
  kies: z.enum(['1', 'alles']).optional().catch(undefined),
  melding: z.enum(['gevraagd', 'voldoen']).optional().catch(undefined),
});

/** Of which elections somebody wants to see the map. */
export const mapQuery = z.object(electionsQuery);

/** Of which board somebody wants to hear what changes, and which state of it they have. */
export const streamQuery = z.object({ ...electionsQuery, stand: z.string().max(40).catch('') });

/** The choice that stands in the address of a board. */
export function choiceOf({
  status,
  kring,
  zoek,
  sorteer,
  bladzijde,
  regels,
}: z.output<typeof listQuery>): BoardChoice {
  return {
    ...{ status: status ?? null, kring: kring ?? null, zoek, sorteer: sorteer ?? null },
    ...{ bladzijde: bladzijde ?? null, regels: regels ?? null },
  };
}

/** The lines that were chosen on a board, one or hundreds. */
export const rowsQuery = z.object({
  rij: z
    .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.string().max(40)).max(1000))
    .transform((keys) => [...new Set(keys)]),
});

/** Deliveries that were chosen together, by id. */
export const chosenDeliveries = z
  .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.uuid()).max(1000))
  .transform((ids) => [...new Set(ids)]);

/** Which file is asked for again. */
export const requestBody = z.object({
  niveau: z.enum(COMMITTEE_LEVELS, { error: 'Geef het niveau van het stembureau, zoals GSB.' }),
  code: z.string().min(1).max(12),
  bericht: z.enum(MESSAGE_TYPES, { error: `Kies een van: ${MESSAGE_TYPES.join(', ')}.` }),
});

/** A fingerprint as typed from paper: 64 digits, with spaces or dashes anywhere. */
export const fingerprint = z.string().transform((typed, check): Sha256 => {
  const read = readFingerprint(typed);
  if (read !== null) return read;
  check.addIssue({
    code: 'custom',
    message: 'Een vingerafdruk heeft 64 tekens: cijfers en de letters a tot en met f.',
  });
  return z.NEVER;
});

/** What a recipient read from its paper: the fingerprint, or on purpose that it says something else. */
export const paperBody = z
  .object({
    vingerafdruk: fingerprint.optional(),
    wijktAf: z
      .literal(true, { error: 'Alleen `true` is mogelijk; laat dit anders weg.' })
      .optional()
      .meta({ description: 'Met opzet: uw papieren proces-verbaal zegt iets anders' }),
  })
  .refine(({ vingerafdruk, wijktAf }) => (vingerafdruk === undefined) === (wijktAf === true), {
    error: 'Geef vingerafdruk, of wijktAf.',
    path: ['vingerafdruk'],
  });

/** O 5a for a HSB, P 20a for the CSB. */
export const READ_LAW = 'Kieswet O 5a, P 20a';
export const READ_REFUSALS = [
  'delivery.compareFirst',
  'delivery.noFingerprint',
  'delivery.superseded',
] as const;

export const readBody = z
  .object({
    vingerafdruk: fingerprint
      .optional()
      .meta({ description: 'Die uw eigen programma toont, niet die u hier las' }),
    tweemaalMetDeHand: z
      .literal(true, { error: 'Alleen `true` is mogelijk; laat dit anders weg.' })
      .optional(),
  })
  .refine(
    ({ vingerafdruk, tweemaalMetDeHand }) => (vingerafdruk === undefined) === (tweemaalMetDeHand === true),
    {
      error: 'Geef vingerafdruk, of tweemaalMetDeHand.',
      path: ['vingerafdruk'],
    },
  );

/** Whether a bundle holds everything, also what was fetched before: of the election, or of one kieskring. */
export const bundleQuery = z.object({
  alles: z.enum(['0', '1']).default('0').meta({ description: '1: ook wat u al ophaalde' }),
  kring: chosen(
    z
      .string()
      .regex(DISTRICT, { error: 'Geef de code van een hoofdstembureau, zoals HSB3, of `geen`.' })
      .optional()
      .meta({ description: 'Alles van één kieskring, ook wat u al ophaalde' }),
  ),
});

/** The same for a page, where lines can be chosen too; `gekozen` says that one chose, also when one chose nothing. */
export const bundlePageQuery = bundleQuery.extend({
  ...rowsQuery.shape,
  gekozen: z.enum(['1']).optional().catch(undefined),
});

/** The number of a file or attachment as it stands in an address. */
export const fileNumber = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform(Number);
