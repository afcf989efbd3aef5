import { EML_VERSIONS } from '../kernel/eml-ids.js';
import { z } from 'zod';
import { line, lines } from '../frame/text.js';
import { ISLANDS, type Level, type MessageType } from '../kernel/committee.js';
import { dutchClock, dutchDay, typedMoment } from '../kernel/dutch-time.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { boundsSchema, type Bounds } from '../elections/bounds.js';
import type { Standing } from './decision-changes.js';
import type { ElectionPlan } from '../elections/election.js';

/** What each level can sign, as one box of the form; the 510c of a CSB is the one that it corrected. */
const SIGNATURES = [
  ['GSB', '510b'],
  ['NBSB', '510b'],
  ['SOL', '510b'],
  ['HSB', '510c'],
  ['CSB', '510c'],
  ['CSB', '510d'],
  ['CSB', '520'],
] as const satisfies readonly (readonly [Level, MessageType])[];

/** The boxes of what can be signed in this election. */
export function signaturesFor({ committees }: ElectionPlan): readonly (typeof SIGNATURES)[number][] {
  const has = (wanted: Level) => committees.some(({ level }) => level === wanted);
  return SIGNATURES.filter(([level, message]) => has(level) && (message !== '510c' || has('HSB')));
}

/** The islands of which is decided whether they take part: where the election has or may have them. */
export function islandsFor({ definition: { category } }: ElectionPlan): readonly string[] {
  return ['TK', 'EP', 'ER'].includes(category) ? Object.keys(ISLANDS) : [];
}

/** The committees of which no file says where they have their seat: every HSB, and the CSB of a province. */
export function seatedIn({ definition, committees }: ElectionPlan): readonly string[] {
  return committees
    .filter(({ level }) => level === 'HSB' || (level === 'CSB' && definition.category === 'PS'))
    .map(({ code }) => code);
}

const emptyAsNull = <T extends z.ZodType<string>>(schema: T) =>
  z.union([z.literal('').transform(() => null), schema]).nullish();
const WRONG_DAY = 'Vul een dag in, zoals 2027-03-17.';
const WRONG_TIME = 'Vul een dag en een tijd in, zoals 2027-03-17 en 21:00, of laat beide leeg.';
const WRONG_SEAT = 'Schrijf op elke regel een code en een organisatie, zoals HSB3 0392 of CSB 0106.';
const WRONG_CODE = 'Vul een code van vier cijfers in.';
const day = emptyAsNull(z.iso.date(WRONG_DAY));
const box = z.literal('ja').optional();

const seats = z
  .string()
  .max(4000)
  .transform((text, context) => {
    const found = text
      .split('\n')
      .map((each) => each.trim().split(/\s+/))
      .filter(([first]) => first !== undefined && first !== '');
    const right = found.every(
      ([code = '', organisation = '', ...more]) =>
        more.length === 0 && /^(?:CSB|HSB\d{1,3})$/.test(code) && ORGANISATION_CODE.test(organisation),
    );
    if (right) return Object.fromEntries(found) as Record<string, string>;
    context.addIssue({ code: 'custom', message: WRONG_SEAT });
    return z.NEVER;
  });

const BOUND = 'Vul een getal groter dan 0 in, zoals 3 of 2,5.';
/** The fields of the bounds from where on a count stands out. */
export const BOUND_FIELDS = {
  blankPercent: ['grensBlanco', 'Blanco stemmen, in procenten'],
  invalidPercent: ['grensOngeldig', 'Ongeldige stemmen, in procenten'],
  difference: ['grensVerschil', 'Verschil tussen kiezers en stembiljetten, aantal'],
  differencePercent: ['grensVerschilProcent', 'Dat verschil, in procenten'],
  listPoints: ['grensLijst', 'Lijst naast de rest van de gemeente, in procentpunten'],
  swapFactor: ['grensFactor', 'Kandidaten: zo veel keer meer en minder dan verwacht'],
  swapVotes: ['grensStemmen', 'Kandidaten: vanaf zo veel stemmen'],
} as const satisfies Record<keyof Bounds, readonly [string, string]>;
type BoundField = (typeof BOUND_FIELDS)[keyof Bounds][0];
const bounds = Object.entries(BOUND_FIELDS) as [keyof Bounds, (typeof BOUND_FIELDS)[keyof Bounds]][];
const boundFields = Object.fromEntries(
  bounds.map(([bound, [field]]) => [
    field,
    z
      .string()
      .trim()
      .transform((typed, context) => {
        const read = boundsSchema.shape[bound].safeParse(
          typed === '' ? null : Number(typed.replace(',', '.')),
        );
        if (read.success && read.data > 0) return read.data;
        context.addIssue({ code: 'custom', message: BOUND });
        return z.NEVER;
      })
      .optional(),
  ]),
) as unknown as Record<BoundField, z.ZodOptional<z.ZodType<number, string>>>;

