import { Injectable } from '@nestjs/common';
import type { HatlessActor, Origin } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, isUniqueViolation, lock } from '../platform/postgres/database.js';
import { keepPasskey, MakePasskey } from './change-passkeys.js';
import { hashSecret } from './credential.js';
import { endAccess } from './end-access.js';
import type { NamedHat } from './hat.js';
import { findInvitation, useInvitation } from './invitation.store.js';
import { isNameless } from './issue-invitation.js';
import type { RegistrationAnswer } from './passkey-ceremony.js';
import { listHats, renamePerson } from './person.store.js';
import { startSession } from './start-session.js';

/** What an invitation says to who opens it. */
export interface ShownInvitation {
  readonly name: string;
  readonly hats: readonly NamedHat[];
  readonly expiresAt: Date;
  /** The person must still say who they are. */
  readonly nameless: boolean;
}

/** Looks at an invitation without using it: programs that look into mail open links too. */
@Injectable()
export class ShowInvitation {
  constructor(private readonly db: Database) {}

  /** Refused: accounts.invitationInvalid. */
  async run(secret: string): Promise<ShownInvitation> {
    const hash = hashSecret('invitation', secret);
    const invitation = hash && (await findInvitation(this.db.read, hash));
    if (!invitation) throw new Refusal('accounts.invitationInvalid');
    const { personId, name, expiresAt } = invitation;
    return {
      name,
      expiresAt,
      nameless: isNameless(invitation),
      hats: await listHats(this.db.read, personId),
    };
  }
}

/** What comes with an accepted invitation. `saidToBe` counts only for the first operator, whom nobody could name. */
export interface Acceptance {
  readonly answer: RegistrationAnswer;
  readonly passkeyName: string;
  readonly saidToBe?: { readonly name: string; readonly email: string };
  /** The session this browser had, whoever's it was. */
  readonly before?: string | undefined;
}

/** Sets an account up with an invitation: a passkey, and a session. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly make: MakePasskey,
  ) {}

  /**
   * Gives the session's secret. The invitation is used up in the same transaction; what the account had before (an
   * invitation after loss) goes: passkeys, sessions and tokens. `before`: the session this browser had, which ends. Refused: accounts.invitationInvalid, accounts.passkeyNotAdded.
   */
  async run(
    secret: string,
    { answer, passkeyName, saidToBe, before }: Acceptance,
    origin: Origin,
  ): Promise<string> {
    const hash = hashSecret('invitation', secret);
    const invitation = hash && (await findInvitation(this.db.read, hash));
    if (!invitation) throw new Refusal('accounts.invitationInvalid');
    const made = await this.make.run(answer, invitation.personId);
    const { personId } = invitation;
    const name = isNameless(invitation) && saidToBe ? saidToBe.name : invitation.name;
    const actor: HatlessActor = { kind: 'hatless', personId, name, origin, via: { kind: 'program' } };
    const now = this.clock.now();
    try {
      return await this.db.transaction(async (tx) => {
        await lock(tx, `person:${personId}`);
        if ((await findInvitation(tx, hash)) === null || !(await useInvitation(tx, hash)))
          throw new Refusal('accounts.invitationInvalid');
        if (isNameless(invitation) && saidToBe) await renamePerson(tx, personId, saidToBe);
        await endAccess(tx, personId, { now, passkeys: true });
        await keepPasskey(tx, made, passkeyName, actor, now);
        return startSession(tx, { personId, name, origin, verified: true, before }, now);
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new Refusal('accounts.passkeyNotAdded') : error;
    }
  }
}
