import type { Sha256 } from '../kernel/fingerprint.js';
import type { PdfVerdict } from '../verify/pdf/judge-pdf.js';
import { counted } from '../web/counted.js';

/** A proces-verbaal in a version for everybody, beside the public file that it is of. */
export interface PublicPaper {
  readonly id: string;
  /** From 1 per public file, in the order in which they came. */
  readonly version: number;
  readonly sha256: Sha256;
  readonly size: number;
  /** Null: could not be counted. */
  readonly pages: number | null;
  /** Found in it, and looked at by who published it. */
  readonly images: number;
  readonly at: Date;
  /** Null: everybody can have it. */
  readonly withdrawnAt: Date | null;
}

/** So many versions of one file are taken, those that were withdrawn too. */
export const MOST_PAPERS = 50;

/** What publishing a proces-verbaal may be refused with. */
export const PAPER_REFUSALS = [
  'publication.notPublic',
  'publication.badPaper',
  'publication.imagesUnseen',
  'publication.samePaper',
  'publication.tooManyPapers',
  'publication.notJudged',
  'upload.noSpace',
] as const;

const AGAIN = 'Druk het document opnieuw af naar een nieuwe PDF.';

/**
 * Why everybody may not have this PDF, in Dutch; null: nothing was found. No signature may be public (Kieswet Na 33, O 8, P 23:
 * proces-verbalen without signatures), and a digital one names who signed; nor what was covered and still stands in the file.
 */
export function faultIn({ verdict, form, checks, traces }: PdfVerdict): string | null {
  if (form !== 'unsigned')
    return 'In de PDF zit een digitale handtekening: die noemt een persoon. Gebruik de versie zonder handtekening.';
  if (verdict === 'refused' || traces === null)
    return checks.find(({ result }) => result === 'refuse')?.detail ?? 'De PDF kon niet worden gelezen.';
  if (traces.marks > 0)
    return `Op de bladzijden ${traces.marks === 1 ? 'staat' : 'staan'} ${counted(traces.marks, 'opmerking, stempel of getekende lijn', 'opmerkingen, stempels of getekende lijnen')}. Daar kan een naam of een handtekening bij zijn. Haal ze weg. ${AGAIN}`;
  if (traces.left > 0)
    return `In de PDF staan nog delen van een eerdere versie. Iemand kan die terughalen. ${AGAIN}`;
  return null;
}
