import { asRecord, islands, part, readProblem, showMessage, tryJson, type Problem } from './dom.js';
import { Sender } from './send-file.js';
import { SendingBox } from './sending-box.js';

/** A file of the draft as the API tells of it. */
interface Begun {
  readonly address: string;
  readonly name: string;
  readonly size: number;
  readonly isHere: boolean;
}

/** Sends one file of a release, of any size, and goes on where an earlier attempt was cut off. */
class ReleaseUpload {
  private readonly form: HTMLFormElement;
  private readonly input: HTMLInputElement;
  private readonly choose: HTMLElement | null;
  private readonly message: HTMLElement | null;
  private readonly box: SendingBox;
  private sender: Sender | null = null;
  private isPaused = false;
  private readonly leaving = (event: BeforeUnloadEvent): void => event.preventDefault();

  constructor(private readonly root: HTMLElement) {
    this.form = root.querySelector('form')!;
    this.input = root.querySelector<HTMLInputElement>('input[type=file]')!;
    this.choose = part(root, 'data-upload-choose');
    this.message = part(root, 'data-upload-message');
    this.box = new SendingBox(root);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.start();
    });
    part(root, 'data-upload-cancel')?.addEventListener('click', () => this.sender?.stop());
    part(root, 'data-upload-pause')?.addEventListener('click', () => this.pause(!this.isPaused));
  }

  private pause(on: boolean): void {
    this.isPaused = on;
    if (on) this.sender?.pause();
    else this.sender?.goOn();
    this.box.paused(on);
  }

  private async start(): Promise<void> {
    const file = this.input.files?.[0];
    if (this.sender !== null) return;
    if (file === undefined) return this.end({ title: 'Kies een bestand', lines: [] });
    this.isPaused = false;
    this.sender = new Sender({
      onProgress: (bytes) => this.box.progress(bytes),
      onSent: () => this.box.checking(),
      onWait: (seconds) => this.box.cut(seconds),
    });
    window.addEventListener('beforeunload', this.leaving);
    if (this.choose !== null) this.choose.hidden = true;
    this.box.open([file]);
    const problem = await this.send(file, this.sender).catch(() => NOT_NOW);
    window.removeEventListener('beforeunload', this.leaving);
    if (problem === null) return location.reload();
    this.end(problem);
  }

  /** Null when all of it is there. */
  private async send(file: File, sender: Sender): Promise<Problem | null> {
    const begun = (await this.begun()).find(
      ({ name, size, isHere }) => !isHere && name === file.name.normalize('NFC') && size === file.size,
    );
    const target = begun?.address ?? (await this.announce(file));
    if (typeof target !== 'string') return target;
    const answer = await sender.send(target, file, null, begun !== undefined);
    if (answer === null) return { title: 'U bent gestopt', lines: ['Wat al binnen was, is bewaard.'] };
    return answer.status < 400 ? null : readProblem(answer.status, answer.body);
  }

  private get api(): string {
    return this.root.dataset['uploadApi'] ?? '';
  }

  /** The files of the draft now: what was begun may have been begun elsewhere. */
  private async begun(): Promise<readonly Begun[]> {
    const response = await fetch(this.api.replace(/\/bestanden$/, ''), {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
    });
    const { bestanden } = asRecord(tryJson(await response.text()));
    if (!Array.isArray(bestanden)) return [];
    return bestanden.map((each) => {
      const { adres, naam, grootte, ontvangen } = asRecord(each);
      return {
        address: String(adres),
        name: String(naam),
        size: Number(grootte),
        isHere: ontvangen === true,
      };
    });
  }

  private async announce(file: File): Promise<string | Problem> {
    const response = await fetch(this.api, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ naam: file.name, grootte: file.size }),
      redirect: 'error',
    });
    const address = response.headers.get('location');
    if (response.status === 201 && address !== null) return address;
    return readProblem(response.status, await response.text());
  }

  private end({ title, lines }: Problem): void {
    this.sender = null;
    this.box.close();
    if (this.choose !== null) this.choose.hidden = false;
    showMessage(this.message, { tone: 'error', title: `Fout: ${title}`, lines });
    this.message?.focus();
  }
}

const NOT_NOW: Problem = {
  title: 'Uw bestand is niet aangekomen',
  lines: ['Er is geen verbinding met het platform, of het bestand is niet meer te lezen. Kies het opnieuw.'],
};

for (const root of islands('release-upload')) new ReleaseUpload(root);
