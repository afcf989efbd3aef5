import { z } from 'zod';
import { sizeWords } from '../kernel/recognise-file.js';
import { readFingerprint, type Sha256 } from '../kernel/fingerprint.js';
import { parse } from '../platform/http/parse.js';
import type { CountSession } from '../verify/amend.js';
import { UPLOAD_LIMITS } from './limits.js';
import type { Announcement } from './open-submission.js';
import { LONE_SURROGATE } from './submission-row.js';
import type { PaperStatement } from './paper.js';
import { readSubmissionId, type SubmissionId } from './submission.js';

const UNPRINTABLE = new RegExp(String.raw`[\u0000-\u001f\u007f-\u009f]|${LONE_SURROGATE.source}`);

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

/** One line of text from outside: kept as it is, shown escaped. */
const line = (longest: number, what: string) =>
  z
    .string({ error: `${what} is verplicht en is tekst.` })
    .refine((text) => text.length <= longest, { error: `${what} is hoogstens ${longest} tekens lang.` })
    .refine((text) => text.trim() !== '', { error: `${what} mag niet leeg zijn.` })
    .refine((text) => !UNPRINTABLE.test(text), {
      error: `${what} bevat tekens die niet kunnen worden getoond.`,
    });

const fileName = line(UPLOAD_LIMITS.nameLength, 'De naam van een bestand');

/** Why the paper is not at hand, to choose from. */
export const PAPER_REASONS = {
  nogNietKlaar: 'Het proces-verbaal is nog niet klaar of nog niet ondertekend.',
  onderweg: 'Het proces-verbaal is onderweg naar een ander gebouw.',
  elders: 'Het proces-verbaal ligt op een andere plek. Een collega vergelijkt later.',
} as const;

/** A reason in the sender's own words that says something, or one of `choices` by its name. */
const reasonAmong = (choices: Readonly<Record<string, string>>, otherwise: string) =>
  line(UPLOAD_LIMITS.reasonLength, 'De reden').transform((text, context) => {
    const given = Object.hasOwn(choices, text.trim()) ? choices[text.trim()]! : text.trim();
    if (given.length >= UPLOAD_LIMITS.reasonLeast) return given;
    context.addIssue({
      code: 'custom',
      message: `Geef een echte reden, in minstens ${UPLOAD_LIMITS.reasonLeast} tekens${otherwise}.`,
    });
    return z.NEVER;
  });
const reason = reasonAmong(PAPER_REASONS, ', of kies er een uit de lijst');
const sessionReason = reasonAmong({}, '');
const reader = line(200, 'Wie het papier las');

const fingerprint = z
  .string({ error: 'De vingerafdruk is tekst van 64 hexadecimale cijfers.' })
  .transform((typed, context) => {
    const read = readFingerprint(typed);
    if (read !== null) return read;
    context.addIssue({
      code: 'custom',
      message: 'De vingerafdruk heeft 64 cijfers 0-9 en letters a-f; spaties mogen.',
    });
    return z.NEVER;
  });

const submissionId = z
  .string({ error: 'Het id van een levering is tekst.' })
  .transform((text, context): SubmissionId => {
    const id = readSubmissionId(text);
    if (id !== null) return id;
    context.addIssue({ code: 'custom', message: 'Dit is geen id van een levering.' });
    return z.NEVER;
  });

const file = z.strictObject(
  {
    naam: fileName,
    grootte: z
      .int({ error: 'De grootte is een heel aantal bytes.' })
      .min(1, { error: 'Een leeg bestand kan niet worden geleverd.' })
      .max(UPLOAD_LIMITS.totalBytes, {
        error: `Een bestand is hoogstens ${sizeWords(UPLOAD_LIMITS.totalBytes)} (${UPLOAD_LIMITS.totalBytes} bytes).`,
      }),
    sha256: fingerprint.nullish().transform(orNull),
  },
  { error: unknownFields('Een bestand heeft een naam en een grootte.') },
);

