import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../platform/logger.js';
import type { Database } from '../platform/postgres/database.js';
import { restAfter, type Channel, type HeldDispatch, type Outcome } from './dispatch.js';
import { beginDispatch, endDispatch, keepDispatches, takeDispatches } from './dispatch.store.js';

const RETRY_MS = 250;
/** A process that stops waits so long for what is under way. */
const STOP_MS = 8_000;

/** How the rows of one channel are sent. */
export interface LaneParts {
  readonly db: Database;
  readonly log: Logger;
  readonly channel: Channel;
  /** So many at a time. */
  readonly hands: number;
  /** So many more are taken than can be sent at once. */
  readonly ahead: number;
  /** Looks up, for several at once, what is to be sent; then sends one. `begin`: the other side may have it from here on. */
  readonly prepare: (rows: readonly HeldDispatch[]) => Promise<readonly Prepared[]>;
}

/** A row that can be sent, by one of the hands. */
export interface Prepared {
  readonly row: HeldDispatch;
  readonly send: (hand: number, begin: () => Promise<void>) => Promise<Outcome>;
}

/**
 * Sends what waits for one channel. What waits stands in the database; this takes some of it in hand, keeps the leases alive and
 * writes down how each ended. Killed, its leases end and another takes over. While the other side is not there for anybody, it rests.
 */
export class SendLane {
  private readonly worker = randomUUID();
  private readonly held = new Map<string, HeldDispatch>();
  private readonly queue: Prepared[] = [];
  private readonly working = new Map<number, Promise<void>>();
  private filling: Promise<void> | null = null;
  private again = false;
  private stopped = true;
  private failures = 0;
  private failingSince = 0;
  private restsUntil = 0;
  private keeping: NodeJS.Timeout | undefined;
  private stoppedAt = Infinity;

  constructor(private readonly parts: LaneParts) {}

  start(): void {
    this.stopped = false;
    this.keeping = setInterval(() => void this.keep(), (this.parts.db.leaseSeconds * 1000) / 3);
    this.keeping.unref();
    this.wake();
  }

  /** Looks whether something is due. */
  wake(): void {
    this.again = true;
    this.filling ??= this.fill()
      .catch((error: unknown) =>
        this.parts.log.warn({ error }, 'wat verstuurd moet worden kon niet worden opgehaald'),
      )
      .finally(() => {
        this.filling = null;
      });
  }

  /** So long nobody has been there at the other side, in seconds; 0: somebody was, the last time. */
  get awaySeconds(): number {
    return this.failures === 0 ? 0 : (performance.now() - this.failingSince) / 1000;
  }

  private get rests(): boolean {
    return this.stopped || performance.now() < this.restsUntil;
  }

  private async fill(): Promise<void> {
    const { db, channel, hands, ahead } = this.parts;
    while (this.again && !this.rests) {
      this.again = false;
      const room = hands + ahead - this.held.size;
      if (room < Math.min(hands, ahead)) return;
      // after a rest one goes first: is the other side there?
      const rows = await takeDispatches(db, channel, this.worker, this.failures > 0 ? 1 : room);
      if (rows.length === 0) return;
      for (const row of rows) this.held.set(row.id, row);
      await this.enqueue(rows);
      this.again = true;
    }
  }

  private async enqueue(rows: readonly HeldDispatch[]): Promise<void> {
    try {
      this.queue.push(...(await this.parts.prepare(rows)));
    } catch (error) {
      for (const row of rows) await this.finish(row, { kind: 'noServer', said: String(error) });
      throw error;
    }
    for (let hand = 0; hand < this.parts.hands; hand += 1)
      if (!this.working.has(hand) && this.queue.length > 0)
        this.working.set(
          hand,
          this.work(hand).finally(() => this.working.delete(hand)),
        );
  }

  /** Never rejects. */
  private async work(hand: number): Promise<void> {
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      const { row, send } = next;
      const begin = () => beginDispatch(this.parts.db, this.worker, row.id);
      const outcome = this.rests
        ? ({ kind: 'noServer', said: 'wacht op de andere kant' } as const)
        : await send(hand, begin).catch(
            (error: unknown) => ({ kind: 'later', said: String(error) }) as const,
          );
      this.learn(outcome);
      await this.finish(row, outcome);
      this.wake();
    }
  }

  private learn(outcome: Outcome): void {
    if (outcome.kind !== 'noServer') this.failures = 0;
    else if (!this.rests) {
      if (this.failures === 0) this.failingSince = performance.now();
      this.failures += 1;
      const ms = restAfter(this.failures);
      this.restsUntil = performance.now() + ms;
      this.parts.log.warn(
        { channel: this.parts.channel, said: outcome.said, ms },
        'er kan nu niets worden verstuurd',
      );
      setTimeout(() => this.wake(), ms + 1).unref();
    }
  }

  /** What was sent is known here alone until it is written down: while the database is away, this waits for it. */
  private async finish(row: HeldDispatch, outcome: Outcome): Promise<void> {
    for (;;) {
      try {
        await endDispatch(this.parts.db, this.worker, row, outcome);
        break;
      } catch (error) {
        if (outcome.kind !== 'sent' || performance.now() > this.stoppedAt + STOP_MS) {
          this.parts.log.warn({ error, id: row.id }, 'hoe het versturen afliep is niet vastgelegd');
          break;
        }
        await sleep(RETRY_MS);
      }
    }
    this.held.delete(row.id);
  }

  private async keep(): Promise<void> {
    if (this.held.size === 0) return;
    await keepDispatches(this.parts.db, this.worker, [...this.held.keys()]).catch((error: unknown) =>
      this.parts.log.warn({ error }, 'wat verstuurd wordt kon niet worden vastgehouden'),
    );
  }

  /** Takes no more, puts back what was not begun, and waits a while for the rest. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    this.stoppedAt = performance.now();
    await this.filling;
    await Promise.race([Promise.all(this.working.values()), sleep(STOP_MS, undefined, { ref: false })]);
    clearInterval(this.keeping);
  }
}
