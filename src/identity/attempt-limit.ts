import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../platform/http/request.js';
import { Refusal } from '../kernel/refusal.js';
import { networkOf } from '../platform/limits/network.js';
import { countOne } from '../platform/limits/tally.store.js';
import { Database } from '../platform/postgres/database.js';

/** Sign-in requests from one network in a minute; more than an office of fifty needs. */
export const MOST_PER_MINUTE = 120;
/** What one network may read in a minute where everybody may: a town hall behind one address, and its programs. */
export const MOST_READ_PER_MINUTE = 1200;
/** What one token may ask in a minute: many times what a program needs that fetches all of an election. */
export const MOST_BY_TOKEN_PER_MINUTE = 6000;
const BOUNDS = {
  signIn: { tally: { kind: 'signIn', windowS: 60, mostNetworks: 4096 }, most: MOST_PER_MINUTE },
  reading: { tally: { kind: 'reading', windowS: 60, mostNetworks: 4096 }, most: MOST_READ_PER_MINUTE },
  token: { tally: { kind: 'token', windowS: 60, mostNetworks: 10_000 }, most: MOST_BY_TOKEN_PER_MINUTE },
} as const;

/**
 * Bounds how often one network may try to sign in, and read what is everybody's, and how often one token may ask anything,
 * whichever process it asks, so that a flood neither fills the table of challenges nor keeps others waiting.
 */
@Injectable()
export class AttemptLimit {
  constructor(private readonly db: Database) {}

  /**
   * Counts one attempt, or one look. Refused: request.tooMany, until the minute is over. The answer says how much of the minute
   * is left, as draft-ietf-httpapi-ratelimit-headers-10 writes it, and when it is refused after how many seconds to come back.
   */
  async pass(
    { ip }: Pick<FastifyRequest, 'ip'>,
    what: 'signIn' | 'reading' = 'signIn',
    reply?: FastifyReply,
  ): Promise<void> {
    await this.count(what, networkOf(ip), reply);
  }

  /** The same for what a program asks with its token; nothing for who came with a session, or with nothing. */
  async passToken(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const actor = actorOf(request);
    if (actor.kind === 'person' && actor.via.kind === 'token') await this.count('token', actor.via.id, reply);
  }

  private async count(what: keyof typeof BOUNDS, by: string, reply?: FastifyReply): Promise<void> {
    const { tally, most } = BOUNDS[what];
    const { count, restS } = await countOne(this.db, tally, by);
    void reply?.headers({
      'ratelimit-policy': `"${what}";q=${most};w=${tally.windowS}`,
      ratelimit: `"${what}";r=${Math.max(0, most - count)};t=${restS}`,
    });
    if (count <= most) return;
    void reply?.header('retry-after', String(restS));
    throw new Refusal('request.tooMany');
  }
}
