import { CHOSE, sizeWords } from '../../kernel/recognise-file.js';
import { asProblem, checkFiles } from './check-files.js';
import { islands, ownPath, part, readProblem, say, showMessage, type Message, type Problem } from './dom.js';
import { digestOf, Sender, Unreadable, type Digest } from './send-file.js';
import { SendingBox } from './sending-box.js';
import { askUnfinished, matchUnfinished, readKnown, type Target } from './unfinished.js';

/** Ends the sending with something to tell. */
class Ended extends Error {
  constructor(
    readonly problem: Problem,
    readonly link?: Message['link'],
  ) {
    super(problem.title);
  }
}

/**
 * Delivers through the API: POST with the election and the files, their bytes to an address each, and then the page of the
 * delivery, where the verdict is. What was cut off is kept by the server for a day: whoever chooses the same file again,
 * here or on another page, sends only the rest. The session cookie goes along by itself; the server checks Origin.
 */
class Upload {
  private readonly form: HTMLFormElement;
  private readonly input: HTMLInputElement;
  private readonly choose: HTMLElement | null;
  private readonly message: HTMLElement | null;
  private readonly box: SendingBox;
  private sender: Sender | null = null;
  private isPaused = false;
  private isSent = false;
  private files: readonly File[] = [];
  /** Bytes of the files before the one that is under way, and of that one. */
  private before = 0;
  private current = 0;
  /** The last announcement and the name it went under: sent again, when its answer was lost, it is the same delivery. */
  private announced = { body: '', key: '' };
  /** Deliveries that wait for files: theirs may be chosen again. */
  private readonly unfinished: string[];
  private readonly leaving = (event: BeforeUnloadEvent): void => event.preventDefault();

