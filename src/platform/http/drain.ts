import type { FastifyInstance, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../kernel/refusal.js';
import type { Health } from '../health.js';

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const LOOK_EVERY_MS = 100;

/**
 * Lets a site begin and end without cutting anybody off: it is ready once it listens; once draining, it takes on nothing new that changes something, finishes
 * what is being sent or fetched, and says that it is not ready, so that others get the next request.
 */
export class Drain {
  private readonly running = new Set<FastifyRequest>();
  private serving = false;
  private begun = false;
  private readonly listeners: (() => void)[] = [];

  constructor(health: Health) {
    health.add('site', async () => {
      if (!this.serving) throw new Error('starting');
      if (this.begun) throw new Error('stopping');
    });
  }

  /** From here on it does its work: before, whoever asks elsewhere whether it is ready would send others to a closed door. */
  serve(): void {
    this.serving = true;
  }

  /** Told when it begins to drain, to end what has no end of its own. */
  whenItBegins(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Follows every request but streams of events, which have no end of their own. */
  watch(app: FastifyInstance): void {
    app.addHook('onRequest', async (request) => {
      const isStream = request.headers.accept === 'text/event-stream';
      if (this.begun && (isStream || CHANGES.has(request.method))) throw new Refusal('platform.stopping');
      if (!isStream) this.running.add(request);
    });
    app.addHook('onResponse', async (request) => void this.running.delete(request));
    app.addHook('onRequestAbort', async (request) => void this.running.delete(request));
  }

  /** Begins to drain. Resolves when nothing is under way, or after `ms`. */
  async run(ms: number): Promise<void> {
    this.begun = true;
    for (const listener of this.listeners) listener();
    for (const end = performance.now() + ms; this.running.size > 0 && performance.now() < end;)
      await sleep(LOOK_EVERY_MS);
  }
}
