import type { FieldError } from './dom.js';

/** What was added for an error, so that it can go again. */
const ADDED = 'data-field-error';

/**
 * Shows what is wrong with fields of a form as a page of the server does: a message at each, that it is invalid, and a
 * summary above them with a link to each, which takes the focus. Gives whether it knew every field; if not it shows nothing.
 */
export function showFieldErrors(form: HTMLFormElement, errors: readonly FieldError[]): boolean {
  clearFieldErrors(form);
  // in the order of the form, as one goes through it
  const found = [...form.elements].flatMap((input) => {
    if (!(input instanceof HTMLInputElement) || input.type === 'hidden') return [];
    return errors.filter(({ field }) => field === input.name).map(({ message }) => ({ input, message }));
  });
  if (found.length === 0 || found.length < errors.length) return false;
  for (const { input, message } of found) mark(input, message, form);
  const summary = summaryOf(found, form);
  form.prepend(summary);
  if (!document.title.startsWith('Fout')) document.title = `Fout: ${document.title}`;
  summary.focus();
  return true;
}

/** Takes away what {@link showFieldErrors} showed. */
export function clearFieldErrors(form: HTMLFormElement): void {
  for (const added of form.querySelectorAll(`[${ADDED}]`)) added.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.classList.remove('utrecht-textbox--invalid');
    describe(input, (ids) => ids.filter((id) => id !== errorId(input)));
    input.closest('.utrecht-form-field')?.classList.remove('utrecht-form-field--invalid');
  }
  document.title = document.title.replace(/^Fout: /, '');
}

const errorId = ({ id }: Element): string => `${id}-fout`;

function describe(input: Element, change: (ids: string[]) => string[]): void {
  const ids = change((input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
  if (ids.length === 0) input.removeAttribute('aria-describedby');
  else input.setAttribute('aria-describedby', ids.join(' '));
}

function mark(input: HTMLInputElement, message: string, form: HTMLFormElement): void {
  const text = made('span', '', made('span', 'visually-hidden', 'Fout: '), message);
  const error = made('div', 'utrecht-form-field-error-message', iconIn(form), text);
  error.id = errorId(input);
  error.setAttribute(ADDED, '');
  input.setAttribute('aria-invalid', 'true');
  input.classList.add('utrecht-textbox--invalid');
  describe(input, (ids) => [...ids, error.id]);
  input.closest('.utrecht-form-field')?.classList.add('utrecht-form-field--invalid');
  input.closest('.utrecht-form-field__input')?.before(error);
}

function summaryOf(
  found: readonly { readonly input: HTMLInputElement; readonly message: string }[],
  form: HTMLFormElement,
): HTMLElement {
  const title = made('h2', 'error-summary__title', iconIn(form), 'Er is iets niet goed ingevuld');
  title.id = 'fouten-passkey';
  const lines = found.map(({ input, message }) => {
    const link = made('a', 'utrecht-link utrecht-link--html-a', message);
    link.setAttribute('href', `#${input.id}`);
    return made('li', '', link);
  });
  const summary = made('section', 'error-summary', title, made('ul', 'error-summary__list', ...lines));
  summary.setAttribute('aria-labelledby', title.id);
  summary.setAttribute(ADDED, '');
  summary.tabIndex = -1;
  return summary;
}

/** The sign of an error, which the page holds for its scripts. */
function iconIn(form: HTMLFormElement): Node | string {
  const template = form.querySelector<HTMLTemplateElement>('template[data-error-icon]');
  return template?.content.cloneNode(true) ?? '';
}

function made(tag: string, look: string, ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (look !== '') element.className = look;
  element.append(...inside);
  return element;
}
