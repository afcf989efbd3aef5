import { createHash } from 'node:crypto';

/** A piece of a page that many have open: found by its `id`, drawn anew where its facts are others. */
export interface Part {
  readonly id: string;
  readonly facts: string;
  /** The HTML of it, which stands in the page under that id. */
  readonly draw: () => string;
}

/** So many states are remembered: of who was away for longer everything is new. */
const REMEMBERED = 500;

/** What these parts say, in one word: the same on every machine, and another as soon as one of them is. */
export function stateOf(parts: readonly Pick<Part, 'id' | 'facts'>[]): string {
  const hash = createHash('sha256');
  for (const { id, facts } of parts) hash.update(`${id.length} ${id}${facts.length} ${facts}`);
  return hash.digest('hex').slice(0, 20);
}

/** A page that is fetched whole as soon as these facts are others: it has one part, which is another then. */
export function wholePage(facts: unknown): readonly Part[] {
  const id = stateOf([{ id: '', facts: JSON.stringify(facts) }]);
  return [{ id, facts: '', draw: () => '' }];
}

/** What changes of a page that many have open. A part is drawn once for all of them, and only when somebody must have it. */
export class Feed {
  /** The state as it is now; null: nothing was taken yet. */
  state: string | null = null;
  private version = 0;
  private parts = new Map<string, { readonly part: Part; readonly version: number }>();
  private readonly states = new Map<string, number>();
  private readonly drawn = new Map<string, string>();
  private readonly told = new Map<string, string>();

  /** Takes what is so now; gives whether that is something else. Where parts came or went nobody can go on. */
  take(parts: readonly Part[]): boolean {
    const state = stateOf(parts);
    if (state === this.state) return false;
    this.version += 1;
    this.told.clear();
    const before = this.parts;
    if (before.size !== parts.length || !parts.every(({ id }) => before.has(id))) this.states.clear();
    this.parts = new Map(
      parts.map((part) => {
        const old = before.get(part.id);
        if (old?.part.facts === part.facts) return [part.id, old];
        this.drawn.delete(part.id);
        return [part.id, { part, version: this.version }];
      }),
    );
    this.state = state;
    this.states.delete(state);
    this.states.set(state, this.version);
    if (this.states.size > REMEMBERED) this.states.delete(this.states.keys().next().value!);
    return true;
  }

  /** The HTML of all that changed since that state; null where that state is not known. */
  since(state: string): string | null {
    const from = this.states.get(state);
    if (from === undefined) return null;
    const known = this.told.get(state);
    if (known !== undefined) return known;
    const html = [...this.parts.values()]
      .filter(({ version }) => version > from)
      .map(({ part }) => this.htmlOf(part))
      .join('');
    this.told.set(state, html);
    return html;
  }

  private htmlOf({ id, draw }: Part): string {
    const html = this.drawn.get(id) ?? draw();
    this.drawn.set(id, html);
    return html;
  }
}
