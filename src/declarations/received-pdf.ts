import { z } from 'zod';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { PdfVerdict } from '../verify/pdf/judge-pdf.js';

/** A PDF by which was declared, as it came: what was signed of it is the declaration's own. */
export interface ReceivedPdf {
  readonly declarationId: string;
  readonly verdict: PdfVerdict;
  readonly fileName: string;
  readonly sha256: Sha256;
  readonly size: number;
  /** The signature that came beside it; null when there was none. */
  readonly signature: { readonly sha256: Sha256; readonly size: number } | null;
  readonly at: Date;
}

const check = z.object({
  code: z.string(),
  result: z.enum(['pass', 'warn', 'refuse', 'skipped']),
  detail: z.string(),
  place: z.null(),
  more: z.array(z.never()),
});

/** A verdict as it is kept, by whatever version of the catalogue: codes are not held to those of today. */
export const keptPdfVerdict = z.object({
  catalogue: z.int().positive(),
  verdict: z.enum(['accepted', 'refused']),
  form: z.enum(['signed', 'detached', 'unsigned']),
  checks: z.array(check),
  signedRevision: z.object({ end: z.int() }).nullable(),
  pages: z.int().nullable(),
  signer: z.object({ name: z.string(), serial: z.string(), notAfter: z.string() }).nullable(),
  signedAt: z.string().nullable(),
  known: z.boolean(),
  // what an earlier release kept has none
  traces: z.object({ images: z.int(), marks: z.int(), left: z.int() }).nullable().default(null),
});
