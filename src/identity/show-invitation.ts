import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { hashSecret } from './credential.js';
import type { NamedHat } from './hat.js';
import { findInvitation } from './invitation.store.js';
import { isNameless } from './nameless.js';
import { listHats } from './person.store.js';

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