  constructor(private readonly root: HTMLElement) {
    this.form = root.querySelector('form')!;
    this.input = root.querySelector<HTMLInputElement>('input[type=file]')!;
    this.choose = part(root, 'data-upload-choose');
    this.message = part(root, 'data-upload-message');
    this.box = new SendingBox(root);
    this.unfinished = (root.dataset['uploadUnfinished'] ?? '').split(' ').filter((id) => id !== '');
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.start();
    });
    this.input.addEventListener('change', () => void this.look());
    part(root, 'data-upload-cancel')?.addEventListener('click', () => this.sender?.stop());
    part(root, 'data-upload-pause')?.addEventListener('click', () => this.pause(!this.isPaused));
    // brought back as it was left, half way: what stands on it is over
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) location.reload();
    });
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
      const dropped = event.dataTransfer;
      if (this.sender !== null || dropped === null || dropped.files.length === 0) return;
      const isFolder = [...dropped.items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);
      if (isFolder) return this.wrong(asProblem(CHOSE.folder));
      this.input.files = dropped.files;
      void this.look();
    });
  }

  /** Names in full what was chosen, and says at once when it is not what is wanted. Gives whether it may be sent. */
  private async look(): Promise<boolean> {
    const files = [...(this.input.files ?? [])];
    say(
      part(this.root, 'data-upload-chosen'),
      files.length === 0
        ? ''
        : `Gekozen: ${files.map((file) => `${file.name} (${sizeWords(file.size)})`).join(', ')}`,
    );
    const problem = await checkFiles(files, (this.root.dataset['uploadSigned'] ?? '').split(' '));
    if (problem !== null) this.wrong(problem);
    else this.clear();
    return problem === null;
  }

  private wrong({ title, lines }: Problem): void {
    showMessage(this.message, { tone: 'error', title: `Fout: ${title}`, lines });
    this.input.setAttribute('aria-invalid', 'true');
  }

  private clear(): void {
    this.message?.replaceChildren();
    this.input.removeAttribute('aria-invalid');
  }

  private async start(): Promise<void> {
    if (this.sender !== null) return;
    // before anything is waited for: a second press starts nothing
    this.sender = this.listenedTo();
    if (!(await this.look())) {
      this.sender = null;
      return this.input.focus();
    }
    const files = [...(this.input.files ?? [])];
    this.isSent = false;
    this.isPaused = false;
    window.addEventListener('beforeunload', this.leaving);
    if (this.choose !== null) this.choose.hidden = true;
    this.box.open(files);
    try {
      const id = await this.deliver(files, this.sender);
      window.removeEventListener('beforeunload', this.leaving);
      if (id !== null) return location.assign(this.pageOf(id));
      this.end({
        tone: 'info',
        title: 'U bent gestopt',
        lines: [this.isSent ? 'Er is niets ingediend.' : 'Er is niets verstuurd.'],
      });
    } catch (error) {
      const { problem, link } = error instanceof Ended ? error : new Ended(NOT_NOW);
      const tone = problem.code === ALREADY ? 'info' : 'error';
      this.end({
        tone,
        title: tone === 'info' ? problem.title : `Fout: ${problem.title}`,
        lines: problem.lines,
        link,
      });
    }
  }

  /** Back to choosing, with the focus on what there is to tell. */
  private end(message: Message): void {
    window.removeEventListener('beforeunload', this.leaving);
    this.sender = null;
    this.box.close();
    if (this.choose !== null) this.choose.hidden = false;
    showMessage(this.message, message);
    this.message?.focus();
  }

  private pause(on: boolean): void {
    this.isPaused = on;
    if (on) this.sender?.pause();
    else this.sender?.goOn();
    this.box.paused(on);
  }

  private listenedTo(): Sender {
    return new Sender({
      onProgress: (bytes) => this.box.progress(this.before + bytes),
      onSent: () => {
        if (this.before + this.current >= this.files.reduce((sum, file) => sum + file.size, 0)) {
          this.isSent = true;
          this.box.checking();
        }
      },
      onWait: (seconds) => this.box.cut(seconds),
    });
  }

  /** Gives the id of the delivery when everything is there; null when it was stopped, and then nothing of it is left. */
  private async deliver(files: readonly File[], sender: Sender): Promise<string | null> {
    const digests = await Promise.all(files.map(digestOf));
    const begun = await this.findBegun(files, digests);
    const target = begun ?? (await this.announce(files, digests));
    if (!this.unfinished.includes(target.id)) this.unfinished.push(target.id);
    this.files = files;
    this.before = 0;
    for (const [i, file] of files.entries()) {
      this.current = file.size;
      const answer = await this.sendOne(sender, target, i, digests[i]!, begun !== null);
      if (answer === null) return await this.abandon(target.id);
      if (answer.status >= 400) throw this.turnedDown(target.id, answer.status, answer.body);
      this.before += file.size;
    }
    return target.id;
  }

  private async sendOne(sender: Sender, target: Target, i: number, digest: Digest | null, begun: boolean) {
    try {
      return await sender.send(target.addresses[i]!, this.files[i]!, digest, begun);
    } catch (error) {
      if (error instanceof Unreadable) throw new Ended(UNREADABLE);
      throw error;
    }
  }

  /** A delivery that was begun with these very files. On the page of one delivery it must be that one. */
  private async findBegun(
    files: readonly File[],
    digests: readonly (Digest | null)[],
  ): Promise<Target | null> {
    const only = 'uploadOnly' in this.root.dataset;
    for (const id of this.unfinished) {
      const known = await askUnfinished(`${this.apiPath}/${id}`);
      const match = known && matchUnfinished(known, files, digests);
      if (match !== null) return match;
      if (only && known !== null) {
        const wanted = known.files.filter(({ isHere }) => !isHere);
        const names = wanted.map(({ name, size }) => `${name} (${sizeWords(size)})`).join(' en ');
        throw new Ended({
          title: 'Dit is niet hetzelfde bestand',
          lines: [`Kies het bestand dat u al aan het versturen was: ${names}.`],
        });
      }
    }
    if (only) throw new Ended(GONE, { href: '/leveringen/nieuw', text: 'Begin opnieuw' });
    return null;
  }

  private get apiPath(): string {
    return new URL(this.api, location.href).pathname;
  }

  private get api(): string {
    return this.root.dataset['uploadApi'] ?? '/v1/leveringen';
  }

  private pageOf(id: string): string {
    return ownPath((this.root.dataset['uploadPage'] ?? '/') + encodeURIComponent(id)) ?? '/';
  }

  private async announce(files: readonly File[], digests: readonly (Digest | null)[]): Promise<Target> {
    const fields = new FormData(this.form);
    const replaces = fields.get('vervangt');
    const bestanden = files.map(({ name, size }, i) => {
      const hex = digests[i]?.hex;
      return { naam: name, grootte: size, ...(hex === undefined ? {} : { sha256: hex }) };
    });
    const vervangt = typeof replaces === 'string' && replaces !== '' ? { vervangt: replaces } : {};
    const asked = JSON.stringify({ verkiezing: fields.get('verkiezing'), bestanden, ...vervangt });
    if (asked !== this.announced.body) this.announced = { body: asked, key: randomKey() };
    const response = await fetch(this.api, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'Idempotency-Key': this.announced.key,
      },
      body: asked,
      redirect: 'error',
    });
    const body = await response.text();
    this.announced = { body: '', key: '' };
    if (response.status !== 201) throw this.turnedDown(null, response.status, body);
    const known = readKnown(body);
    if (known === null) throw new Ended(readProblem(500, ''));
    return { id: known.id, addresses: known.files.map(({ address }) => address) };
  }

  /** Where to go on is said too: to the receipt of what was delivered before, or to what is kept of this one. */
  private turnedDown(id: string | null, status: number, body: string): Ended {
    const problem = readProblem(status, body);
    const known = problem.details?.['id'];
    if (problem.code === ALREADY && typeof known === 'string') {
      const lines = problem.lines.slice(0, 1);
      return new Ended(
        { ...problem, lines },
        { href: `${this.pageOf(known)}/ontvangstbewijs`, text: 'Bekijk het ontvangstbewijs' },
      );
    }
    return new Ended(
      problem,
      id === null ? undefined : { href: this.pageOf(id), text: 'Ga verder met deze levering' },
    );
  }

  /** Stopping by oneself leaves nothing half: the delivery is ended at the server too. */
  private async abandon(id: string): Promise<null> {
    const response = await fetch(`${this.apiPath}/${id}/stoppen`, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      redirect: 'error',
      keepalive: true,
    }).catch(() => null);
    if (response?.ok !== true)
      throw new Ended(NOT_STOPPED, { href: this.pageOf(id), text: 'Ga naar deze levering' });
    this.unfinished.splice(this.unfinished.indexOf(id), 1);
    if ('uploadOnly' in this.root.dataset) location.assign(this.pageOf(id));
    return null;
  }
}

function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join('-');
}

const ALREADY = 'upload.alreadySubmitted';
const NOT_NOW: Problem = {
  title: 'Uw bestand is niet aangekomen',
  lines: [
    'Er is geen verbinding met het platform. Kies Versturen en controleren om het opnieuw te proberen.',
  ],
};
const UNREADABLE: Problem = {
  title: 'Het bestand is niet meer te lezen',
  lines: ['Het is verplaatst, veranderd of weggehaald. Kies het opnieuw: alleen de rest wordt verstuurd.'],
};
const GONE: Problem = {
  title: 'Deze levering wacht niet meer op een bestand',
  lines: ['Zij is compleet of gestopt. Vernieuw de pagina voor de stand.'],
};
const NOT_STOPPED: Problem = {
  title: 'U bent gestopt, maar het platform weet dat nog niet',
  lines: [
    'Er is geen verbinding. Er is niets ingediend. De levering staat nog als Niet compleet; stop haar daar.',
  ],
};

for (const root of islands('upload')) new Upload(root);