/** What the form sends. A part that the form did not show is absent and stays as it was. */
export const decisionsForm = z
  .object({
    programmatuur: z.enum(['used', 'notUsed'], { error: 'Kies of programmatuur wordt gebruikt.' }),
    emlVersie: z
      .enum([...EML_VERSIONS, 'elke'], { error: 'Kies een versie.' })
      .transform((chosen) => (chosen === 'elke' ? null : chosen)),
    ...Object.fromEntries(Object.keys(ISLANDS).map((code) => [`eiland${code}`, box])),
    briefstembureau: emptyAsNull(
      z
        .string()
        .trim()
        .regex(/^\d{4}$/, WRONG_CODE),
    ),
    zetels: seats.optional(),
    waterschap: emptyAsNull(
      z
        .string()
        .trim()
        .regex(/^W[1-9]\d{0,2}$/, 'Vul een code in zoals W8.'),
    ),
    ...Object.fromEntries(SIGNATURES.map(([level, message]) => [`tekent${level}${message}`, box])),
    voorschrift: emptyAsNull(line(200)),
    papier: box,
    vierOgen: box,
    verwachtDag: z.string().trim().default(''),
    verwachtTijd: z.string().trim().default(''),
    kiescollege: emptyAsNull(lines(500)),
    ...boundFields,
    uitslagvaststelling: day,
    geloofsbrieven: day,
    toelating: day,
    openDag: z.string().trim().default(''),
    openTijd: z.string().trim().default(''),
    openbaarDag: z.string().trim().default(''),
    openbaarTijd: z.string().trim().default(''),
    waarom: lines(1000, 'Vul in waarom.'),
  })
  .transform((typed, context) => {
    const moment = (name: 'verwacht' | 'open' | 'openbaar') => {
      const [on, time] = [typed[`${name}Dag`], typed[`${name}Tijd`]];
      if (on === '' && time === '') return null;
      const at = typedMoment(on, time);
      if (at === null) context.addIssue({ code: 'custom', path: [`${name}Dag`], message: WRONG_TIME });
      return at?.toISOString() ?? null;
    };
    return {
      ...{ ...typed, expected510b: moment('verwacht'), realLaneOpens: moment('open') },
      resultsPublicFrom: moment('openbaar'),
    };
  });
export type TypedDecisions = z.infer<typeof decisionsForm>;

function boundsOf(now: Bounds, typed: TypedDecisions): Bounds {
  return Object.fromEntries(
    bounds.map(([bound, [field]]) => [bound, typed[field] ?? now[bound]]),
  ) as unknown as Bounds;
}

/** What is to hold once this was typed. */
export function standingOf(plan: ElectionPlan, now: Standing, typed: TypedDecisions): Standing {
  const boxes = typed as Readonly<Record<string, unknown>>;
  const shown = islandsFor(plan);
  const signatures = signaturesFor(plan);
  const { decisions, settings } = now;
  return {
    decisions: {
      ...decisions,
      software: typed.programmatuur,
      emlVersion: typed.emlVersie,
      seats: typed.zetels ?? decisions.seats,
      waterAuthority: typed.waterschap === undefined ? decisions.waterAuthority : typed.waterschap,
      signingRule: typed.voorschrift ?? null,
      paperComparison: typed.papier === 'ja',
      fourEyes: typed.vierOgen === 'ja',
      expected510b: typed.expected510b,
      electoralCollege: typed.kiescollege === undefined ? decisions.electoralCollege : typed.kiescollege,
      bounds: boundsOf(decisions.bounds, typed),
      moments: {
        resultEstablished: typed.uitslagvaststelling ?? null,
        credentialsExamined: typed.geloofsbrieven ?? null,
        admission: typed.toelating ?? null,
        realLaneOpens: typed.realLaneOpens,
        resultsPublicFrom: typed.resultsPublicFrom,
      },
    },
    settings: {
      nbsb: typed.briefstembureau === undefined ? settings.nbsb : typed.briefstembureau,
      islands:
        shown.length === 0 ? settings.islands : shown.filter((code) => boxes[`eiland${code}`] === 'ja'),
      signed: [
        ...settings.signed.filter(
          (one) => !signatures.some(([level, message]) => level === one.level && message === one.message),
        ),
        ...signatures
          .filter(([level, message]) => boxes[`tekent${level}${message}`] === 'ja')
          .map(([level, message]) => ({ level, message })),
      ],
    },
  };
}

/** The form as it is when what holds is typed in it. */
export function typedOf({ decisions, settings }: Standing): Readonly<Record<string, string>> {
  const { moments } = decisions;
  const at = (name: string, moment: string | null) =>
    moment === null
      ? {}
      : { [`${name}Dag`]: dutchDay(new Date(moment)), [`${name}Tijd`]: dutchClock(new Date(moment)) };
  return {
    programmatuur: decisions.software,
    emlVersie: decisions.emlVersion ?? 'elke',
    ...Object.fromEntries(settings.islands.map((code) => [`eiland${code}`, 'ja'])),
    briefstembureau: settings.nbsb ?? '',
    zetels: Object.entries(decisions.seats)
      .map((each) => each.join(' '))
      .join('\n'),
    waterschap: decisions.waterAuthority ?? '',
    ...Object.fromEntries(settings.signed.map(({ level, message }) => [`tekent${level}${message}`, 'ja'])),
    voorschrift: decisions.signingRule ?? '',
    ...(decisions.paperComparison ? { papier: 'ja' } : {}),
    ...(decisions.fourEyes ? { vierOgen: 'ja' } : {}),
    ...at('verwacht', decisions.expected510b),
    kiescollege: decisions.electoralCollege ?? '',
    ...Object.fromEntries(
      bounds.map(([bound, [field]]) => [field, String(decisions.bounds[bound]).replace('.', ',')]),
    ),
    uitslagvaststelling: moments.resultEstablished ?? '',
    geloofsbrieven: moments.credentialsExamined ?? '',
    toelating: moments.admission ?? '',
    ...at('open', moments.realLaneOpens),
    ...at('openbaar', moments.resultsPublicFrom),
  };
}
