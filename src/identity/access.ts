import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { HatlessActor, PersonActor, Role } from '../kernel/actor.js';
import type { Level } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import type { Access } from '../platform/http/access.js';
import { actorOf } from '../platform/http/request.js';

export const ACCESS = Symbol('access');

/** Anyone, with or without an account. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anyone who has signed in. */
export const SignedIn = () => SetMetadata(ACCESS, { kind: 'signedIn' } satisfies Access);

/** Only who wears a hat of one of `levels` (and one of `roles`). Others get the 404 of what does not exist. */
export const Allow = (levels: readonly Level[], roles: readonly Role[] | null = null) =>
  SetMetadata(ACCESS, { kind: 'hat', levels, roles } satisfies Access);

/** The person with the hat of this request; for handlers behind `Allow`. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonActor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (actor.kind !== 'person') throw new Refusal('request.notFound');
  return actor;
});

/** The signed-in person, hat or no hat; for handlers behind `SignedIn`. */
export const CurrentAccount = createParamDecorator(
  (_: unknown, context: ExecutionContext): PersonActor | HatlessActor => {
    const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (actor.kind !== 'person' && actor.kind !== 'hatless') throw new Refusal('request.notFound');
    return actor;
  },
);
