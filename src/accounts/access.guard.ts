import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { assertNever } from '../kernel/assert-never.js';
import { Refusal } from '../kernel/refusal.js';
import { actorOf, originOf } from '../platform/http/request.js';
import { ACCESS, type Access } from './access.js';
import { readCookie, SESSION_COOKIE } from './cookie.js';
import { RecogniseCaller, type Caller } from './recognise-caller.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;

/**
 * Stands before every route: says who asks (request.actor, request.sessionId) and whether they may. A route that names
 * nobody does not exist for anybody. What is not for this hat and what is not there give the same 404.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: RecogniseCaller,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.callerOf(request);
    if (caller !== null) request.actor = caller.actor;
    if (caller !== null && caller.sessionId !== null) request.sessionId = caller.sessionId;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined) throw new Refusal('request.notFound');
    allow(access, request);
    return true;
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

function allow(access: Access, request: FastifyRequest): void {
  if (access.kind === 'public') return;
  const actor = actorOf(request);
  if (actor.kind === 'anonymous' || actor.kind === 'system') throw new Refusal('access.signInFirst');
  switch (access.kind) {
    case 'signedIn':
      return;
    case 'hat': {
      const hat = actor.kind === 'person' ? actor.hat : null;
      const levelFits = hat !== null && access.levels.includes(hat.body.level);
      if (levelFits && (access.roles === null || access.roles.includes(hat.role))) return;
      throw new Refusal('request.notFound');
    }
    default:
      assertNever(access);
  }
}
