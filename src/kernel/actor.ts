import type { CommitteeRef, Segment } from './committee.js';
import type { Sha256 } from './fingerprint.js';
import { Refusal } from './refusal.js';

/** member: does the body's work; manager: also its people; operator: the Kiesraad as beheerder. */
export type Role = 'member' | 'manager' | 'operator';

/** What a person acts as at this moment: a body, in one election (null for the operator), in a role. */
export interface Hat {
  readonly id: string;
  readonly electionId: string | null;
  readonly body: CommitteeRef;
  readonly role: Role;
}

/** Where a request came from, as far as the server itself can tell. */
export interface Origin {
  readonly ip: string;
  /** User-Agent, at most 200 characters. */
  readonly agent: string | null;
}

/**
 * By what somebody is known at this moment; looked at again by every transaction that changes something, and while a
 * long request runs. `id`: the hash under which the session or token is kept. `exercise`: nothing here is real, so that it
 * counts as a passkey just used. A program of ours that plays somebody has neither.
 */
export type Via =
  | { readonly kind: 'session' | 'token'; readonly id: Sha256; readonly exercise: boolean }
  | { readonly kind: 'program' };

/** A person wearing a hat. */
export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly name: string;
  readonly hat: Hat;
  readonly origin: Origin;
  readonly via: Via;
}

/** Signed in, and without a hat: may choose one or sign out. */
export interface HatlessActor {
  readonly kind: 'hatless';
  readonly personId: string;
  readonly name: string;
  readonly origin: Origin;
  readonly via: Via;
}

/** The platform itself; `part` says which of its parts. */
export interface SystemActor {
  readonly kind: 'system';
  readonly part: string;
}

/** Who does something: always an argument, never looked up behind the caller's back. */
export type Actor =
  PersonActor | HatlessActor | { readonly kind: 'anonymous'; readonly origin: Origin } | SystemActor;

/** `GSB:0668 TK2026 member`: for the log. */
export function describeHat(hat: Hat): string {
  return [`${hat.body.level}:${hat.body.code}`, hat.electionId, hat.role].filter(Boolean).join(' ');
}

/** The segment of the hat that is worn. A hat of no election (the operator's) has none: to it everything of a body is absent. */
export function segmentOf({ hat: { electionId, body } }: Pick<PersonActor, 'hat'>): Segment {
  if (electionId === null) throw new Refusal('request.notFound');
  return { electionId, body };
}
