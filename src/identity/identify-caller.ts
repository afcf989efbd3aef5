import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { HatlessActor, Origin, PersonActor, Via } from '../kernel/actor.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { isByItself, originOf, type SessionLeft } from '../platform/http/request.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { readCookie, SESSION_COOKIE } from './session.js';
import { hashSecret } from './credential.js';
import { hatOf } from './hat.js';
import { findSession, findToken, noteUse, type KeptCaller } from './session.store.js';
import { mustNoteUse, sessionLeft, sessionState } from './session.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;

/** Somebody known, and the session they came with (null: a token). */
interface Caller {
  readonly actor: PersonActor | HatlessActor;
  readonly session: { readonly id: Sha256; readonly left: SessionLeft } | null;
}

/** Puts on a request who asks: request.actor, and request.sessionId when they came with a session. */
@Injectable()
export class IdentifyCaller {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  /** Leaves the request without an actor when nobody is known. Refused: access.tokenInvalid. */
  async run(request: FastifyRequest): Promise<void> {
    const caller = await this.callerOf(request);
    if (caller === null) return;
    request.actor = caller.actor;
    if (caller.session === null) return;
    request.sessionId = caller.session.id;
    request.sessionLeft = caller.session.left;
  }

  /**
   * For a request that was turned down before anybody looked who asks (an address that does not exist): so that the log
   * and the page know all the same. Never refuses.
   */
  async afterwards(request: FastifyRequest): Promise<void> {
    if (request.actor !== undefined) return;
    try {
      await this.run(request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** An Authorization header speaks alone: a browser's cookie beside it, whose Origin nobody checked, is not looked at. */
  private async callerOf(request: FastifyRequest): Promise<Caller | null> {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      const cookie = readCookie(request.headers.cookie, SESSION_COOKIE);
      return cookie === null ? null : this.bySession(cookie, request);
    }
    const token = BEARER.exec(authorization)?.[1];
    const caller = token === undefined ? null : await this.byToken(token, originOf(request));
    if (caller === null) throw new Refusal('access.tokenInvalid');
    return caller;
  }

  /**
   * Null when the session is unknown or over, or the person is blocked. What a page asks by itself is no use of it: who
   * left a board open is not there.
   */
  private async bySession(secret: string, request: FastifyRequest): Promise<Caller | null> {
    const sessionId = hashSecret('session', secret);
    const session = sessionId && (await findSession(this.db.read, sessionId));
    if (!session || session.blocked || sessionState(session, session.now) !== 'live') return null;
    const used = !isByItself(request) && mustNoteUse(session, session.now);
    if (used) await noteUse(this.db, sessionId);
    const left = sessionLeft(used ? { ...session, lastSeenAt: session.now } : session, session.now);
    const via: Via = { kind: 'session', id: sessionId, exercise: this.isExercise && !session.verified };
    return { actor: actorOf(session, originOf(request), via), session: { id: sessionId, left } };
  }

  /**
   * A bearer token always stands for one hat. Null when it is unknown, expired or revoked, its hat has been ended or its
   * person blocked.
   */
  private async byToken(secret: string, origin: Origin): Promise<Caller | null> {
    const id = hashSecret('token', secret);
    const token = id && (await findToken(this.db.read, id));
    if (!token || token.blocked || token.revoked || token.hat === null) return null;
    if (token.now.getTime() >= token.expiresAt.getTime()) return null;
    const via: Via = { kind: 'token', id, exercise: this.isExercise };
    return { actor: actorOf(token, origin, via), session: null };
  }

  private get isExercise(): boolean {
    return this.settings.mode === 'rehearsal';
  }
}

function actorOf({ personId, name, hat }: KeptCaller, origin: Origin, via: Via): PersonActor | HatlessActor {
  return hat === null
    ? { kind: 'hatless', personId, name, origin, via }
    : { kind: 'person', personId, name, hat: hatOf(hat), origin, via };
}
