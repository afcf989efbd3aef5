/** Sent along with what a page asks by itself, which is no use of the session. */
export const BY_ITSELF = { 'X-Vanzelf': 'ja' };

/** Every element that the page marked for this island. */
export function islands(name: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)];
}

/** The element with this attribute inside `root`, if the page has it. */
export function part<T extends HTMLElement = HTMLElement>(root: ParentNode, attribute: string): T | null {
  return root.querySelector<T>(`[${attribute}]`);
}

/** Says something in a region that is announced; texts only, never markup. */
export function say(region: HTMLElement | null, text: string): void {
  if (region !== null && region.textContent !== text) region.textContent = text;
}

/** An error box like the server's, put in a region with role alert. */
export function showError(region: HTMLElement | null, title: string, lines: readonly string[]): void {
  showMessage(region, { tone: 'error', title: `Fout: ${title}`, lines });
}

/** A message as the server shows them; `link` is where to go on, a path on this site. */
export interface Message {
  readonly tone: 'error' | 'info';
  readonly title: string;
  readonly lines: readonly string[];
  readonly link?: { readonly href: string; readonly text: string } | undefined;
}

/** Puts a message in a region that is announced. */
export function showMessage(region: HTMLElement | null, { tone, title, lines, link }: Message): void {
  if (region === null) return;
  const box = document.createElement('div');
  box.className = `utrecht-alert utrecht-alert--${tone}`;
  const message = document.createElement('div');
  message.className = 'utrecht-alert__message';
  const heading = document.createElement('p');
  heading.className = 'alert-title';
  heading.textContent = title;
  message.append(
    heading,
    ...lines.map((line) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      return paragraph;
    }),
  );
  if (link !== undefined) {
    const paragraph = document.createElement('p');
    const anchor = document.createElement('a');
    anchor.className = 'utrecht-link';
    anchor.href = ownPath(link.href) ?? '/';
    anchor.textContent = link.text;
    paragraph.append(anchor);
    message.append(paragraph);
  }
  box.append(message);
  region.replaceChildren(box);
}

/** What is wrong with a field, by its name in the form. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What a person may know of an answer that was no success: problem+json (RFC 9457) as our API gives it. */
export interface Problem {
  /** Stable, for a script that can do something about it. */
  readonly code?: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Facts of the refusal, by their name. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What is wrong with what was sent, where the answer names that. */
  readonly errors?: readonly FieldError[];
}

/** Reads a problem from the text of an answer; anything that is none gives a general sentence with the status. */
export function readProblem(status: number, body: string): Problem {
  const given = asRecord(tryJson(body));
  const title = typeof given['title'] === 'string' ? given['title'] : 'Het is niet gelukt';
  const code = typeof given['code'] === 'string' ? given['code'] : String(status);
  const lines = [
    typeof given['detail'] === 'string'
      ? given['detail']
      : 'Probeer het opnieuw. Lukt het niet, bel dan de helpdesk.',
    `Foutcode: ${code}`,
  ];
  return { code, title, lines, details: asRecord(given['details']), errors: errorsIn(given['errors']) };
}

/** Of each `{pointer: '/naam', detail}` the first step of its JSON pointer. */
function errorsIn(given: unknown): readonly FieldError[] {
  return (Array.isArray(given) ? given : []).flatMap((each: unknown) => {
    const { pointer, detail } = asRecord(each);
    if (typeof pointer !== 'string' || typeof detail !== 'string') return [];
    return [{ field: pointer.split('/')[1] ?? '', message: detail }];
  });
}

/** JSON, or undefined when it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An object's fields, or none when it is no object. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A path on this site, or null: where a script may go next. */
export function ownPath(value: unknown): string | null {
  if (typeof value !== 'string' || !value.startsWith('/')) return null;
  const there = new URL(value, location.href);
  return there.origin === location.origin ? there.pathname + there.search + there.hash : null;
}
