import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Logger } from '../platform/logger.js';
import { LOGGER } from '../platform/platform.module.js';
import { Database } from '../platform/postgres/database.js';
import { append } from './audit.store.js';
import { accessAttempted, requestAttempted } from './events.js';
import { FloodCounter, intervalOf } from './flood-counter.js';
import { closeCounts, keepCounts } from './flood.store.js';

/** A request that was turned down: facts of ours, never its content. */
export interface Attempt {
  readonly actor: Actor;
  readonly method: string;
  /** The route as we know it (`/v1/leveringen/:id`), or `null` where there is none: the asker makes up addresses. */
  readonly route: string | null;
  readonly traceId: string;
  /** The refusal's code. */
  readonly code: string;
}

const KEEP_EVERY_MS = 10_000;
const CLOSE_AT_ONCE = 200;

/** Codes that are about being let in; the others are about what was asked. */
const ABOUT_ACCESS =
  /^(access\.|request\.(notFound|foreignOrigin|wrongHost|tooMany)$|accounts\.(passkey|invitation))/;

/**
 * The log of what was turned down (Kiesbesluit Ea 3: also attempts that belong to no account). Of a person every one is
 * logged. Without an account the first of an origin are, the rest is counted in memory, kept every ten seconds and
 * logged as one event when its ten minutes are over. After a crash at most ten seconds of counting are lost.
 */
@Injectable()
export class AttemptLog implements OnModuleInit, OnModuleDestroy {
  private readonly flood = new FloodCounter();
  private timer: NodeJS.Timeout | null = null;
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.keep().catch((error: unknown) => this.log.error({ error }, 'tellen van pogingen lukte niet'));
    }, KEEP_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.keep();
  }

  /** Logs or counts one attempt, before its answer goes out. */
  async record(attempt: Attempt): Promise<void> {
    const { actor, method, route, traceId, code } = attempt;
    const attempted = ABOUT_ACCESS.test(code) ? accessAttempted : requestAttempted;
    const at = this.clock.now();
    if (actor.kind === 'system') throw new Error(`${actor.part} was refused ${code}`);
    if (actor.kind === 'anonymous' && !this.flood.take(actor.origin.ip, attempted.action, at)) return;
    const object = { id: traceId === '' ? null : traceId };
    await this.db.transaction((tx) =>
      append(tx, attempted({ object, actor, code, details: { method, route } }), at),
    );
  }

  /** Keeps what was counted, and logs the intervals that are over. One at a time. */
  keep(): Promise<void> {
    this.keeping = this.keeping.catch(() => undefined).then(() => this.keepNow());
    return this.keeping;
  }

  private async keepNow(): Promise<void> {
    const counted = this.flood.drain();
    try {
      if (counted.length > 0) await keepCounts(this.db, counted);
    } catch (error) {
      this.flood.putBack(counted);
      throw error;
    }
    const now = this.clock.now();
    while ((await closeCounts(this.db, intervalOf(now), CLOSE_AT_ONCE, now)) === CLOSE_AT_ONCE);
  }
}
