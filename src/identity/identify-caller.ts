import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { originOf } from '../platform/http/request.js';
import { readCookie, SESSION_COOKIE } from './cookie.js';
import { RecogniseCaller, type Caller } from './recognise-caller.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;

/** Puts on a request who asks: request.actor, and request.sessionId when they came with a session. */
@Injectable()
export class IdentifyCaller {
  constructor(private readonly callers: RecogniseCaller) {}

  /** Leaves the request without an actor when nobody is known. Refused: access.tokenInvalid. */
  async run(request: FastifyRequest): Promise<void> {
    const caller = await this.callerOf(request);
    if (caller === null) return;
    request.actor = caller.actor;
    if (caller.sessionId !== null) request.sessionId = caller.sessionId;
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
      return cookie === null ? null : this.callers.bySession(cookie, originOf(request));
    }
    const token = BEARER.exec(authorization)?.[1];
    const caller = token === undefined ? null : await this.callers.byToken(token, originOf(request));
    if (caller === null) throw new Refusal('access.tokenInvalid');
    return caller;
  }
}
