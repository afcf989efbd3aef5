import { Module } from '@nestjs/common';
import { Navigation } from '../frame/navigation.js';
import { CreateFirstInvitation } from './create-first-invitation.js';
import { CreatePerson } from './create-person.js';
import { EndHat } from './end-hat.js';
import { GrantHat } from './grant-hat.js';
import { InvitePerson } from './invite-person.js';
import { PeopleDesk } from './people-desk.js';
import { PeoplePage } from './people.page.js';
import { RenewInvitation } from './renew-invitation.js';
import { ShowPeople } from './show-people.js';

/** The organisations above elections, and their people and roles. */
@Module({
  controllers: [PeoplePage],
  providers: [
    CreateFirstInvitation,
    CreatePerson,
    EndHat,
    GrantHat,
    InvitePerson,
    PeopleDesk,
    RenewInvitation,
    ShowPeople,
  ],
  exports: [CreateFirstInvitation, CreatePerson, GrantHat],
})
export class BodiesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      order: 70,
      href: '/mensen',
      label: 'Mensen',
      levels: null,
      roles: ['manager', 'operator'],
    });
  }
}
