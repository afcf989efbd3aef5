import { pointerTo, type FieldError } from './parse.js';

/** An object or a list that is still open: the names it had so far (none in a list), and where in it we are. */
interface Open {
  readonly names: Set<string> | null;
  at: string | number;
}

const TWICE = 'Dit veld staat er twee keer. Laat er één staan.';
/** So many are told: it is a mistake of a program, which makes it everywhere. */
const MOST = 20;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\],]/gs;

/**
 * The first names that stand twice in one object of a JSON text, each with its place. RFC 8259 §4 leaves it to the reader
 * which of the two counts: whoever checked the one may have passed on the other. `text` must be JSON.
 */
export function repeatedNames(text: string): readonly FieldError[] {
  const found: FieldError[] = [];
  const open: Open[] = [];
  for (const [token, named] of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (token === '{') open.push({ names: new Set(), at: '' });
    else if (token === '[') open.push({ names: null, at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') {
      if (typeof inner?.at === 'number') inner.at += 1;
    } else if (named !== undefined && inner !== undefined) {
      const name = JSON.parse(token.slice(0, -named.length)) as string;
      inner.at = name;
      if (inner.names?.has(name))
        found.push({ pointer: pointerTo(open.map((each) => each.at)), detail: TWICE });
      if (found.length === MOST) break;
      inner.names?.add(name);
    }
  }
  return found;
}
