import { onFileChosen } from './choose-file.js';
import { compareChunks, type ListedFile, type Outcome } from './compare-chunks.js';
import { Pace, timeLeft } from './pace.js';

/** The list of published files, and of which moment it is. */
interface CheckList {
  readonly gemaakt: string | null;
  readonly bestanden: readonly ListedFile[];
}

const TONES = { genuine: 'ok', withdrawn: 'warning', changed: 'error', unknown: 'info' } as const;
const TOLD_EVERY_MS = 250;

const moment = (iso: string): string =>
  new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'long' }).format(new Date(iso));

const nameOf = ({ product, version, platform }: ListedFile): string => `${product} ${version} (${platform})`;

/** What is read in one glance, and what follows from it. */
function words(outcome: Outcome, phone: string): readonly [string, ...string[]] {
  switch (outcome.kind) {
    case 'genuine':
      return [
        `Echt: ${nameOf(outcome.file)}`,
        `Uitgebracht op ${moment(outcome.file.publishedAt)}. Elk byte is zoals de Kiesraad het heeft gepubliceerd.`,
        `Vingerafdruk (SHA-256): ${outcome.file.sha256.match(/.{4}/g)!.join(' ')}`,
      ];
    case 'withdrawn':
      return [
        `Ingetrokken: ${nameOf(outcome.file)}`,
        `Installeer dit niet. Ingetrokken op ${moment(outcome.file.withdrawn!.at)}: ${outcome.file.withdrawn!.reason}`,
      ];
    case 'changed':
      return [
        'Niet echt: niet installeren',
        outcome.from === null
          ? `Het lijkt op ${outcome.file.name} van ${nameOf(outcome.file)}, maar het is groter of kleiner.`
          : `Het lijkt op ${outcome.file.name} van ${nameOf(outcome.file)}, maar is anders vanaf byte ${outcome.from.toLocaleString('nl-NL')} of kort daarna.`,
        `Bel ${phone}, en haal het bestand opnieuw op.`,
      ];
    case 'unknown':
      return [
        'Onbekend',
        'Dit bestand heeft de Kiesraad niet gepubliceerd. Installeer het niet als telprogramma.',
        `Twijfelt u? Bel ${phone}.`,
      ];
  }
}

async function hex(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function find<T extends HTMLElement>(root: HTMLElement, attribute: string): T {
  return root.querySelector<T>(`[${attribute}]`)!;
}

/** One place to choose a file and read what it is. */
class ReleaseCheck {
  private readonly progress: HTMLProgressElement;
  private readonly status: HTMLElement;
  private readonly answer: HTMLElement;
  private readonly phone: string;
  private running: AbortController | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly list: CheckList,
  ) {
    this.progress = find(root, 'data-check-progress');
    this.status = find(root, 'data-check-status');
    this.answer = find(root, 'data-check-answer');
    this.phone = root.dataset['phone'] ?? '';
  }

  start(): void {
    onFileChosen(this.root, (file) => this.take(file));
    this.status.textContent = 'Klaar om te controleren. U mag het netwerk nu uitzetten.';
    this.root.dataset['ready'] = '';
  }

  private take(file: File | undefined): void {
    if (file === undefined) return;
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    void this.check(file, mine.signal).catch(() => {
      if (mine.signal.aborted) return;
      this.show('error', [
        'Het bestand kon niet worden gelezen',
        'Dit zegt niets over het bestand. Kies het opnieuw.',
      ]);
    });
  }

  private async check(file: File, signal: AbortSignal): Promise<void> {
    const pace = new Pace();
    let toldAt = 0;
    this.answer.replaceChildren();
    delete this.root.dataset['outcome'];
    this.progress.hidden = false;
    this.progress.value = 0;
    this.status.textContent = `${file.name} wordt gecontroleerd …`;
    const told = (bytes: number): void => {
      const now = performance.now();
      pace.add(now, bytes);
      if (signal.aborted || now - toldAt < TOLD_EVERY_MS) return;
      toldAt = now;
      this.progress.value = bytes / file.size;
      const speed = pace.speed();
      const left = speed === null ? '' : `, ${timeLeft((file.size - bytes) / speed)}`;
      this.status.textContent = `${Math.floor((100 * bytes) / file.size)} %${left}`;
    };
    const outcome = await compareChunks(file, this.list.bestanden, { digest: hex, told, signal });
    if (signal.aborted) return;
    this.show(TONES[outcome.kind], words(outcome, this.phone));
    this.status.textContent = `${file.name} is gecontroleerd.`;
    this.root.dataset['outcome'] = outcome.kind;
  }

  private show(tone: string, [title, ...lines]: readonly [string, ...string[]]): void {
    this.progress.hidden = true;
    const box = document.createElement('div');
    box.className = `utrecht-alert utrecht-alert--${tone} release-answer`;
    const message = document.createElement('div');
    message.className = 'utrecht-alert__message';
    const heading = document.createElement('p');
    heading.className = 'alert-title release-answer__title';
    heading.textContent = title;
    const paragraphs = lines.map((line) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      return paragraph;
    });
    message.append(heading, ...paragraphs);
    box.append(message);
    this.answer.replaceChildren(box);
  }
}

/** The list in the page, where the page was saved with it, or else from the site: before any file is chosen. */
async function readList(root: HTMLElement): Promise<CheckList> {
  const held = document.getElementById('controlelijst');
  if (held !== null) return JSON.parse(held.textContent) as CheckList;
  const answer = await fetch(root.dataset['list']!, { headers: { 'X-Vanzelf': 'ja' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as CheckList;
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="release-check"]')) {
  const status = find(root, 'data-check-status');
  // WebCrypto is there on https, on localhost and for a saved page
  if (!('subtle' in crypto))
    status.textContent = 'Deze browser kan dit hier niet. Gebruik een regel hieronder.';
  else
    readList(root).then(
      (list) => new ReleaseCheck(root, list).start(),
      () => (status.textContent = 'De lijst kwam niet aan. Ververs deze pagina.'),
    );
}
