import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStreams } from '../http/event-stream.js';
import { type EventStream } from '../http/event-stream.js';
import type { Call } from '../http/handle.js';
import type { Logger } from '../logger.js';
import { Loop } from '../loop.js';
import { Feed, type Part } from './feed.js';
import type { Live } from './live.js';
import type { Note } from './publish.js';

/** A page that many have open. */
export interface Watched {
  /** The same for all who see exactly the same. */
  readonly key: string;
  readonly channel: string;
  /** Whether this note is a reason to look. */
  readonly matches: (note: Note) => boolean;
  /** All of it, as it is now. */
  readonly look: () => Promise<readonly Part[]>;
}

/** Between two looks at one page: what comes in between is told together. */
const PAUSE_MS = 1_000;
/** It is looked at this often where no note comes; and where notes do not arrive at all. */
const POLL_MS = 5_000;
const POLL_DEAF_MS = 1_000;

/**
 * Tells who has a page open what changes of it. However many have the same page open, it is looked at once, and what changed
 * is drawn once. A note of who changed something wakes it; behind that stands a look at intervals.
 */
export class Feeds {
  private readonly pages = new Map<string, OpenPage>();

  constructor(
    private readonly live: Live,
    private readonly streams: EventStreams,
    private readonly log: Logger,
  ) {}

  /**
   * Answers `call` with a stream of what changes since `state`: `parts` with HTML, or `reload` where that cannot be told; until
   * either side ends it. Refused as {@link EventStreams.begin}.
   */
  async open(
    watched: Watched,
    state: string,
    call: Pick<Call, 'request' | 'reply'>,
    personId: string,
  ): Promise<void> {
    const { key } = watched;
    const stream = this.streams.begin(call, personId);
    const reader: Reader = { state, stream };
    const page = this.pages.get(key) ?? new OpenPage(watched, this.live, this.log);
    this.pages.set(key, page);
    page.join(reader);
    await stream.over;
    if (page.leave(reader)) this.pages.delete(key);
  }

  /** How many pages are looked at. */
  get size(): number {
    return this.pages.size;
  }

  /** Called by Nest before the server closes. */
  onModuleDestroy(): void {
    this.streams.endAll();
    for (const page of this.pages.values()) page.close();
  }
}

/** Who has a page open, and what state of it that reader has. */
interface Reader {
  state: string;
  readonly stream: EventStream;
}

class OpenPage {
  private readonly feed = new Feed();
  private readonly readers = new Set<Reader>();
  private readonly loop: Loop;
  private readonly unsubscribe: () => void;
  private readonly closed = new AbortController();

  constructor({ channel, matches, look }: Watched, live: Live, log: Logger) {
    this.loop = new Loop(
      () => (live.hears ? POLL_MS : POLL_DEAF_MS),
      async () => {
        // who came while it was looked at may have seen something newer
        const waiting = [...this.readers];
        this.feed.take(await look());
        for (const reader of waiting) this.tell(reader);
        await sleep(PAUSE_MS, undefined, { signal: this.closed.signal }).catch(() => undefined);
      },
      (error) => log.warn({ error, channel }, 'een pagina bijwerken lukte niet'),
    );
    this.unsubscribe = live.subscribe(channel, {
      heard: (note) => void (matches(note) && this.loop.wake()),
    });
    this.loop.start();
  }

  join(reader: Reader): void {
    this.readers.add(reader);
    this.loop.wake();
  }

  /** Gives whether nobody is left; then it is looked at no more. */
  leave(reader: Reader): boolean {
    this.readers.delete(reader);
    if (this.readers.size > 0) return false;
    this.close();
    return true;
  }

  /** It is looked at no more. */
  close(): void {
    this.closed.abort();
    this.unsubscribe();
    void this.loop.stop();
  }

  private tell(reader: Reader): void {
    const { stream, state } = reader;
    const now = this.feed.state!;
    if (state !== now) {
      const html = this.feed.since(state);
      reader.state = now;
      stream.send(html === null ? 'reload' : 'parts', now, html ?? '');
    } else if (stream.once) stream.end();
  }
}
