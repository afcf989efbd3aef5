import { BY_ITSELF } from './dom.js';

/** Nothing heard for so long, not even that the line is there: it is not. The server says something every 15 seconds. */
const SILENT_MS = 40_000;
/** A line that ends after so long was a good one: it is opened again at once. */
const GOOD_MS = 10_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 300_000;

/** What is done with what comes over the line. */
export interface Hearer {
  /** HTML of parts that changed; `state` is what the page shows after it. */
  readonly parts: (html: string, state: string) => void;
  /** What changed cannot be told by parts. */
  readonly reload: () => void;
  /** Whether the line is there, told when that changes. */
  readonly open: (isOpen: boolean) => void;
}

/**
 * Server-sent events, asked for as everything that a page asks by itself: which an EventSource cannot say. Opens again by
 * itself, slower after every failure; with what was heard last, so that nothing is missed.
 */
export class EventLine {
  private running: AbortController | null = null;
  private timer: number | undefined;
  private failures = 0;
  private isOpen = false;

  constructor(
    private readonly href: () => string,
    private readonly hearer: Hearer,
  ) {}

  /** Opens the line, with what the page shows in the address. */
  open(): void {
    this.leave();
    const mine = new AbortController();
    this.running = mine;
    const from = performance.now();
    void this.listen(mine)
      .catch(() => undefined)
      .then(() => {
        if (this.running !== mine) return;
        this.running = null;
        this.say(false);
        this.failures = performance.now() - from > GOOD_MS ? 0 : this.failures + 1;
        const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
        // not all at the same moment, when a server that many listened to stops
        this.timer = window.setTimeout(() => this.open(), pause * (0.5 + Math.random()));
      });
  }

  close(): void {
    this.leave();
    this.isOpen = false;
  }

  private leave(): void {
    window.clearTimeout(this.timer);
    this.running?.abort();
    this.running = null;
  }

  /** Once: who is told again and again that it is not there would put off looking for itself. */
  private say(isOpen: boolean): void {
    if (isOpen === this.isOpen) return;
    this.isOpen = isOpen;
    this.hearer.open(isOpen);
  }

  private async listen(mine: AbortController): Promise<void> {
    let watch = window.setTimeout(() => mine.abort(), SILENT_MS);
    try {
      const response = await fetch(this.href(), {
        headers: { Accept: 'text/event-stream', ...BY_ITSELF },
        cache: 'no-store',
        redirect: 'error',
        signal: mine.signal,
      });
      if (!response.ok || response.body === null) return;
      this.say(true);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.running !== mine) return;
        window.clearTimeout(watch);
        watch = window.setTimeout(() => mine.abort(), SILENT_MS);
        const events = (text + value).split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) this.hear(event);
      }
    } finally {
      window.clearTimeout(watch);
    }
  }

  private hear(text: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
    const event = field('event');
    if (event === 'reload') this.hearer.reload();
    else if (event === 'parts') this.hearer.parts(String(JSON.parse(field('data'))), field('id'));
  }
}
