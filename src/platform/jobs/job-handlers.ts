import type { Tx } from '../postgres/database.js';
import type { Payload } from './outbox.js';

/**
 * Does what an event asks, inside the transaction that also marks the event done. It may be called again for the same
 * event after a crash, but never after its transaction was kept.
 */
export type JobHandler = (tx: Tx, payload: Payload) => Promise<void>;

/**
 * Looks in the database for work that should have been done and does it; gives how much it found. Runs every few
 * seconds, so that a lost queue loses nothing.
 */
export type Sweep = () => Promise<number>;

/** What the workers can do: features add themselves while the app starts. */
export class JobHandlers {
  private readonly handlers = new Map<string, JobHandler[]>();
  private readonly sweepers = new Map<string, Sweep>();

  /** Several features may listen to one topic; all of them are done or none. */
  on(topic: string, handler: JobHandler): void {
    this.handlers.set(topic, [...(this.handlers.get(topic) ?? []), handler]);
  }

  sweepWith(name: string, sweep: Sweep): void {
    if (this.sweepers.has(name)) throw new Error(`two sweeps are called ${name}`);
    this.sweepers.set(name, sweep);
  }

  of(topic: string): readonly JobHandler[] {
    return this.handlers.get(topic) ?? [];
  }

  get sweeps(): ReadonlyMap<string, Sweep> {
    return this.sweepers;
  }
}
