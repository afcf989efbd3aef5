import { modelContent, type FieldFault, type Fields, type ModelContent } from './model.js';

/** Where a question's text and explanation stand in the form. */
interface Names {
  readonly text: string;
  readonly explanation: string;
}

/** The names of the fields of one question in the editor of a model. */
export const questionFields = (id: string): Names => ({ text: `vraag-${id}`, explanation: `uitleg-${id}` });

/** The fields of a question that is added. */
export const ADDED: Names = { text: 'nieuwe-vraag', explanation: 'nieuwe-uitleg' };

/** An id that no question had: what was answered to one that was removed never becomes an answer to another. */
export function newQuestionId(taken: readonly string[]): string {
  const numbers = taken.map((id) => Number(/^v(\d{1,6})$/.exec(id)?.[1] ?? 0));
  return `v${String(Math.max(0, ...numbers) + 1)}`;
}

/** The ids in their new order, after the button that was used: `omhoog-v2`, `omlaag-v2`, `weg-v2`; any other changes nothing. */
function moved(ids: readonly string[], button: string): readonly string[] {
  const [act, id = ''] = button.split('-');
  const from = ids.indexOf(id);
  if (from < 0) return ids;
  const rest = ids.toSpliced(from, 1);
  if (act === 'weg') return rest;
  if (act === 'omhoog') return rest.toSpliced(Math.max(0, from - 1), 0, id);
  return act === 'omlaag' ? rest.toSpliced(from + 1, 0, id) : ids;
}

/**
 * What the editor of a model sent: its text, its questions in the order of `volgorde` as the button `actie` changed it, and one
 * that is added. `taken`: the ids of every question there ever was. Gives the model, or all that is wrong with it, by field.
 */
export function readModelForm(
  fields: Fields,
  taken: readonly string[],
): { readonly content: ModelContent } | { readonly faults: readonly FieldFault[] } {
  // a browser sends the ends of lines as CR LF
  const text = (name: string) => (fields[name] ?? '').replaceAll('\r\n', '\n').trim();
  const shown = (fields['volgorde'] ?? '').split(',').filter((id) => id !== '');
  const ids = moved(shown, fields['actie'] ?? '');
  const isAdded = text(ADDED.text) !== '' || text(ADDED.explanation) !== '';
  const asked = ids.map((id) => ({ id, names: questionFields(id) }));
  if (isAdded) asked.push({ id: newQuestionId([...taken, ...shown]), names: ADDED });
  const read = modelContent.safeParse({
    ...{ opmaak: 1, title: text('titel'), intro: text('inleiding'), closing: text('slot') },
    questions: asked.map(({ id, names }) => ({
      id,
      text: text(names.text),
      explanation: text(names.explanation),
    })),
  });
  if (read.success) return { content: read.data };
  const fieldAt = ([part, index, of]: readonly PropertyKey[]): string => {
    if (part !== 'questions')
      return { title: 'titel', intro: 'inleiding', closing: 'slot' }[String(part)] ?? '';
    const names = typeof index === 'number' ? asked[index]?.names : undefined;
    return (of === 'explanation' ? names?.explanation : names?.text) ?? ADDED.text;
  };
  return { faults: read.error.issues.map(({ path, message }) => ({ field: fieldAt(path), message })) };
}
