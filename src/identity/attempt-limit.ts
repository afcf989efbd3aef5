import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { networkOf } from '../platform/limits/network.js';
import { countOne } from '../platform/limits/tally.store.js';
import { Database } from '../platform/postgres/database.js';

/** Sign-in requests from one network in a minute; more than an office of fifty needs. */
export const MOST_PER_MINUTE = 120;
const SIGN_IN = { kind: 'signIn', windowS: 60, mostNetworks: 4096 };

/**
 * Bounds how often one network may try to sign in, whichever process it asks, so that a flood neither fills the table of
 * challenges nor keeps others waiting.
 */
@Injectable()
export class AttemptLimit {
  constructor(private readonly db: Database) {}

  /** Counts one attempt. Refused: request.tooMany, until the minute is over. */
  async pass({ ip }: Pick<FastifyRequest, 'ip'>): Promise<void> {
    if ((await countOne(this.db, SIGN_IN, networkOf(ip))) > MOST_PER_MINUTE)
      throw new Refusal('request.tooMany');
  }
}
