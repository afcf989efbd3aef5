import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { passes } from '../platform/http/access.js';
import { declarationOf } from '../platform/http/handle.js';
import { actorOf } from '../platform/http/request.js';
import type { AnyRoute } from '../platform/http/route.js';
import { MADE_FOR } from '../web/components/index.js';
import { AttemptLimit } from './attempt-limit.js';
import { IdentifyCaller } from './identify-caller.js';
import { LiveAuthority } from './live-authority.js';

/**
 * Stands before every route: says who asks (request.actor, request.sessionId) and whether they may, and how often. A
 * route that is not declared does not exist for anybody. While it is answered, it ends when that right does.
 * What is not for this hat and what is not there give the same 404.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly identify: IdentifyCaller,
    private readonly limit: AttemptLimit,
    private readonly authority: LiveAuthority,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    await this.identify.run(request);
    await this.limit.passToken(request, reply);
    const declared = declarationOf(context.getHandler());
    if (declared?.access.kind !== 'public') mustActAsShown(request);
    const may =
      declared === undefined
        ? 'no'
        : passes(declared.access, actorOf(request), request.sessionId !== undefined);
    if (may === 'signIn') throw new Refusal('access.signInFirst');
    if (may === 'no') throw new Refusal('request.notFound');
    if (declared?.limited) await this.limit.pass(request, declared.limited, reply);
    if (restsOnRight(declared)) this.authority.watch(request, reply);
    return true;
  }
}

/**
 * Whether the answer is only for who has the right still. Not where everybody is answered, nor where the answer tells that
 * one's own session ended: signing in, an invitation that is accepted and signing out end what the browser had.
 */
function restsOnRight(declared: AnyRoute | undefined): boolean {
  return declared?.access.kind !== 'public' && !(declared?.kind === 'form' && declared.endsSession);
}

/** Whether the form was made for the hat that is worn now. Refused: access.otherRole. */
function mustActAsShown(request: FastifyRequest): void {
  const { actor, method, query } = request;
  const madeFor = (query as Record<string, unknown>)[MADE_FOR];
  if (actor === undefined || madeFor === undefined || method === 'GET' || method === 'HEAD') return;
  if (actor.kind !== 'person' || actor.hat.id !== madeFor) throw new Refusal('access.otherRole');
}
