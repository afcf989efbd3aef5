import type { Tx } from '../postgres/database.js';
import type { Payload } from './outbox.js';

/**
 * Does what an event asks, inside the transaction that also marks the event done. It may be called again for the same
 * event after a crash, but never after its transaction was kept.
 */
export type JobHandler = (tx: Tx, payload: Payload) => Promise<void>;
/** The same for several events at once: all of them in one transaction, or, when that fails, each alone. */
export type BatchHandler = (tx: Tx, payloads: readonly Payload[]) => Promise<void>;

/** Looks in the database for work that should have been done and does it; gives how much it found. */
export interface Sweep {
  /** From the end of one round to the start of the next, in milliseconds, over all processes together. */
  readonly everyMs: number;
  readonly run: () => Promise<number>;
}

/** What the workers can do: features add themselves while the app starts. */
export class JobHandlers {
  private readonly handlers = new Map<string, BatchHandler[]>();
  private readonly sweepers = new Map<string, Sweep>();

  /** Several features may listen to one topic; all of them are done or none. */
  on(topic: string, handler: JobHandler): void {
    this.onAll(topic, async (tx, payloads) => {
      for (const payload of payloads) await handler(tx, payload);
    });
  }

  /** The same for who does many with as few statements as one. */
  onAll(topic: string, handler: BatchHandler): void {
    this.handlers.set(topic, [...(this.handlers.get(topic) ?? []), handler]);
  }

  /** One process at a time runs the sweep called `name`; a slow or failing one holds up no other. */
  sweepWith(name: string, pace: Pick<Sweep, 'everyMs'>, run: Sweep['run']): void {
    if (this.sweepers.has(name)) throw new Error(`two sweeps are called ${name}`);
    this.sweepers.set(name, { ...pace, run });
  }

  /** Throws when nobody listens: an event of a newer release waits for a worker that knows it. */
  of(topic: string): readonly BatchHandler[] {
    const handlers = this.handlers.get(topic);
    if (handlers === undefined) throw new Error(`nobody listens to ${topic}`);
    return handlers;
  }

  get sweeps(): ReadonlyMap<string, Sweep> {
    return this.sweepers;
  }
}
