import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { pruneExpired } from './session.store.js';

const EVERY_MS = 60_000;

/** Removes sessions that are over and challenges nobody answered. They had stopped counting before. */
@Injectable()
export class ForgetExpired {
  private last = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Gives how much went; does nothing within a minute of the last time. */
  async run(): Promise<number> {
    const now = this.clock.now();
    if (now.getTime() - this.last < EVERY_MS) return 0;
    this.last = now.getTime();
    return pruneExpired(this.db, now);
  }
}
