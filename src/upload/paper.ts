import { z } from 'zod';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { comparePaper } from '../verify/amend.js';
import type { Verdict } from '../verify/verdict.js';

/** Who read the paper: the sender at the screen, whom a program names, or a program that does not say. */
export type ReadBy = 'sender' | 'unsaid' | { readonly name: string };

/** What the sender says of the proces-verbaal on paper. */
export type PaperStatement =
  /** Its fingerprint, all 64 digits. */
  | { readonly fingerprint: Sha256; readonly readBy: ReadBy }
  /** Why it is not at hand. */
  | { readonly reason: string }
  /** On purpose, after being asked once more: it says something else. */
  | { readonly differs: true };

/** Who compared, and when. */
export interface PaperReader {
  readonly personId: string;
  /** As their program calls them and the paper; null: it was this person, at the screen. */
  readonly name: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * How the paper was compared. Receivers see it. `later`: what a comparison after delivery found; it undoes nothing. `by` is
 * null when it was not compared, and of what was compared before this was kept.
 */
export type PaperRecord =
  | { readonly compared: true; readonly by: PaperReader | null; readonly later?: 'equal' | undefined }
  | {
      readonly compared: false;
      readonly reason: string;
      readonly by: PaperReader | null;
      readonly later?: 'differs' | undefined;
    };

const digest = z.string().transform((hex) => sha256(hex));
const statement = z.union([
  z.object({
    fingerprint: digest,
    readBy: z.union([z.enum(['sender', 'unsaid']), z.object({ name: z.string() })]).default('unsaid'),
  }),
  z.object({ reason: z.string() }),
]);
const by = z
  .object({ personId: z.string(), name: z.string().nullable(), at: z.string() })
  .nullable()
  .default(null);
const record = z.discriminatedUnion('compared', [
  z.object({ compared: z.literal(true), by, later: z.literal('equal').optional() }),
  z.object({ compared: z.literal(false), reason: z.string(), by, later: z.literal('differs').optional() }),
]);

/** Reads what was said of the paper in advance, by whatever release it was kept. Throws on what none wrote. */
export function readPaperStatement(json: unknown): PaperStatement {
  return statement.parse(json);
}

/** Reads how the paper was compared, by whatever release it was kept. Throws on what none wrote. */
export function readPaperRecord(json: unknown): PaperRecord {
  return record.parse(json);
}

/** What follows from a statement. Only `record` and `differs` change anything. */
export type HeardPaper =
  | { readonly kind: 'nothing' }
  /** Other digits: a slip of who typed, until they say on purpose that the paper differs. */
  | { readonly kind: 'slip' }
  | { readonly kind: 'differs' }
  | { readonly kind: 'record'; readonly paper: PaperRecord }
  /** Nothing, where nothing need be said. */
  | { readonly kind: 'notAsked'; readonly paper: PaperRecord };

const NO_COUNT = 'Dit pakket bevat geen telbestand.';
const NOT_ASKED = 'Voor deze verkiezing is bepaald dat de afzender niet met het papier hoeft te vergelijken.';
const UNSAID = 'Een programma gaf de vingerafdruk op. Het zei niet wie welk proces-verbaal heeft gelezen.';

/**
 * Takes the sender's word against the file, all 64 digits. A P 2a holds nothing to compare. Digits of which nobody says to
 * have read them from paper compare nothing: a program can echo what it was told. `asked`: something must be said.
 */
export function hearPaper(
  { fingerprint }: Pick<Verdict, 'fingerprint'>,
  said: PaperStatement | null,
  reader: Omit<PaperReader, 'name'>,
  asked = true,
): HeardPaper {
  const recorded = (paper: PaperRecord): HeardPaper => ({ kind: 'record', paper });
  if (fingerprint === null) return recorded({ compared: false, reason: NO_COUNT, by: null });
  if (said === null)
    return asked
      ? { kind: 'nothing' }
      : { kind: 'notAsked', paper: { compared: false, reason: NOT_ASKED, by: null } };
  if ('differs' in said) return { kind: 'differs' };
  if ('reason' in said) return recorded({ compared: false, reason: said.reason, by: null });
  if (said.fingerprint !== fingerprint) return { kind: 'slip' };
  if (said.readBy === 'unsaid') return recorded({ compared: false, reason: UNSAID, by: null });
  const name = said.readBy === 'sender' ? null : said.readBy.name;
  return recorded({ compared: true, by: { ...reader, name } });
}

/**
 * The verdict with what was heard of the paper: a deliberate difference refuses, not compared warns, and what was not asked
 * is left out.
 */
export function verdictWithPaper(
  verdict: Verdict,
  heard: Extract<HeardPaper, { kind: 'record' | 'notAsked' | 'differs' }>,
) {
  if (heard.kind === 'differs') return comparePaper(verdict, { differs: 'before' });
  if (heard.kind === 'notAsked') return comparePaper(verdict, { notAsked: NOT_ASKED });
  const { paper } = heard;
  if (!paper.compared) return comparePaper(verdict, { reason: paper.reason });
  return verdict.fingerprint === null ? verdict : comparePaper(verdict, { fingerprint: verdict.fingerprint });
}

/** What a comparison after delivery adds to what was kept; null when it adds nothing: one comparison is enough. */
export function comparedLater(
  kept: { readonly verdict: Verdict; readonly paper: PaperRecord },
  heard: HeardPaper,
  by: PaperReader,
): { readonly verdict: Verdict; readonly paper: PaperRecord } | null {
  const { verdict, paper } = kept;
  if (paper.compared || verdict.fingerprint === null) return null;
  if (heard.kind === 'differs')
    return paper.later === 'differs'
      ? null
      : {
          verdict: comparePaper(verdict, { differs: 'after' }),
          paper: { compared: false, reason: paper.reason, by, later: 'differs' },
        };
  if (heard.kind !== 'record' || !heard.paper.compared) return null;
  return {
    verdict: comparePaper(verdict, { fingerprint: verdict.fingerprint }),
    paper: { ...heard.paper, later: 'equal' },
  };
}

/** Whether whoever looks at a file must still read its fingerprint from paper: then no page shows all of it. */
export function mustCompare(fingerprint: Sha256 | null, paper: PaperRecord | null): fingerprint is Sha256 {
  return fingerprint !== null && paper?.compared !== true;
}
