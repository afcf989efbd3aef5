import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { assertNever } from '../kernel/assert-never.js';
import { Refusal } from '../kernel/refusal.js';
import { actorOf } from '../platform/http/request.js';
import { ACCESS, type Access } from './access.js';
import { IdentifyCaller } from './identify-caller.js';

/**
 * Stands before every route: says who asks (request.actor, request.sessionId) and whether they may. A route that names
 * nobody does not exist for anybody. What is not for this hat and what is not there give the same 404.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identify: IdentifyCaller,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    await this.identify.run(request);
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined) throw new Refusal('request.notFound');
    allow(access, request);
    return true;
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
