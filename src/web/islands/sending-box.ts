import { sizeWords } from '../../kernel/recognise-file.js';
import { part, say } from './dom.js';
import { Pace, quarterPassed, timeLeft } from './pace.js';

const secondsWords = (seconds: number): string => (seconds === 1 ? '1 seconde' : `${seconds} seconden`);

/**
 * What is seen and heard while files are sent: name, size, speed and time left; then checking, which is a state of its own.
 * A screen reader hears the quarters and every change of state, not every percent.
 */
export class SendingBox {
  private readonly box: HTMLElement | null;
  private readonly name: HTMLElement | null;
  private readonly bar: HTMLProgressElement | null;
  private readonly label: HTMLElement | null;
  private readonly detail: HTMLElement | null;
  private readonly pauseButton: HTMLButtonElement | null;
  private readonly spoken: HTMLElement | null;
  private pace = new Pace();
  private total = 0;
  private percent = 0;
  private clock: number | undefined;

  constructor(root: HTMLElement) {
    this.box = part(root, 'data-upload-progress');
    this.name = part(root, 'data-upload-name');
    this.bar = root.querySelector('progress');
    this.label = part(root, 'data-upload-label');
    this.detail = part(root, 'data-upload-detail');
    this.pauseButton = part(root, 'data-upload-pause');
    this.spoken = part(root, 'data-upload-status');
  }

  /** Shows itself, with the focus: the button that was used is gone. */
  open(files: readonly File[]): void {
    this.total = files.reduce((sum, file) => sum + file.size, 0);
    this.pace = new Pace();
    this.percent = 0;
    say(this.name, files.map((file) => `${file.name} (${sizeWords(file.size)})`).join(', '));
    if (this.box !== null) this.box.hidden = false;
    this.waitingFor('Het bestand wordt gelezen', '');
    if (this.pauseButton !== null) this.pauseButton.hidden = false;
    this.showPaused(false);
    this.box?.focus();
  }

  close(): void {
    this.stopClock();
    if (this.box !== null) this.box.hidden = true;
    say(this.spoken, '');
  }

  /** So many bytes of all files are there. */
  progress(bytes: number): void {
    this.pace.add(performance.now(), bytes);
    const percent = Math.min(100, Math.floor((bytes / Math.max(this.total, 1)) * 100));
    if (this.bar !== null) this.bar.value = percent;
    this.tell(`Versturen: ${percent}%`, this.facts(bytes));
    const quarter = quarterPassed(this.percent, percent);
    if (quarter !== null) say(this.spoken, `${quarter}% verstuurd`);
    this.percent = percent;
  }

  private facts(bytes: number): string {
    const facts = [`${sizeWords(bytes)} van ${sizeWords(this.total)}`];
    const speed = this.pace.speed();
    if (speed !== null && speed > 0)
      facts.push(`${sizeWords(Math.round(speed))} per seconde`, timeLeft((this.total - bytes) / speed));
    return facts.join(', ');
  }

  paused(on: boolean): void {
    this.pace.rest();
    this.showPaused(on);
    if (on) this.tell(`Gepauzeerd op ${this.percent}%`, 'Kies Verdergaan. Wat verstuurd is, blijft bewaard.');
    say(this.spoken, on ? 'Gepauzeerd' : 'Versturen gaat verder');
  }

  private showPaused(on: boolean): void {
    if (this.pauseButton !== null) this.pauseButton.textContent = on ? 'Verdergaan' : 'Pauzeren';
  }

  /** The line is cut, or the server is busy: again after so many seconds. */
  cut(seconds: number): void {
    this.pace.rest();
    if (this.pauseButton !== null) this.pauseButton.hidden = false;
    this.tell(
      'Het versturen stokt',
      `De verbinding is weg, of het platform is bezet. Wat verstuurd is, blijft bewaard. Over ${secondsWords(seconds)} proberen wij het opnieuw.`,
    );
    say(this.spoken, 'Het versturen stokt. Wat verstuurd is, blijft bewaard.');
  }

  /** All bytes are there; now the platform is at work. How long it is at it is counted. */
  checking(): void {
    if (this.pauseButton !== null) this.pauseButton.hidden = true;
    this.waitingFor('Verstuurd. Het bestand wordt gecontroleerd', 'Een groot bestand duurt tot een minuut.');
  }

  /** A state of which nobody knows how far it is: a bar without an end, and the seconds. */
  private waitingFor(label: string, detail: string): void {
    this.bar?.removeAttribute('value');
    this.tell(label, detail);
    say(this.spoken, label);
    const since = performance.now();
    this.clock = window.setInterval(() => {
      const seconds = Math.round((performance.now() - since) / 1000);
      this.write(label, `${detail} Bezig: ${secondsWords(seconds)}.`.trim());
    }, 1000);
  }

  private stopClock(): void {
    window.clearInterval(this.clock);
    this.clock = undefined;
  }

  /** What is so from now on: whatever counted its seconds before is over. */
  private tell(label: string, detail: string): void {
    this.stopClock();
    this.write(label, detail);
  }

  private write(label: string, detail: string): void {
    if (this.label !== null) this.label.textContent = label;
    if (this.detail !== null) this.detail.textContent = detail;
  }
}
