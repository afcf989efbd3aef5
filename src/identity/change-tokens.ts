import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { describeHat, type HatlessActor, type PersonActor, type SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { act } from './act.js';
import { newSecret } from './credential.js';
import { tokenIssued, tokenRevoked } from './events.js';
import { holdHat } from './person.store.js';
import { addToken, revokeToken } from './token.store.js';

const DAY_MS = 86_400_000;
/** No token works longer than this, in days. */
export const LONGEST_TOKEN_DAYS = 90;

/** A token to issue: for one hat, with a name its owner knows it by, for 1 to 90 whole days. */
export interface WantedToken {
  readonly hatId: string;
  readonly label: string;
  readonly days: number;
}

/** A token that was issued. `token` is shown this once; only its hash is kept. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Issues a bearer token for a program of a body. */
@Injectable()
export class IssueToken {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Sensitive. Refused with request.notFound when the hat is ended, or is not the actor's own (the system may issue for any). */
  run(wanted: WantedToken, actor: PersonActor | SystemActor): Promise<IssuedToken> {
    return act(this.db, actor, (tx) => issueToken(tx, wanted, actor, this.clock.now()), 'fresh');
  }
}

/** The same as {@link IssueToken}, inside a transaction that does more. */
export async function issueToken(
  tx: Tx,
  wanted: WantedToken,
  actor: PersonActor | SystemActor,
  now: Date,
): Promise<IssuedToken> {
  const { hatId, label, days } = wanted;
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS)
    throw new RangeError(`a token of ${days} days`);
  const hat = await holdHat(tx, hatId);
  if (hat === null || !mayIssue(actor, hat.personId)) throw new Refusal('request.notFound');
  const { secret, hash } = newSecret('token');
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  await addToken(tx, { tokenHash: hash, hatId, label, now, expiresAt });
  await append(
    tx,
    tokenIssued({
      object: { id: hash.slice(0, 16), electionId: hat.electionId },
      actor,
      details: { label, hat: describeHat(hat), expiresAt },
    }),
    now,
  );
  return { token: secret, expiresAt };
}

function mayIssue(actor: PersonActor | SystemActor, owner: string): boolean {
  return actor.kind === 'system' || actor.personId === owner;
}

/** Revokes a token of one's own, or as operator anybody's: it stops at once. */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `tokenHash` as the list of tokens gives it. Refused with request.notFound when it is not theirs to revoke, or revoked. */
  async run(tokenHash: string, actor: PersonActor | HatlessActor): Promise<void> {
    const operator = actor.kind === 'person' && actor.hat.role === 'operator';
    const personId = operator ? null : actor.personId;
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const label = await revokeToken(tx, { tokenHash, personId }, at);
      if (label === null) throw new Refusal('request.notFound');
      const object = { id: tokenHash.slice(0, 16) };
      await append(tx, tokenRevoked({ object, actor, details: { label } }), at);
    });
  }
}
