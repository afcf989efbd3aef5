import { Injectable } from '@nestjs/common';
import { OutboxStore, type DeadEvent } from '../platform/jobs/outbox.store.js';

const MOST = 100;

/** Work that failed for the last time and waits for a person. */
@Injectable()
export class ListDeadEvents {
  constructor(private readonly outbox: OutboxStore) {}

  /** The oldest hundred, and how many there are in all. */
  async run(): Promise<{ readonly events: readonly DeadEvent[]; readonly inAll: number }> {
    const [events, { dead }] = await Promise.all([this.outbox.dead(MOST), this.outbox.figures()]);
    return { events, inAll: dead };
  }
}
