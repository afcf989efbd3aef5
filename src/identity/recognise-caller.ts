import { Injectable } from '@nestjs/common';
import type { HatlessActor, Origin, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Database } from '../platform/postgres/database.js';
import { hashSecret } from './credential.js';
import { hatOf } from './hat.js';
import { findSession, findToken, noteUse, type KeptCaller } from './session.store.js';
import { mustNoteUse, sessionState } from './session.js';

/** Somebody known, and the session they came with (null: a token). */
export interface Caller {
  readonly actor: PersonActor | HatlessActor;
  readonly sessionId: Sha256 | null;
}

/** Finds out who asks, from what only they have. */
@Injectable()
export class RecogniseCaller {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** By the session's cookie. Null when the session is unknown or over, or the person is blocked. */
  async bySession(secret: string, origin: Origin): Promise<Caller | null> {
    const sessionId = hashSecret('session', secret);
    const session = sessionId && (await findSession(this.db.read, sessionId));
    const now = this.clock.now();
    if (!session || session.blocked || sessionState(session, now) !== 'live') return null;
    if (mustNoteUse(session, now)) await noteUse(this.db, sessionId, now);
    return { actor: actorOf(session, origin), sessionId };
  }

  /**
   * By a bearer token, which always stands for one hat. Null when it is unknown, expired or revoked, its hat has been
   * ended or its person blocked.
   */
  async byToken(secret: string, origin: Origin): Promise<Caller | null> {
    const hash = hashSecret('token', secret);
    const token = hash && (await findToken(this.db.read, hash));
    if (!token || token.blocked || token.revoked || token.hat === null) return null;
    if (this.clock.now().getTime() >= token.expiresAt.getTime()) return null;
    return { actor: actorOf(token, origin), sessionId: null };
  }
}

function actorOf({ personId, name, hat }: KeptCaller, origin: Origin): PersonActor | HatlessActor {
  return hat === null
    ? { kind: 'hatless', personId, name, origin }
    : { kind: 'person', personId, name, hat: hatOf(hat), origin };
}
