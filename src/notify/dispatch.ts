export const CHANNELS = ['mail', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/** To whom a row goes: a person of the platform, a contact person of an organisation, or a body's webhook. */
export type Addressee = `${'person' | 'contact' | 'webhook'}:${string}`;

/** A contact person at the address that they have now: at another one they are written to anew. */
export function contactAddressee({ id, email }: { readonly id: string; readonly email: string }): Addressee {
  return `contact:${id}/${email}`;
}

/** A row to be: of this cause never a second one to the same addressee by the same channel. */
export interface NewDispatch {
  /** What a manager sent to see whether it arrives is a test. */
  readonly cause: `${'notice' | 'reminder' | 'test'}:${string}`;
  /** Null for what is no notice. */
  readonly noticeId: string | null;
  readonly channel: Channel;
  readonly addressee: Addressee;
  /** Not before so many seconds from now: the rest of quiet hours. */
  readonly delaySeconds: number;
}

/** A row that a worker has in hand. */
export interface HeldDispatch {
  readonly id: string;
  readonly cause: string;
  readonly noticeId: string | null;
  readonly addressee: Addressee;
  /** How often it was taken, this time among them. */
  readonly attempts: number;
  /** Whoever had it before died when the other side may have had it already. */
  readonly inDoubt: boolean;
}

/** How an attempt ended. */
export type Outcome =
  | { readonly kind: 'sent'; readonly said: string }
  /** For good: waits for somebody who says *Opnieuw*. */
  | { readonly kind: 'dead'; readonly said: string }
  /** Nobody is there any more to tell: not sent, and nothing is wrong. */
  | { readonly kind: 'dropped'; readonly said: string }
  /** Of this one alone: again later. */
  | { readonly kind: 'later'; readonly said: string }
  /** The other side is not there for anybody: this one did not fail. */
  | { readonly kind: 'noServer'; readonly said: string };

/** After so long without success it is given up: a mail server that is gone for a night, or a weekend, loses nothing. */
export const GIVE_UP_HOURS = 72;

const FIRST_PAUSE_S = 15;
const LONGEST_PAUSE_S = 900;

/** How long to wait after the nth attempt (1, 2, …) failed, in seconds: 15, 30, … to a quarter of an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** Math.min(attempts - 1, 10));
}

const MOST_IDLE_MS = 60_000;

/** How long a channel rests when its server was not there n times in a row, in milliseconds: 1 s … a minute. */
export function restAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(MOST_IDLE_MS, 1_000 * 2 ** Math.min(failures - 1, 10));
}
