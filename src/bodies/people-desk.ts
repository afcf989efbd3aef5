import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Settings } from '../platform/settings.js';
import { EndHat } from './end-hat.js';
import { InvitePerson, type Invitee } from './invite-person.js';
import type { InvitationLink } from '../identity/issue-invitation.js';
import type { BodyRef } from '../identity/person.store.js';
import { RestoreAccess } from './restore-access.js';
import { ShowPeople, type BodyPeople } from './show-people.js';

/** A link with the whole address, to hand over. */
export interface LinkToHandOver {
  readonly url: string;
  readonly expiresAt: Date;
}

/** Everything a body's manager does with its people, for the page that does it. */
@Injectable()
export class PeopleDesk {
  constructor(
    private readonly people: ShowPeople,
    private readonly invitePerson: InvitePerson,
    private readonly restoreAccess: RestoreAccess,
    private readonly endHat: EndHat,
    private readonly settings: Settings,
  ) {}

  show(body: BodyRef, actor: PersonActor): Promise<BodyPeople> {
    return this.people.run(body, actor);
  }

  /** See InvitePerson; null: no link is needed. */
  async invite(invitee: Invitee, actor: PersonActor): Promise<LinkToHandOver | null> {
    const link = await this.invitePerson.run(invitee, actor);
    return link && this.whole(link);
  }

  /** See RestoreAccess. */
  async renew(hatId: string, actor: PersonActor): Promise<LinkToHandOver> {
    return this.whole(await this.restoreAccess.run(hatId, actor));
  }

  /** See EndHat. */
  end(hatId: string, actor: PersonActor): Promise<void> {
    return this.endHat.run(hatId, actor);
  }

  private whole({ path, expiresAt }: InvitationLink): LinkToHandOver {
    return { url: this.settings.baseUrl + path, expiresAt };
  }
}
