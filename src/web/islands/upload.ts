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
import { sendFile } from './send-file.js';

const LARGEST = 256 * 1024 * 1024;

/** What the API gives after POST: where each file goes, and under which id the delivery is known. */
interface Announced {
  readonly id: string;
  readonly addresses: readonly string[];
}

/** Ends the sending with something to tell. */
class Failed extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/**
 * Delivers through the API: POST with the election and the names and sizes, a PUT for each file, and then the page of
 * the delivery, where the verdict is. Nothing is kept here: a person who starts again starts a new delivery, and half
 * a one is forgotten by the server. The session cookie goes along by itself; the server checks Origin.
 */
class Upload {
  private readonly form: HTMLFormElement;
  private readonly input: HTMLInputElement;
  private readonly status: HTMLElement | null;
  private readonly problem: HTMLElement | null;
  private stop: AbortController | null = null;

  constructor(private readonly root: HTMLElement) {
    this.form = root.querySelector('form')!;
    this.input = root.querySelector<HTMLInputElement>('input[type=file]')!;
    this.status = part(root, 'data-upload-status');
    this.problem = part(root, 'data-upload-error');
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.start();
    });
    part(root, 'data-upload-cancel')?.addEventListener('click', () => this.stop?.abort());
    this.takeDrops();
  }

  private takeDrops(): void {
    const area = part(this.root, 'data-drop');
    const hint = part(this.root, 'data-drop-hint');
    if (area === null) return;
    if (hint !== null) hint.hidden = false;
    const over = (on: boolean): void => void area.classList.toggle('file-drop--over', on);
    for (const name of ['dragenter', 'dragover'] as const) {
      area.addEventListener(name, (event) => {
        event.preventDefault();
        over(true);
      });
    }
    area.addEventListener('dragleave', () => over(false));
    area.addEventListener('drop', (event) => {
      event.preventDefault();
      over(false);
      if (this.stop !== null || event.dataTransfer === null || event.dataTransfer.files.length === 0) return;
      this.input.files = event.dataTransfer.files;
      say(this.status, `Gekozen: ${[...event.dataTransfer.files].map((file) => file.name).join(', ')}`);
    });
  }

  private async start(): Promise<void> {
    if (this.stop !== null) return;
    this.stop = new AbortController();
    this.problem?.replaceChildren();
    this.busy(true);
    try {
      const files = chosen(this.input.files);
      const { id, addresses } = await this.announce(files);
      await this.sendAll(files, addresses);
      this.progress(100, 'Klaar');
      location.assign(ownPath((this.root.dataset['uploadPage'] ?? '/') + encodeURIComponent(id)) ?? '/');
    } catch (error) {
      const { title, lines } = error instanceof Failed ? error.problem : NO_CONNECTION;
      say(this.status, '');
      showError(this.problem, title, lines);
      this.busy(false);
      this.stop = null;
    }
  }

  private async announce(files: readonly File[]): Promise<Announced> {
    const fields = new FormData(this.form);
    const replaces = fields.get('vervangt');
    const response = await fetch(this.root.dataset['uploadApi'] ?? '/v1/leveringen', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        verkiezing: fields.get('verkiezing'),
        bestanden: files.map((file) => ({ naam: file.name, grootte: file.size })),
        ...(typeof replaces === 'string' && replaces !== '' ? { vervangt: replaces } : {}),
      }),
      redirect: 'error',
      signal: this.stop?.signal ?? null,
    });
    const body = await response.text();
    if (response.status !== 201) throw new Failed(readProblem(response.status, body));
    return readAnnounced(body, files.length);
  }

  private async sendAll(files: readonly File[], addresses: readonly string[]): Promise<void> {
    const total = files.reduce((sum, file) => sum + file.size, 0);
    let before = 0;
    for (const [i, file] of files.entries()) {
      const sent = await sendFile(addresses[i]!, file, {
        signal: this.stop!.signal,
        onProgress: (bytes) => {
          const percent = Math.floor(((before + Math.min(bytes, file.size)) / Math.max(total, 1)) * 100);
          this.progress(
            percent,
            percent === 100 ? 'Verstuurd, wordt gecontroleerd' : `Versturen: ${percent}%`,
          );
        },
        onWait: (s) => say(this.status, `De verbinding is verbroken. Opnieuw over ${s} seconden.`),
      });
      if (sent.kind === 'cut') throw new Failed(this.stop!.signal.aborted ? STOPPED : NO_CONNECTION);
      if (sent.status >= 400) throw new Failed(readProblem(sent.status, sent.body));
      before += file.size;
    }
  }

  /** Moves the bar at once and speaks at every quarter: at every percent nobody could follow it. */
  private progress(percent: number, label: string): void {
    const bar = this.root.querySelector('progress');
    const text = part(this.root, 'data-upload-label');
    if (bar !== null) bar.value = percent;
    if (text !== null) text.textContent = label;
    if (percent % 25 === 0) say(this.status, percent === 100 ? label : '');
  }

  private busy(on: boolean): void {
    const box = part(this.root, 'data-upload-progress');
    const cancel = part<HTMLButtonElement>(this.root, 'data-upload-cancel');
    const submit = this.form.querySelector<HTMLButtonElement>('button[type=submit]');
    if (box !== null) box.hidden = !on;
    if (cancel !== null) cancel.hidden = !on;
    if (submit !== null) submit.disabled = on;
    if (on) this.progress(0, 'Versturen: 0%');
  }
}

const NO_CONNECTION: Problem = {
  title: 'Uw bestand is niet aangekomen',
  lines: ['De verbinding werd verbroken. Controleer uw netwerk en verstuur het opnieuw.'],
};
const STOPPED: Problem = { title: 'U bent gestopt', lines: ['Er is niets verstuurd.'] };

function chosen(list: FileList | null): File[] {
  const files = [...(list ?? [])];
  const problem = (title: string, line: string): Failed => new Failed({ title, lines: [line] });
  if (files.length === 0)
    throw problem('U hebt nog geen bestand gekozen', 'Kies het ZIP-bestand met de telling.');
  if (files.length > 2) {
    throw problem(
      'U hebt te veel bestanden gekozen',
      'Kies één ZIP-bestand, of een telbestand met zijn handtekening.',
    );
  }
  if (files.some((file) => file.size === 0)) throw problem('Het bestand is leeg', 'Kies een ander bestand.');
  if (files.reduce((sum, file) => sum + file.size, 0) > LARGEST) {
    throw problem('Het bestand is te groot', 'Samen mogen de bestanden hoogstens 256 MB zijn.');
  }
  return files;
}

/** `{id, bestanden: [{adres}]}` in the order of the request; only addresses on this site are followed. */
function readAnnounced(body: string, count: number): Announced {
  const given = asRecord(tryJson(body));
  const files = Array.isArray(given['bestanden']) ? (given['bestanden'] as unknown[]) : [];
  const addresses = files.map((file) => ownPath(asRecord(file)['adres'])).filter((path) => path !== null);
  const id = given['id'];
  if (typeof id !== 'string' || addresses.length !== count) throw new Failed(readProblem(500, ''));
  return { id, addresses };
}

for (const root of islands('upload')) new Upload(root);
