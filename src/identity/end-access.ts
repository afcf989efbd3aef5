import type { Tx } from '../platform/postgres/database.js';
import { removeInvitations } from './invitation.store.js';
import { removePasskeys } from './passkey.store.js';
import { endSessions } from './session.store.js';
import { revokeTokens } from './token.store.js';

/** Everything by which somebody can get in, as numbers of what there was. */
export interface EndedAccess {
  readonly sessions: number;
  readonly tokens: number;
  readonly passkeys: number;
}

/**
 * Ends every way in that a person has, at once: sessions, tokens and open invitations; with `passkeys` those too, after
 * which only a new invitation lets them in.
 */
export async function endAccess(
  tx: Tx,
  personId: string,
  { now, passkeys }: { now: Date; passkeys: boolean },
): Promise<EndedAccess> {
  await removeInvitations(tx, personId);
  return {
    sessions: await endSessions(tx, personId),
    tokens: await revokeTokens(tx, personId, now),
    passkeys: passkeys ? await removePasskeys(tx, personId) : 0,
  };
}
