import { islands, ownPath, part, say, readProblem } from './dom.js';

/**
 * Keeps each field of a long form as soon as one leaves it, one after the other, so that the last that was typed is the last
 * that is kept. What could not be kept is said, and stays on the page: the form's own button keeps all of it.
 */
class Autosave {
  private queue: Promise<void> = Promise.resolve();
  private readonly status: HTMLElement | null;
  private readonly address: string;

  constructor(root: HTMLElement, form: HTMLFormElement, path: string) {
    this.status = part(root, 'data-autosave-status');
    // for the role that the page was made for, as the form itself is
    this.address = path + new URL(form.action).search;
    form.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
        this.queue = this.queue.then(() => this.keep(target.name, target.value));
    });
  }

  private async keep(veld: string, waarde: string): Promise<void> {
    const failed = (why: string) => say(this.status, `Niet bewaard: ${why} Klik op Bewaar.`);
    try {
      const response = await fetch(this.address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ veld, waarde }),
        redirect: 'error',
      });
      const body = await response.text();
      if (!response.ok) return failed(`${readProblem(response.status, body).title}.`);
      say(this.status, `Bewaard om ${(JSON.parse(body) as { bewaard: string }).bewaard}.`);
    } catch {
      failed('er is geen verbinding.');
    }
  }
}

for (const root of islands('autosave')) {
  const form = root.querySelector('form');
  const path = ownPath(root.dataset['autosave']);
  if (form !== null && path !== null) new Autosave(root, form, path);
}
