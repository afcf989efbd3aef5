import { z } from 'zod';
import { isCalendarDay } from '../elections/calendar.js';
import { line, lines } from '../frame/text.js';
import { OUTCOMES, type Answer, type Answered, type Outcome } from './declaration.js';

/** A question keeps its id when its text changes, so that what was answered goes along to a newer model. */
const question = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{1,20}$/),
  text: lines(1000, 'Vul de vraag in.'),
  explanation: z.union(
    [z.literal(''), lines(3000)],
    'Gebruik hoogstens 3000 letters, cijfers en leestekens.',
  ),
});

/**
 * The Kiesraad's model of the declaration (Ea 6 lid 2; Kiesbesluit Ea 7 lid 1): its text, and exactly its questions. To each
 * the answers are the same four. As kept, sent and read as JSON.
 */
export const modelContent = z
  .strictObject({
    opmaak: z.literal(1),
    title: line(200, 'Vul een titel in.'),
    intro: lines(5000, 'Vul de inleiding in.'),
    questions: z.array(question).min(1, 'Een model heeft een vraag.').max(60),
    closing: lines(3000, 'Vul de slotverklaring in.'),
  })
  .refine(({ questions }) => new Set(questions.map(({ id }) => id)).size === questions.length, {
    path: ['questions'],
    message: 'Twee vragen hebben hetzelfde id.',
  });
export type ModelContent = Readonly<z.infer<typeof modelContent>>;

/** One version of the model of a voting day. */
export interface Model {
  readonly id: string;
  readonly votingDay: string;
  readonly version: number;
  readonly content: ModelContent;
  readonly at: Date;
  /** Null while it is being written. */
  readonly publishedAt: Date | null;
}

/** What is filled in, by the name of its field; what was never filled in is absent. */
export type Fields = Readonly<Record<string, string>>;

/** The names of the fields of one question. */
export const fieldsOf = (id: string) =>
  ({ outcome: `antwoord-${id}`, by: `datum-${id}`, measure: `maatregel-${id}` }) as const;

/** The fields that belong to no question. */
export const OTHER_FIELDS = ['onderzocht', 'verklaard', 'namens'] as const;

/** Every field that a form by this model has. */
export function fieldNames({ questions }: Pick<ModelContent, 'questions'>): readonly string[] {
  return [...questions.flatMap(({ id }) => Object.values(fieldsOf(id))), ...OTHER_FIELDS];
}

/** Longest text of a field, in characters. */
export const LONGEST_FIELD = 2000;

const outcomeNamed = (text: string | undefined): Outcome | null =>
  OUTCOMES.find((outcome) => outcome === text) ?? null;

/** What is wrong with a field, in Dutch. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

function answerOf(id: string, fields: Fields): Answer | FieldFault {
  const names = fieldsOf(id);
  const outcome = outcomeNamed(fields[names.outcome]);
  if (outcome === null) return { field: names.outcome, message: 'Kies een antwoord.' };
  if (outcome === 'willComply') {
    const by = (fields[names.by] ?? '').trim();
    return isCalendarDay(by)
      ? { outcome, by }
      : { field: names.by, message: 'Vul in op welke dag u uiterlijk voldoet.' };
  }
  if (outcome !== 'deviates') return { outcome };
  const measure = (fields[names.measure] ?? '').trim();
  return measure === ''
    ? { field: names.measure, message: 'Vul in welke maatregel u neemt.' }
    : { outcome, measure };
}

/** The answers to every question of a model, or all that is wrong with them. */
export function readAnswers(
  { questions }: Pick<ModelContent, 'questions'>,
  fields: Fields,
): { readonly answers: readonly Answered[]; readonly faults: readonly FieldFault[] } {
  const answers: Answered[] = [];
  const faults: FieldFault[] = [];
  for (const { id, text } of questions) {
    const read = answerOf(id, fields);
    if ('field' in read) faults.push(read);
    else answers.push({ id, question: text, answer: read });
  }
  return { answers, faults };
}

const keptAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['complies', 'doesNotComply']) }),
  z.object({ outcome: z.literal('willComply'), by: z.string() }),
  z.object({ outcome: z.literal('deviates'), measure: z.string() }),
]);
/** Answers as kept. */
export const keptAnswers = z.object({
  opmaak: z.literal(1),
  answers: z.array(z.object({ id: z.string(), question: z.string(), answer: keptAnswer })),
});
