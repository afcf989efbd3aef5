import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { networkOf } from '../platform/limits/network.js';
import { countOne } from '../platform/limits/tally.store.js';
import { Database } from '../platform/postgres/database.js';

/** Sign-in requests from one network in a minute; more than an office of fifty needs. */
export const MOST_PER_MINUTE = 120;
/** What one network may read in a minute where everybody may: a town hall behind one address, and its programs. */
export const MOST_READ_PER_MINUTE = 1200;
const BOUNDS = {
  signIn: { tally: { kind: 'signIn', windowS: 60, mostNetworks: 4096 }, most: MOST_PER_MINUTE },
  reading: { tally: { kind: 'reading', windowS: 60, mostNetworks: 4096 }, most: MOST_READ_PER_MINUTE },
} as const;

/**
 * Bounds how often one network may try to sign in, and read what is everybody's, whichever process it asks, so that a flood
 * neither fills the table of challenges nor keeps others waiting.
 */
@Injectable()
export class AttemptLimit {
  constructor(private readonly db: Database) {}

  /** Counts one attempt, or one look. Refused: request.tooMany, until the minute is over. */
  async pass({ ip }: Pick<FastifyRequest, 'ip'>, what: keyof typeof BOUNDS = 'signIn'): Promise<void> {
    const { tally, most } = BOUNDS[what];
    if ((await countOne(this.db, tally, networkOf(ip))) > most) throw new Refusal('request.tooMany');
  }
}
