import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Refusal } from '../../kernel/refusal.js';
import type { Drain } from './drain.js';
import type { Call } from './handle.js';

/** What one person may have open at once, and all of them together, in one process. */
export interface StreamLimits {
  readonly perPerson: number;
  readonly together: number;
}

const LIMITS: StreamLimits = { perPerson: 8, together: 1_000 };
/** Something is said this often: proxies end what is silent, and who hears nothing for two of these asks again. */
const BEAT_MS = 15_000;
/** So much may wait for a line that takes nothing. */
const MOST_WAITING_BYTES = 1_000_000;
const EVENT_STREAM = 'text/event-stream';

/** One event as it goes over the line. */
export function eventText(event: string, id: string, data: string): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** An answer that goes on (server-sent events, HTML § 9.2), until either side ends it. */
export class EventStream {
  private readonly body = new Readable({ read: () => undefined });
  /** Settles when the answer is over, whoever ended it. */
  readonly over: Promise<void>;
  private readonly line: ServerResponse;
  private ended = false;

  /** `once`: it ends with what there is now, because nothing else was asked. */
  constructor(
    { reply }: Pick<Call, 'reply'>,
    readonly personId: string,
    readonly once: boolean,
  ) {
    this.line = reply.raw;
    this.over = new Promise((resolve) => {
      // who asked may be gone before anything was answered
      if (this.line.destroyed || this.line.closed) resolve();
      else this.line.once('close', resolve);
    });
    void reply.header('x-accel-buffering', 'no').type(`${EVENT_STREAM}; charset=utf-8`).send(this.body);
    this.beat();
  }

  /** `id`: what the reader gives back to go on from there. */
  send(event: string, id: string, data: string): void {
    this.say(eventText(event, id, data));
    if (this.once) this.end();
  }

  /** Says nothing, so that both sides know that the line is there. */
  beat(): void {
    this.say(': \n\n');
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.body.push(null);
  }

  /** A reader that takes nothing is ended: it comes back and asks. */
  private say(text: string): void {
    if (this.ended || this.body.destroyed) return;
    if (this.body.readableLength + this.line.writableLength > MOST_WAITING_BYTES) this.body.destroy();
    else this.body.push(text);
  }
}

/** The streams that this process has open. They end when it drains, and with the right they rest on. */
export class EventStreams {
  private readonly open = new Set<EventStream>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    drain: Pick<Drain, 'whenItBegins'>,
    private readonly limits: StreamLimits = LIMITS,
  ) {
    drain.whenItBegins(() => this.endAll());
  }

  /** How many are open. */
  get size(): number {
    return this.open.size;
  }

  /**
   * Begins the answer to `call`. Who asks for something else than a stream gets what there is now. Refused:
   * request.tooManyStreams.
   */
  begin({ request, reply }: Pick<Call, 'request' | 'reply'>, personId: string): EventStream {
    const own = [...this.open].filter((stream) => stream.personId === personId).length;
    if (own >= this.limits.perPerson || this.open.size >= this.limits.together)
      throw new Refusal('request.tooManyStreams');
    const stream = new EventStream({ reply }, personId, request.headers.accept !== EVENT_STREAM);
    this.open.add(stream);
    this.timer ??= setInterval(() => this.beatAll(), BEAT_MS).unref();
    void stream.over.then(() => this.open.delete(stream));
    return stream;
  }

  private beatAll(): void {
    for (const stream of this.open) stream.beat();
  }

  /** Ends all that is open: a reader comes back to whoever is there. */
  endAll(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    for (const stream of this.open) stream.end();
  }
}

/** What the reader had last, as it says when it comes back; null: it comes for the first time. */
export function lastSeen({ request }: Pick<Call, 'request'>): string | null {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id.slice(0, 40) : null;
}
