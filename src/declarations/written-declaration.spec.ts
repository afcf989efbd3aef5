import { arePdfA2a, itWithVeraPdf } from '../../test/support/pdf/vera-pdf.js';
import { makeDeclarationPdf } from './declaration-pdf.js';
import type { Answered } from './declaration.js';
import { documentOf, type Confirmed, type WrittenDeclaration } from './written-declaration.js';

const ANSWERS: readonly Answered[] = [
  { id: 'v1', question: 'Voldoet het netwerk?', answer: { outcome: 'complies' } },
  { id: 'v2', question: 'Voldoet de computer?', answer: { outcome: 'willComply', by: '2027-03-10' } },
  {
    id: 'v3',
    question: 'Voldoet de zaal?',
    answer: { outcome: 'deviates', measure: 'een 2e slot \u{1f512}' },
  },
  { id: 'v4', question: 'Voldoet de rest?', answer: { outcome: 'doesNotComply' } },
];
const first: Confirmed = { name: 'M. de Vries', mandateUntil: null, at: '2 maart 2027, 11:00' };
const byForm: WrittenDeclaration = {
  executive: 'college van B&W van Súdwest-Fryslân',
  elections: ['Gemeenteraad 2027', 'Waterschap 2027'],
  votingDay: '2027-03-17',
  version: 1,
  modelVersion: 1,
  content: {
    opmaak: 1,
    title: 'Verklaring aansluitvoorschriften',
    intro: 'Het bestuur heeft dit onderzocht.\n\nIn twee alinea’s.',
    questions: ANSWERS.map(({ id, question }) => ({ id, text: question, explanation: '' })),
    closing: 'Dit is de uitkomst.',
  },
  answers: ANSWERS.slice(0, 1),
  investigatedOn: '2027-03-01',
  declaredOn: '2027-03-02',
  first,
  second: null,
  at: new Date('2027-03-02T10:00:00Z'),
};
const long = (_: unknown, i: number): Answered => ({
  id: `v${String(i)}`,
  question: `Voldoet onderdeel ${String(i)}? `.repeat(30),
  answer: { outcome: 'deviates', measure: 'Wij nemen een andere maatregel. '.repeat(60) },
});
const SHAPES: Readonly<Record<string, WrittenDeclaration>> = {
  byForm,
  byMandate: { ...byForm, first: { ...first, mandateUntil: '2027-03-20' } },
  confirmedByTwo: { ...byForm, second: { ...first, name: 'J. Jansen' } },
  allAnswers: { ...byForm, answers: ANSWERS },
  long: { ...byForm, answers: Array.from({ length: 60 }, long) },
};

describe('a written declaration', () => {
  it('says in whose name it was made, and who confirmed it', () => {
    const signed = Object.values(SHAPES).map((shape) => documentOf(shape).signedBy);
    expect(signed[0]).toEqual([
      'College van B&W van Súdwest-Fryslân, bevestigd door M. de Vries, 2 maart 2027, 11:00',
    ]);
    expect(signed[1]![0]).toMatch(
      /^Namens het college .*, M\. de Vries, gemandateerd tot en met .*20 maart 2027/,
    );
    expect(signed[2]![1]).toBe('Meebevestigd door J. Jansen, 2 maart 2027, 11:00');
  });

  itWithVeraPdf(
    'becomes a PDF that veraPDF finds to be PDF/A-2a, in each shape; and one without its mark is not',
    async () => {
      const made: Record<string, Uint8Array> = {};
      for (const [name, shape] of Object.entries(SHAPES))
        made[name] = await makeDeclarationPdf(documentOf(shape));
      const text = Buffer.from(made['byForm']!).toString('latin1');
      const unmarked = Buffer.from(text.replace('/Marked true', '/Marxed true'), 'latin1');
      const expected = Object.fromEntries(Object.keys(SHAPES).map((name) => [name, true]));
      expect(arePdfA2a({ ...made, unmarked })).toEqual({ ...expected, unmarked: false });
    },
    150_000,
  );
});
