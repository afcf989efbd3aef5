import type { Declaration } from '../../src/declarations/declaration.js';
import { Declare } from '../../src/declarations/declare.js';
import { FillIn } from '../../src/declarations/fill-in.js';
import { HandInPdf } from '../../src/declarations/hand-in-pdf.js';
import { KeepMandates } from '../../src/declarations/keep-mandates.js';
import type { TestApp, TestPerson } from './app.js';
import { DECLARED } from './declarations.js';
import { good, SIGNER } from './pdf/pdf-corpus.js';
import { signBytes } from './pdf/pdf-signer.js';
import { PLAIN, writePdf } from './pdf/pdf-writer.js';

/** The ways in which a body can declare: by the form or as a PDF, signed within, by a file beside it, or on paper. */
export const WAYS = ['form', 'mandate', 'pdf', 'beside', 'scan'] as const;
export type Way = (typeof WAYS)[number];

const signingTime = new Date('2026-11-03T10:00:00Z');
const PAPER = writePdf(PLAIN);
const PDFS = {
  pdf: { bytes: good({ cms: { signingTime }, more: '' }), signature: null, way: 'pdf' },
  beside: { bytes: PAPER, signature: signBytes(PAPER, SIGNER, { signingTime }), way: 'pdf' },
  scan: { bytes: PAPER, signature: null, way: 'scan' },
} as const;

/** A body declares for the first time. Its PDFs are by somebody under ROOT of the corpus; by mandate a colleague does it. */
export async function declareBy(
  app: TestApp,
  way: Way,
  votingDay: string,
  person: TestPerson,
): Promise<Declaration> {
  if (way === 'form') return await declareByForm(app, votingDay, person);
  if (way === 'mandate') {
    const colleague = await app.person(null, 'EXECUTIVE', person.actor.hat.body.code);
    const paper = {
      fileName: 'mandaat.pdf',
      bytes: PAPER,
      holder: colleague.actor.personId,
      until: votingDay,
    };
    const { id: namens } = await app.get(KeepMandates).add(paper, person.actor);
    return await declareByForm(app, votingDay, colleague, { ...DECLARED, namens });
  }
  const days = { investigatedOn: DECLARED['onderzocht']!, declaredOn: DECLARED['verklaard']! };
  const sent = {
    ...PDFS[way],
    ...days,
    fileName: 'verklaring.pdf',
    outcome: 'complies',
    mandateId: null,
    seen: 0,
  } as const;
  return await app.get(HandInPdf).run(votingDay, sent, person.actor);
}

/** A body declares by the form, as it fills it in. */
export async function declareByForm(
  app: TestApp,
  votingDay: string,
  person: TestPerson,
  fields = DECLARED,
): Promise<Declaration> {
  await app.get(FillIn).keep(votingDay, fields, person.actor);
  const { revision } = await app.get(FillIn).show(votingDay, person.actor);
  return await app.get(Declare).run(votingDay, revision, person.actor);
}
