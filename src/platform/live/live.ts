import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import type { Logger } from '../logger.js';
import { Bell, Loop } from '../loop.js';
import type { Database } from '../postgres/database.js';
import { onTheWire, WIRE, type Note } from './publish.js';

/** Who wants to hear of a channel. */
export interface Subscriber {
  /** Called for every note that arrives, at once. It only wakes; work is done elsewhere. */
  readonly heard: (note: Note) => void;
  /** Looks in the database for what a note would have told; called at intervals, and after notes may have been missed. */
  readonly poll?: () => Promise<void>;
  /** The interval while notes arrive, in milliseconds (default 3,000). While they do not: every second. */
  readonly pollMs?: number;
}

/** What somebody waits for. */
export interface Awaited<T> {
  /** Whether this note is a reason to look. */
  readonly matches: (note: Note) => boolean;
  /** Looks in the database; null: not yet. */
  readonly look: () => Promise<T | null>;
  readonly timeoutMs: number;
  /** Ends the waiting early, with null. */
  readonly signal?: AbortSignal;
}

interface Listening extends Subscriber {
  readonly channel: string;
  polledAt: number;
  polling: boolean;
}

const PULSE = 'live.pulse';
const PULSE_EVERY_MS = 3_000;
const POLL_MS = 3_000;
const POLL_DEAF_MS = 1_000;
/** Somebody who waits for one thing looks this often by himself while notes arrive. */
const LOOK_MS = 10_000;
const TICK_MS = 500;
/** Two pulses missed. */
const DEAF_AFTER_MS = 7_500;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const CONNECT_MS = 5_000;

const Wire = z.object({
  channel: z.string(),
  note: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/**
 * Hears what other processes publish, over one connection of its own that LISTENs. Such a connection falls away, and a
 * pooler that shares connections between transactions passes nothing on, so behind every subscriber stands a poll. A
 * pulse sent to ourselves through the ordinary pool proves whether notes arrive; a connection that stays silent is
 * made anew.
 */
export class Live {
  private readonly subscribers = new Set<Listening>();
  private readonly self = randomUUID();
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private heardAt = -Infinity;
  private pulsedAt = -Infinity;
  private openedAt = -Infinity;
  private retryAt = -Infinity;
  private pauseMs = FIRST_PAUSE_MS;
  private started = false;
  private stopped = false;
  private readonly loop: Loop;

  constructor(
    private readonly url: string,
    private readonly db: Database,
    private readonly log: Logger,
  ) {
    this.loop = new Loop(
      () => TICK_MS,
      async () => this.tick(),
      (error) => this.log.warn({ error }, 'meeluisteren met de database lukte niet'),
    );
  }

  /** Whether notes arrive: our own pulse did a moment ago. */
  get hears(): boolean {
    return performance.now() - this.heardAt < DEAF_AFTER_MS;
  }

  /** Listens to `channel` until the given function is called. */
  subscribe(channel: string, subscriber: Subscriber): () => void {
    const entry: Listening = { ...subscriber, channel, polledAt: performance.now(), polling: false };
    this.subscribers.add(entry);
    if (!this.started && !this.stopped) {
      this.started = true;
      this.loop.start();
      this.loop.wake();
    }
    return () => void this.subscribers.delete(entry);
  }

  /**
   * Looks now, at every note that matches and at intervals, until there is something; null after `timeoutMs`. What was
   * committed before the call or during it is never missed. Throws what `look` throws.
   */
  async waitFor<T>(channel: string, { matches, look, timeoutMs, signal }: Awaited<T>): Promise<T | null> {
    const bell = new Bell();
    const ring = () => bell.ring();
    const until = performance.now() + timeoutMs;
    const leave = this.subscribe(channel, {
      heard: (note) => void (matches(note) && ring()),
      poll: async () => ring(),
      pollMs: LOOK_MS,
    });
    signal?.addEventListener('abort', ring);
    try {
      for (;;) {
        if (signal?.aborted === true) return null;
        const found = await look();
        const left = until - performance.now();
        if (found !== null || left <= 0) return found;
        await bell.wait(left);
      }
    } finally {
      signal?.removeEventListener('abort', ring);
      leave();
    }
  }

  private tick(): void {
    const now = performance.now();
    if (this.client === null && this.connecting === null && now >= this.retryAt)
      this.connecting = this.connect().finally(() => (this.connecting = null));
    if (this.client !== null && now - Math.max(this.heardAt, this.openedAt) > DEAF_AFTER_MS)
      this.lose(this.client, new Error('no pulse arrived'));
    if (now - this.pulsedAt >= PULSE_EVERY_MS) this.pulse(now);
    for (const subscriber of this.subscribers) {
      const { polledAt, pollMs = POLL_MS } = subscriber;
      if (now - polledAt >= (this.hears ? pollMs : POLL_DEAF_MS)) this.poll(subscriber);
    }
  }

  /** Nothing waits for it: a database that hangs must not keep us from noticing. */
  private pulse(now: number): void {
    this.pulsedAt = now;
    const text = onTheWire(PULSE, { self: this.self });
    this.db.read.$queryRaw`SELECT 1 FROM (SELECT pg_notify(${WIRE}, ${text})) AS sent`.catch(
      (error: unknown) => this.log.warn({ error }, 'de database antwoordt niet'),
    );
  }

  private poll(subscriber: Listening): void {
    if (subscriber.polling || subscriber.poll === undefined) return;
    subscriber.polling = true;
    subscriber.polledAt = performance.now();
    subscriber
      .poll()
      .catch((error: unknown) =>
        this.log.warn({ error, channel: subscriber.channel }, 'nakijken in de database lukte niet'),
      )
      .finally(() => (subscriber.polling = false));
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'live',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('the connection ended')));
    client.on('notification', ({ payload }) => {
      try {
        this.hear(payload ?? '');
      } catch (error) {
        this.log.error({ error }, 'een bericht tussen processen is niet verwerkt');
      }
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${WIRE}`);
    } catch (error) {
      this.pause();
      this.log.warn({ error }, 'meeluisteren met de database lukte niet');
      void client.end().catch(() => undefined);
      return;
    }
    this.client = client;
    this.openedAt = performance.now();
    this.pulse(this.openedAt);
    for (const subscriber of this.subscribers) this.poll(subscriber); // what was said meanwhile is gone
  }

  private pause(): void {
    this.retryAt = performance.now() + this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private lose(client: pg.Client, error: Error): void {
    if (this.client !== client || this.stopped) return;
    this.client = null;
    this.heardAt = -Infinity;
    this.pause();
    this.log.warn({ error }, 'meeluisteren met de database viel weg');
    void client.end().catch(() => undefined);
    this.loop.wake();
  }

  private hear(text: string): void {
    const { channel, note } = Wire.parse(JSON.parse(text));
    if (channel === PULSE) {
      if (note['self'] !== this.self) return;
      this.heardAt = performance.now();
      this.pauseMs = FIRST_PAUSE_MS;
    }
    for (const subscriber of this.subscribers) if (subscriber.channel === channel) subscriber.heard(note);
  }

  /** Called by Nest when nothing is served any more. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.started) await this.loop.stop();
    await this.connecting;
    await this.client?.end().catch(() => undefined);
  }
}
