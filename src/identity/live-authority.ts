import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttemptLog } from '../audit/attempts.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import type { RefusalCode } from '../kernel/refusal.js';
import { isByItself } from '../platform/http/request.js';
import { Live } from '../platform/live/live.js';
import type { Logger } from '../platform/logger.js';
import { LOGGER } from '../platform/platform.module.js';
import { Database } from '../platform/postgres/database.js';
import { claimOf, refusalOf } from './act.js';
import { standingsOf, AUTHORITY } from './authority.store.js';
import { noteUse } from './session.store.js';

/** A request that is being answered, and for whom. */
interface InFlight {
  readonly actor: PersonActor | HatlessActor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** How long a right that is gone may still be used where no note arrives; with {@link Live}'s poll within 5 s. */
const LOOK_EVERY_MS = 3_000;

/**
 * Ends what runs when the right it runs on ends: each upload, download and event stream of somebody who is blocked, whose
 * role, session or token is over, on whichever process it is. A note from the transaction that took the right away wakes
 * it; behind that stands a look at all that is under way, in one query. What a body loses, its people lose: by their role.
 */
@Injectable()
export class LiveAuthority implements OnModuleInit, OnModuleDestroy {
  private readonly inFlight = new Set<InFlight>();
  private leave: () => void = () => undefined;

  constructor(
    private readonly live: Live,
    private readonly db: Database,
    private readonly attempts: AttemptLog,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.leave = this.live.subscribe(AUTHORITY, {
      heard: ({ personId }) =>
        this.lookAt([...this.inFlight].filter(({ actor }) => actor.personId === personId)),
      poll: () => this.look([...this.inFlight]),
      pollMs: LOOK_EVERY_MS,
    });
  }

  onModuleDestroy(): void {
    this.leave();
  }

  /** Watches a request of somebody known until it is answered. */
  watch(request: FastifyRequest, reply: FastifyReply): void {
    const { actor } = request;
    if (actor?.kind !== 'person' && actor?.kind !== 'hatless') return;
    const entry = { actor, request, reply };
    this.inFlight.add(entry);
    reply.raw.once('close', () => this.inFlight.delete(entry));
  }

  private lookAt(some: readonly InFlight[]): void {
    this.look(some).catch((error: unknown) => this.log.warn({ error }, 'nakijken van rechten lukte niet'));
  }

  private async look(some: readonly InFlight[]): Promise<void> {
    if (some.length === 0) return;
    const standings = await standingsOf(
      this.db.read,
      some.map(({ actor }) => claimOf(actor)),
    );
    for (const [i, entry] of some.entries()) {
      const code = refusalOf(entry.actor, standings[i]!, 'standing');
      if (code !== null) await this.end(entry, code);
      else await this.keepSession(entry);
    }
  }

  /** Whoever sends for longer than a session may lie idle is not idle. */
  private async keepSession({ actor: { via }, request }: InFlight): Promise<void> {
    if (via.kind === 'session' && request.method !== 'GET' && !isByItself(request))
      await noteUse(this.db, via.id);
  }

  /** The connection breaks off: whatever was sent of an answer cannot be taken back, and no more of it goes out. */
  private async end(entry: InFlight, code: RefusalCode): Promise<void> {
    if (!this.inFlight.delete(entry)) return;
    const { actor, request, reply } = entry;
    reply.raw.destroy();
    request.raw.destroy();
    const route = request.routeOptions.url ?? null;
    await this.attempts.record({ actor, method: request.method, route, traceId: request.traceId, code });
  }
}
