import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Metrics } from '../platform/metrics.js';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { networkOf } from '../platform/limits/network.js';
import { forgetTallies } from '../platform/limits/tally.store.js';
import { Database } from '../platform/postgres/database.js';
import { closeCounts, countAttempt } from './attempt-count.store.js';
import { append } from './audit.store.js';
import { accessAttempted, requestAttempted } from './events.js';
import { appendRepeated, closeRepeats } from './repeat.store.js';

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

const CLOSE_EVERY_MS = 60_000;
const CLOSE_AT_ONCE = 200;

/** Codes that are about being let in; the others are about what was asked. */
const ABOUT_ACCESS =
  /^(access\.|request\.(notFound|foreignOrigin|wrongHost|tooMany)$|accounts\.(passkey|invitation))/;

/**
 * The log of what was turned down (Kiesbesluit Ea 3: also attempts that belong to no account). The first of
 * a person (per route and code) and of an origin without an account are logged one by one, the rest is counted and logged
 * when its ten minutes are over.
 */
@Injectable()
export class AttemptLog implements OnModuleInit {
  private readonly refused;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly handlers: JobHandlers,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter('refusals_total', 'Requests that were refused', ['code']);
  }

  onModuleInit(): void {
    this.handlers.sweepWith('audit.counts', { everyMs: CLOSE_EVERY_MS }, () => this.close());
    this.handlers.sweepWith('platform.tallies', { everyMs: CLOSE_EVERY_MS }, () => forgetTallies(this.db));
  }

  /** Logs or counts one attempt, before its answer goes out; the figures count every one. */
  async record(attempt: Attempt): Promise<void> {
    const { actor, method, route, traceId, code } = attempt;
    this.refused.inc({ code });
    const attempted = ABOUT_ACCESS.test(code) ? accessAttempted : requestAttempted;
    if (actor.kind === 'system') throw new Error(`${actor.part} was refused ${code}`);
    if (actor.kind === 'anonymous') {
      const origin = networkOf(actor.origin.ip);
      if (!(await countAttempt(this.db, { origin, action: attempted.action, route, code }))) return;
    }
    const at = this.clock.now();
    const object = { id: traceId === '' ? null : traceId };
    const event = attempted({ object, actor, code, details: { method, route } });
    await this.db.transaction((tx) =>
      actor.kind === 'anonymous'
        ? append(tx, event, at)
        : appendRepeated(tx, event, `${method} ${route ?? ''}`, at),
    );
  }

  /** Logs the counts of intervals that are over. Gives how many. */
  async close(): Promise<number> {
    const at = this.clock.now();
    for (let closed = 0; ;) {
      const counts = await closeCounts(this.db, CLOSE_AT_ONCE);
      const repeats = await closeRepeats(this.db, CLOSE_AT_ONCE, at);
      closed += counts + repeats;
      if (counts < CLOSE_AT_ONCE && repeats < CLOSE_AT_ONCE) return closed;
    }
  }
}
