import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { act } from './act.js';
import { sessionEnded, sessionEndedEverywhere } from './events.js';
import { removeInvitations } from './invitation.store.js';
import { removePasskeys } from './passkey.store.js';
import { endSessions } from './session.store.js';
import { revokeTokens } from './token.store.js';

/** Everything by which somebody can get in, as numbers of what there was. */
export interface EndedAccess {
  readonly sessions: number;
  readonly tokens: number;
  readonly passkeys: number;
}

/**
 * Ends every way in that a person has, at once: sessions, tokens and open invitations; with `passkeys` those too, after
 * which only a new invitation lets them in.
 */
export async function endAccess(
  tx: Tx,
  personId: string,
  { now, passkeys }: { now: Date; passkeys: boolean },
): Promise<EndedAccess> {
  await removeInvitations(tx, personId);
  return {
    sessions: await endSessions(tx, personId),
    tokens: await revokeTokens(tx, personId, now),
    passkeys: passkeys ? await removePasskeys(tx, personId) : 0,
  };
}

/** Signs out: this session, another of one's own, or all. */
@Injectable()
export class EndSession {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Ends one of the actor's own sessions. Refused with request.notFound when it is not theirs or over. */
  async run(sessionId: string, actor: PersonActor | HatlessActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      if ((await endSessions(tx, actor.personId, sessionId)) === 0) throw new Refusal('request.notFound');
      await append(tx, sessionEnded({ object: { id: sessionId.slice(0, 16) }, actor }), this.clock.now());
    });
  }

  /** Ends all of the actor's sessions, this one too. */
  async everywhere(actor: PersonActor | HatlessActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      const sessions = await endSessions(tx, actor.personId);
      const object = { id: actor.personId };
      await append(tx, sessionEndedEverywhere({ object, actor, details: { sessions } }), this.clock.now());
    });
  }
}
