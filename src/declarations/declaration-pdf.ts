import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { dutchMoment } from '../kernel/dutch-time.js';

/** A question of the model with its answer. */
export interface AnsweredQuestion {
  readonly question: string;
  readonly answer: string;
  /** What is done instead, where the answer is a deviation. */
  readonly measure?: string;
  /** By when it will comply, as it is to be read. */
  readonly by?: string;
}

/** What stands under one heading, paragraphs first. */
export interface DeclarationSection {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly questions?: readonly AnsweredQuestion[];
}

/** All that stands in the PDF of a declaration, in its order. */
export interface DeclarationDocument {
  readonly title: string;
  readonly language: 'nl';
  readonly sections: readonly DeclarationSection[];
  /** Who confirmed it, a line each. */
  readonly signedBy: readonly string[];
  readonly madeAt: Date;
}

type Document = InstanceType<typeof PDFDocument>;
type Style = 'Title' | 'Heading' | 'Question' | 'Text';

/** Tag, font and size in points of each kind of text; `after` is the room below it, in lines. */
const STYLES = {
  Title: { tag: 'H1', font: 'bold', size: 18, after: 0.8 },
  Heading: { tag: 'H2', font: 'bold', size: 13, after: 0.4 },
  Question: { tag: 'P', font: 'bold', size: 10, after: 0.15 },
  Text: { tag: 'P', font: 'normal', size: 10, after: 0.6 },
} as const;
const FONTS = { normal: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf' } as const;
const MARGIN = 64;
const FOOT_SIZE = 8;
/** Controls, and what turns text round or cannot be seen: what is read must be what was typed. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;
/** Stands for a character that the font does not have: PDF/A allows none without a shape. */
const NO_GLYPH = '\u25a1';

/**
 * The PDF of a declaration: PDF/A-2a (ISO 19005-2), so tagged, with its title and language and all fonts in it, A4, numbered pages.
 * The same document gives the same bytes. A character that the font lacks becomes □; the maker of the PDF is loaded
 * when the first is made.
 */
export async function makeDeclarationPdf(document: DeclarationDocument): Promise<Uint8Array> {
  const { default: Pdf } = await import('pdfkit');
  const pdf = new Pdf({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: document.language,
    displayTitle: true,
    bufferPages: true,
    // no font of the library itself: those are not embedded
    font: fontFile('normal'),
    info: {
      Title: document.title,
      Producer: 'Overdrachtsplatform',
      Creator: 'Overdrachtsplatform',
      CreationDate: document.madeAt,
      ModDate: document.madeAt,
    },
  });
  const bytes = collect(pdf);
  for (const [name] of Object.entries(FONTS)) pdf.registerFont(name, fontFile(name as keyof typeof FONTS));
  writeBody(pdf, document);
  numberPages(pdf, document);
  pdf.end();
  return await bytes;
}

function fontFile(name: keyof typeof FONTS): string {
  return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${FONTS[name]}`);
}

async function collect(pdf: Document): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of pdf) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function writeBody(pdf: Document, { title, sections, signedBy, madeAt }: DeclarationDocument): void {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const write = (style: Style, text: string): void => {
    const { tag, font, size, after } = STYLES[style];
    const put = (): void => {
      pdf.font(font).fontSize(size);
      pdf.text(shown(pdf, text));
    };
    root.add(pdf.struct(tag, {}, put));
    pdf.moveDown(after);
  };
  write('Title', title);
  for (const { heading, paragraphs = [], questions = [] } of sections) {
    write('Heading', heading);
    for (const text of paragraphs) write('Text', text);
    for (const asked of questions) {
      write('Question', asked.question);
      write('Text', answerOf(asked));
    }
  }
  write('Heading', 'Bevestigd door');
  for (const line of signedBy) write('Text', line);
  write('Text', `Gemaakt op ${dutchMoment(madeAt)}.`);
  root.end();
}

function answerOf({ answer, measure, by }: AnsweredQuestion): string {
  return [
    answer,
    ...(by === undefined ? [] : [`Uiterlijk: ${by}`]),
    ...(measure === undefined ? [] : [`Maatregel: ${measure}`]),
  ].join('\n');
}

/** The number of each page, outside what is read: an artifact. */
function numberPages(pdf: Document, { title }: DeclarationDocument): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // within its margin a text would begin another page
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('normal').fontSize(FOOT_SIZE);
    const text = `${title} \u2013 bladzijde ${String(page + 1)} van ${String(count)}`;
    pdf.text(shown(pdf, text), MARGIN, pdf.page.height - MARGIN / 2 - FOOT_SIZE, { lineBreak: false });
    pdf.endMarkedContent();
  }
}

/** The text as the font at hand can show it, with its line ends kept. */
function shown(pdf: Document, text: string): string {
  const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
    ._font;
  const lines = text.normalize('NFC').split(/\r\n?|\n/);
  const seen = lines.map((line) => line.replaceAll('\t', ' ').replace(UNSEEN, ''));
  return seen
    .map((line) =>
      Array.from(line, (each) => (font.hasGlyphForCodePoint(each.codePointAt(0)!) ? each : NO_GLYPH)).join(
        '',
      ),
    )
    .join('\n');
}
