const MINUTE = 60_000;

/** Not used this long: over (BIO2 8.05; half an hour). */
export const IDLE_MS = 30 * MINUTE;
/** However busy, over after this: a long election night and no longer. */
export const LONGEST_MS = 12 * 60 * MINUTE;
/** Use is noted at most this often, so that a page is not a write. */
export const NOTE_USE_MS = MINUTE;

/** What decides whether a session still stands. */
export interface SessionTimes {
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
}

/** Why a session is over, or that it is not. */
export type SessionState = 'live' | 'idle' | 'ended';

/** The state at `now`; exactly at a limit it is over. */
export function sessionState(session: SessionTimes, now: Date): SessionState {
  if (now.getTime() >= session.endsAt.getTime()) return 'ended';
  return now.getTime() - session.lastSeenAt.getTime() >= IDLE_MS ? 'idle' : 'live';
}

/** When a session that starts now ends at the latest. */
export function latestEnd(now: Date): Date {
  return new Date(now.getTime() + LONGEST_MS);
}

/** Whether this use must be written down. */
export function mustNoteUse(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= NOTE_USE_MS;
}
