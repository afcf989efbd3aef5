import { inflateSync } from 'node:zlib';
import { makeDeclarationPdf, type DeclarationDocument } from './declaration-pdf.js';

const document: DeclarationDocument = {
  title: 'Verklaring aansluitvoorschriften van Súdwest-Fryslân',
  language: 'nl',
  sections: [
    { heading: 'Onderzoek', paragraphs: ['Onderzocht op 1 maart 2027.', 'Verklaard op 2 maart 2027.'] },
    {
      heading: 'Vragen',
      questions: [
        { question: 'Is het netwerk gescheiden?', answer: 'Voldoet' },
        { question: 'Is de toegang geregeld?', answer: 'Wijkt af', measure: 'Een tweede slot.' },
        { question: 'Worden logboeken bewaard?', answer: 'Gaat voldoen', by: '10 maart 2027' },
      ],
    },
  ],
  signedBy: ['Het college van burgemeester en wethouders', 'M. de Vries, namens het college'],
  madeAt: new Date('2027-03-02T10:00:00Z'),
};

/** The bytes as text, with what is compressed in them opened. */
function opened(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replace(
    /\/Length (\d+)\n?(?:\/Filter \/FlateDecode\n?)?[^]*?stream\n([^]*?)\nendstream/g,
    (whole, _, held: string) => {
      try {
        return whole.replace(held, () => inflateSync(Buffer.from(held, 'latin1')).toString('latin1'));
      } catch {
        return whole;
      }
    },
  );
}

describe('the PDF of a declaration', () => {
  let bytes: Uint8Array;
  let text: string;
  beforeAll(async () => {
    bytes = await makeDeclarationPdf(document);
    text = opened(bytes);
  });

  it('is tagged, with its title and language, and says that it is PDF/A-2a', () => {
    expect(text).toMatch(/^%PDF-1\.7\n/);
    expect(text).toMatch(/\/Lang \(nl\)/);
    expect(text).toMatch(/\/Marked true/);
    expect(text).toMatch(/\/DisplayDocTitle true/);
    expect(text).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</);
    expect(text).toMatch(/\/S \/GTS_PDFA1/);
    expect(text.match(/\/S \/H2\b/g)).toHaveLength(3);
    expect(Buffer.from(bytes).toString('utf8')).toContain(
      'Verklaring aansluitvoorschriften van Súdwest-Fryslân',
    );
  });

  it('has every font in it, each with the characters it stands for', () => {
    const fonts = text.match(/\/Type \/FontDescriptor[^]*?>>/g) ?? [];
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/\/FontFile2 /);
    expect(text.match(/\/ToUnicode /g)).toHaveLength(2);
  });

  it('holds nothing that acts', () =>
    expect(text).not.toMatch(/\/(JavaScript|JS|OpenAction|AA|EmbeddedFiles|Encrypt)\b/));

  it('is the same for the same document, and another for another', async () => {
    expect(Buffer.from(await makeDeclarationPdf(document)).equals(bytes)).toBe(true);
    expect(Buffer.from(await makeDeclarationPdf({ ...document, title: 'Anders' })).equals(bytes)).toBe(false);
  });

  it('goes on over several pages', async () => {
    const paragraphs = Array.from({ length: 200 }, (_, i) => `Alinea ${String(i)} van een lange verklaring.`);
    const long = opened(
      await makeDeclarationPdf({ ...document, sections: [{ heading: 'Lang', paragraphs }] }),
    );
    const count = Number(/\/Type \/Pages\n\/Count (\d+)/.exec(long)?.[1]);
    expect(count).toBeGreaterThan(4);
    expect(long.match(/\/Type \/Pagination/g)).toHaveLength(count);
  });

  it('shows a box for a character the font lacks, and drops what turns text round', async () => {
    const odd = {
      ...document,
      sections: [{ heading: 'Vreemd', paragraphs: ['a\u202eb\0c \u{1f6b2} \ufeff'] }],
    };
    const shown = opened(await makeDeclarationPdf(odd));
    expect(shown).toContain('<25a1>');
    expect(shown).not.toMatch(/<202e>|<feff>/);
  });
});
