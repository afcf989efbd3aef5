import type { Actor, HatlessActor, PersonActor, Role } from '../../kernel/actor.js';
import type { Level } from '../../kernel/committee.js';

/** For anyone, with or without an account. */
export interface PublicAccess {
  readonly kind: 'public';
}

/** For who signed in, with or without a hat. `session`: in a browser; a token may not. */
export interface SignedInAccess {
  readonly kind: 'signedIn';
  readonly session?: true;
}

/** For who wears a hat of one of these levels and, when given, one of these roles. */
export interface HatAccess {
  readonly kind: 'hat';
  readonly levels: readonly Level[];
  readonly roles: readonly Role[] | null;
  readonly session?: true;
}

/** Who may use a route. A route that says nothing may be used by nobody. */
export type Access = PublicAccess | SignedInAccess | HatAccess;

export const PUBLIC: PublicAccess = { kind: 'public' };
export const SIGNED_IN: SignedInAccess = { kind: 'signedIn' };

/** Only who wears a hat of one of `levels` (and one of `roles`). Others get the 404 of what does not exist. */
export function hats(levels: readonly Level[], roles: readonly Role[] | null = null): HatAccess {
  return { kind: 'hat', levels, roles };
}

/**
 * The same, with a session only: a token may do a body's work and nothing to accounts, for a stolen one must not make
 * more. With a token such a route does not exist.
 */
export function inSession<A extends SignedInAccess | HatAccess>(access: A): A & { readonly session: true } {
  return { ...access, session: true };
}

/** Who a handler behind such access has before it. */
export type ActorOf<A extends Access> = A extends HatAccess
  ? PersonActor
  : A extends SignedInAccess
    ? PersonActor | HatlessActor
    : Actor;

/** Whether `actor` may pass; `signIn`: nobody knows who asks, and signing in may help. */
export function passes(access: Access, actor: Actor, hasSession: boolean): 'yes' | 'no' | 'signIn' {
  if (access.kind === 'public') return 'yes';
  if (actor.kind === 'anonymous' || actor.kind === 'system') return 'signIn';
  if (access.session && !hasSession) return 'no';
  if (access.kind === 'signedIn') return 'yes';
  if (actor.kind !== 'person' || !access.levels.includes(actor.hat.body.level)) return 'no';
  return access.roles === null || access.roles.includes(actor.hat.role) ? 'yes' : 'no';
}

/** Who may use it, in Dutch, for the documents. */
export function accessText(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'iedereen';
    case 'signedIn':
      return 'wie is ingelogd';
    case 'hat':
      return access.levels.join(', ');
  }
}
