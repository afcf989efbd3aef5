import { formatDay } from '../web/format-time.js';
import type { AnsweredQuestion, DeclarationDocument } from './declaration-pdf.js';
import { outcomeOf, type Answered } from './declaration.js';
import type { ModelContent } from './model.js';
import { ANSWER_WORDS, OUTCOME_WORDS } from './words.js';

/** Somebody who confirmed a declaration, and when. */
export interface Confirmed {
  readonly name: string;
  /** By a mandate; null: for the executive itself. Of the second person always null. */
  readonly mandateUntil: string | null;
  /** As people read it. */
  readonly at: string;
}

/** All that a declaration says, ready to be put on paper. */
export interface WrittenDeclaration {
  /** Its executive, as in a sentence. */
  readonly executive: string;
  readonly elections: readonly string[];
  readonly votingDay: string;
  readonly version: number;
  readonly modelVersion: number;
  readonly content: ModelContent;
  readonly answers: readonly Answered[];
  readonly investigatedOn: string;
  readonly declaredOn: string;
  readonly first: Confirmed;
  /** A second person of the body, where one confirmed. */
  readonly second: Confirmed | null;
  readonly at: Date;
}

/** Starts a sentence: a capital letter first. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function questionOf({ question, answer }: Answered): AnsweredQuestion {
  const said = { question, answer: ANSWER_WORDS[answer.outcome] };
  if (answer.outcome === 'willComply') return { ...said, by: formatDay(answer.by) };
  return answer.outcome === 'deviates' ? { ...said, measure: answer.measure } : said;
}

/** The executive with its article: `het college van B&W van Heumen`, `de Kiesraad`. */
export function theExecutive(executive: string): string {
  return `${/^(?:college|dagelijks bestuur|bestuurscollege)/.test(executive) ? 'het' : 'de'} ${executive}`;
}

/** By whom is declared, in a word or two: the executive, or somebody in its name. */
export function inWhoseName(executive: string, mandateId: string | null): string {
  return mandateId === null ? theExecutive(executive) : `namens ${theExecutive(executive)}, met een mandaat`;
}

function signers({ executive, first, second }: WrittenDeclaration): readonly string[] {
  const by =
    first.mandateUntil === null
      ? `${capital(executive)}, bevestigd door ${first.name}, ${first.at}`
      : `Namens ${theExecutive(executive)}, ${first.name}, gemandateerd tot en met ${formatDay(first.mandateUntil)}, ${first.at}`;
  return second === null ? [by] : [by, `Meebevestigd door ${second.name}, ${second.at}`];
}

/** The document of a declaration: the model's text and questions with their answers, both days, and who confirmed it. */
export function documentOf(written: WrittenDeclaration): DeclarationDocument {
  const { content, answers, version, modelVersion } = written;
  return {
    title: content.title,
    language: 'nl',
    sections: [
      {
        heading: capital(written.executive),
        paragraphs: [
          `Voor de stemming van ${formatDay(written.votingDay)}: ${written.elections.join('; ')}.`,
          ...content.intro.split(/\n{2,}/),
        ],
      },
      { heading: 'Onderzoek', questions: answers.map(questionOf) },
      {
        heading: 'Verklaring',
        paragraphs: [
          `Uitkomst: ${OUTCOME_WORDS[outcomeOf(answers)]}.`,
          ...content.closing.split(/\n{2,}/),
          `Onderzocht op ${formatDay(written.investigatedOn)}. Verklaard op ${formatDay(written.declaredOn)}.`,
          `Versie ${version} van deze verklaring, naar versie ${modelVersion} van het model van de Kiesraad.`,
        ],
      },
    ],
    signedBy: signers(written),
    madeAt: written.at,
  };
}