const paper = {
  vingerafdruk: fingerprint
    .nullish()
    .transform(orNull)
    .meta({ description: 'Alle 64 tekens, zoals gelezen van het papieren proces-verbaal' }),
  gelezenDoor: reader.nullish().transform(orNull).meta({
    description:
      'Wie welk proces-verbaal las. Zonder dit geldt het bestand als niet vergeleken: een programma kan herhalen wat het hoorde',
  }),
  reden: reason
    .nullish()
    .transform(orNull)
    .meta({
      description: `Waarom het papier er niet is: ${Object.keys(PAPER_REASONS).join(', ')}, of eigen woorden`,
    }),
};
type Paper = { vingerafdruk: Sha256 | null; gelezenDoor: string | null; reden: string | null };
const oneOfBoth = ({ vingerafdruk, reden }: Paper) => vingerafdruk === null || reden === null;
const ONE_OF_BOTH = { error: 'Geef vingerafdruk of reden, niet allebei.', path: ['reden'] };
/** That the paper differs refuses for good: said beside something else it is not clear what was meant. */
const differsAlone = (read: Partial<Paper> & { wijktAf?: true | null | undefined }) =>
  read.wijktAf !== true || !(read.vingerafdruk ?? read.reden ?? read.gelezenDoor);
const DIFFERS_ALONE = { error: 'Geef wijktAf zonder vingerafdruk, gelezenDoor of reden.', path: ['wijktAf'] };
const differs = z
  .literal(true, { error: 'Alleen `true` is mogelijk; laat dit anders weg.' })
  .nullish()
  .meta({ description: 'Met opzet: het papieren proces-verbaal zegt iets anders. Dat weigert de levering' });

const session = {
  zitting: z.enum(['nieuw', 'zelfde'], { error: 'De zitting is `nieuw` of `zelfde`.' }).nullish().meta({
    description:
      'Van welke zitting een nieuwere telling is. Zijn er cijfers gewijzigd zonder `nieuw`, dan krijgen de ontvangers een alarm',
  }),
  zittingReden: sessionReason
    .nullish()
    .meta({ description: 'Bij `zelfde`: waarom de telling uit dezelfde zitting opnieuw is geleverd' }),
};
type Session = { zitting?: 'nieuw' | 'zelfde' | null | undefined; zittingReden?: string | null | undefined };
const sessionWithReason = ({ zitting, zittingReden }: Session) =>
  (zitting === 'zelfde') === (typeof zittingReden === 'string');
const SESSION_WITH_REASON = {
  error: 'Geef zittingReden bij `zelfde`, en alleen daarbij.',
  path: ['zittingReden'],
};

const announcement = z
  .strictObject(
    {
      verkiezing: line(120, 'De verkiezing'),
      bestanden: z
        .array(file, { error: 'Noem de bestanden met naam en grootte.' })
        .min(1, { error: 'Noem minstens één bestand.' })
        .max(UPLOAD_LIMITS.files, {
          error: 'Een levering is één pakket, of een telbestand met zijn handtekening.',
        }),
      vervangt: submissionId.nullish().transform(orNull),
      indienen: z.literal('direct', { error: 'Alleen `direct` is mogelijk; laat dit anders weg.' }).nullish(),
      ...paper,
      ...session,
    },
    { error: unknownFields('Een levering is een JSON-object.') },
  )
  .refine(oneOfBoth, ONE_OF_BOTH)
  .refine(sessionWithReason, SESSION_WITH_REASON);

const wish = z
  .strictObject(
    { vervangt: submissionId.nullish(), ...paper, ...session, wijktAf: differs },
    { error: unknownFields('Geef een JSON-object met vingerafdruk of reden.') },
  )
  .refine(oneOfBoth, ONE_OF_BOTH)
  .refine(sessionWithReason, SESSION_WITH_REASON)
  .refine(differsAlone, DIFFERS_ALONE);

