import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../audit/flood-counter.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';

const WINDOW_MS = 60_000;
/** Sign-in requests from one network in a minute; more than an office of fifty needs. */
export const MOST_PER_MINUTE = 120;
const MOST_NETWORKS = 4096;
const OTHERS = 'overig';

/**
 * Bounds how often one network may try to sign in, so that a flood neither fills the table of challenges nor keeps others
 * waiting. Holds at most 4096 networks; when there are more, the newcomers share one bound until the minute is over.
 */
@Injectable()
export class AttemptLimit {
  private window = 0;
  private readonly taken = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Counts one attempt. Refused: request.tooMany, until the minute is over. */
  pass({ ip }: Pick<FastifyRequest, 'ip'>): void {
    const window = Math.floor(this.clock.now().getTime() / WINDOW_MS);
    if (window !== this.window) this.taken.clear();
    this.window = window;
    const network = networkOf(ip);
    const bucket = this.taken.has(network) || this.taken.size < MOST_NETWORKS ? network : OTHERS;
    const count = (this.taken.get(bucket) ?? 0) + 1;
    this.taken.set(bucket, count);
    if (count > MOST_PER_MINUTE) throw new Refusal('request.tooMany');
  }
}
