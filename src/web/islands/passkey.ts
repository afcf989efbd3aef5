import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import {
  asRecord,
  islands,
  ownPath,
  part,
  readProblem,
  say,
  showError,
  tryJson,
  type Problem,
} from './dom.js';

import { clearFieldErrors, showFieldErrors } from './field-errors.js';

/** An answer of the server that was no success. */
class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(readProblem(response.status, text));
  return tryJson(text);
}

/** Ways in which the browser or the person said no, by the name of the error (WebAuthn level 3, 5.1.3 and 5.1.4). */
const SAID_NO: Readonly<Record<string, string>> = {
  NotAllowedError: 'U hebt het afgebroken, of het duurde te lang. Probeer het opnieuw.',
  AbortError: 'Het is afgebroken. Probeer het opnieuw.',
  InvalidStateError:
    'Deze passkey is al aangemeld. Gebruik een ander apparaat of een andere beveiligingssleutel.',
  SecurityError:
    'Uw browser vertrouwt dit webadres niet voor een passkey. Controleer het adres in de adresbalk.',
  NotSupportedError: 'Dit apparaat kan geen passkey maken die veilig genoeg is. Gebruik een ander apparaat.',
};

/**
 * The ceremonies: ask for options, let the device do its part, hand in the answer, go on. When making a passkey asks for
 * one that was used a moment ago, that comes first.
 */
async function perform(root: HTMLElement, form: HTMLFormElement): Promise<void> {
  const { passkey, passkeyOptions, passkeyAnswer } = root.dataset;
  if (passkeyOptions === undefined || passkeyAnswer === undefined) return;
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
  const optionsJSON = await post(passkeyOptions, fields).catch((error: unknown) => {
    if (passkey !== 'register' || !(error instanceof Refused) || error.problem.code !== 'access.confirmFirst')
      throw error;
    say(part(root, 'data-passkey-status'), 'Gebruik eerst een passkey die u al hebt.');
    return use(CONFIRM.options, CONFIRM.answer, {}).then(() => post(passkeyOptions, fields));
  });
  if (passkey !== 'register') return goOn(root, await answer(optionsJSON, passkeyAnswer, fields));
  const antwoord = await startRegistration({
    optionsJSON: optionsJSON as Parameters<typeof startRegistration>[0]['optionsJSON'],
  });
  goOn(root, await post(passkeyAnswer, { ...fields, antwoord }));
}

const CONFIRM = { options: '/bevestigen/passkey/opties', answer: '/bevestigen/passkey/antwoord' };

/** Uses a passkey that is there: to sign in, or to confirm that one is still here. */
async function use(options: string, to: string, fields: object): Promise<unknown> {
  return answer(await post(options, fields), to, fields);
}

async function answer(options: unknown, to: string, fields: object): Promise<unknown> {
  const optionsJSON = options as Parameters<typeof startAuthentication>[0]['optionsJSON'];
  return post(to, { ...fields, antwoord: await startAuthentication({ optionsJSON }) });
}

/** Tells who asked for the passkey in place; or sends the form that waited for it, if any; or goes where the server says. */
function goOn(root: HTMLElement, given: unknown): void {
  if (root.dataset['passkeyInPlace'] !== undefined) return void root.dispatchEvent(new Event('signed-in'));
  const waiting = part<HTMLFormElement>(document, 'data-after-passkey');
  if (waiting !== null) waiting.submit();
  else location.assign(ownPath(asRecord(given)['volgende']) ?? '/');
}

/** Lets the form in `root` perform its ceremony. */
export function enhance(root: HTMLElement): void {
  const form = part<HTMLFormElement>(root, 'data-passkey-form');
  if (form === null) return;
  const status = part(root, 'data-passkey-status');
  const problem = part(root, 'data-passkey-error');
  const button = form.querySelector('button');
  form.hidden = false;
  if (!browserSupportsWebAuthn()) {
    showError(problem, 'Deze browser kan geen passkey gebruiken', ['Gebruik een nieuwere browser.']);
    if (button !== null) button.disabled = true;
    return;
  }
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    problem?.replaceChildren();
    clearFieldErrors(form);
    say(status, 'Volg de aanwijzingen van uw browser.');
    perform(root, form)
      .catch((error: unknown) => {
        if (error instanceof Refused)
          return showFieldErrors(form, error.problem.errors ?? [])
            ? undefined
            : showError(problem, error.problem.title, error.problem.lines);
        const name = error instanceof Error ? error.name : '';
        const text = SAID_NO[name] ?? 'Er is geen verbinding. Controleer uw netwerk en probeer het opnieuw.';
        return showError(problem, 'De passkey is niet gebruikt', [text]);
      })
      .finally(() => {
        busy = false;
        say(status, '');
      });
  });
}

for (const root of islands('passkey')) enhance(root);