const comparison = z
  .strictObject(
    { vingerafdruk: paper.vingerafdruk, gelezenDoor: paper.gelezenDoor, wijktAf: differs },
    { error: unknownFields('Geef een JSON-object met vingerafdruk en gelezenDoor, of met wijktAf.') },
  )
  .refine(({ vingerafdruk, gelezenDoor, wijktAf }) => wijktAf === true || (vingerafdruk && gelezenDoor), {
    error: 'Geef vingerafdruk en gelezenDoor, of wijktAf.',
    path: ['vingerafdruk'],
  })
  .refine(differsAlone, DIFFERS_ALONE);

function unknownFields(otherwise: string) {
  return (issue: { code?: string | undefined; keys?: readonly string[] }) =>
    issue.code === 'unrecognized_keys' ? `Onbekende velden: ${(issue.keys ?? []).join(', ')}.` : otherwise;
}

function statementOf({ vingerafdruk, gelezenDoor, reden }: Paper): PaperStatement | null {
  if (vingerafdruk !== null)
    return {
      fingerprint: vingerafdruk,
      readBy: gelezenDoor === null ? 'unsaid' : { name: gelezenDoor.trim() },
    };
  return reden === null ? null : { reason: reden };
}

function sessionOf({ zitting, zittingReden }: Session): CountSession | null {
  if (typeof zittingReden === 'string') return { kind: 'same', reason: zittingReden };
  return zitting === 'nieuw' ? { kind: 'new' } : null;
}

/** The body of `POST /v1/leveringen`, as what is announced. */
export const announcementBody = announcement.transform((read): Announcement => ({
  election: read.verkiezing,
  files: read.bestanden.map(({ naam, grootte, sha256 }) => ({ name: naam, size: grootte, sha256 })),
  replaces: read.vervangt,
  direct: read.indienen === 'direct',
  promised: statementOf(read),
  session: sessionOf(read),
}));

/** What the sender says when delivering. */
export interface DeliveryWish {
  readonly statement: PaperStatement | null;
  /** What is replaced, null for nothing; left away, what was announced holds. */
  readonly replaces?: SubmissionId | null;
  /** From which session a newer count is; left away or null, what was announced holds. */
  readonly session?: CountSession | null;
}

/** The body of `POST …/indienen`, as what the sender wishes. */
export const wishBody = wish.transform((read): DeliveryWish => {
  const statement: PaperStatement | null = read.wijktAf === true ? { differs: true } : statementOf(read);
  const session = sessionOf(read);
  return read.vervangt === undefined
    ? { statement, session }
    : { statement, session, replaces: read.vervangt };
});

/** The body of `POST …/vergelijken`: what was read from the paper of what is delivered already. */
export const comparisonBody = comparison.transform(({ wijktAf, ...read }): PaperStatement =>
  wijktAf === true ? { differs: true } : statementOf({ ...read, reden: null })!,
);

/** A file name from a form; throws InvalidInput when it is too long or cannot be shown. */
export function readFileName(text: string): string {
  return parse(z.strictObject({ bestand: fileName }), { bestand: text }).bestand;
}

/** A typed reason from a form, or what is wrong with it in Dutch. */
export function readReason(text: unknown): { readonly reason: string } | { readonly problem: string } {
  return readWith(reason, text);
}

/** The same, of delivering again what is of the same session. */
export function readSessionReason(text: unknown): ReturnType<typeof readReason> {
  return readWith(sessionReason, text);
}

function readWith(schema: typeof reason, text: unknown): ReturnType<typeof readReason> {
  // whoever presses Enter in a field of several lines means a space
  const result = schema.safeParse(typeof text === 'string' ? text.replace(/\s+/g, ' ') : text);
  return result.success ? { reason: result.data } : { problem: result.error.issues[0]?.message ?? '' };
}
