import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { BlockPerson } from './block-person.js';
import { CreateFirstInvitation } from './create-first-invitation.js';
import { CreatePerson } from './create-person.js';
import { EndHat, GrantHat } from './change-hats.js';
import { InvitePerson, RestoreAccess } from './invite-person.js';
import { KeepOrganisations, LoadOrganisations } from './load-organisations.js';
import { OperatorAgenda } from './operator-agenda.js';
import { BeforeEndingPage, PeoplePage } from './people.page.js';
import { PersonPage } from './person.page.js';
import { ForeseeEnd, ShowPeople, ShowPerson } from './show-people.js';

/** The organisations above elections, and their people and roles. */
@Module({
  imports: [IdentityModule],
  controllers: [PeoplePage, BeforeEndingPage, PersonPage],
  providers: [
    BlockPerson,
    CreateFirstInvitation,
    CreatePerson,
    EndHat,
    ForeseeEnd,
    GrantHat,
    InvitePerson,
    KeepOrganisations,
    LoadOrganisations,
    OperatorAgenda,
    RestoreAccess,
    ShowPeople,
    ShowPerson,
  ],
  exports: [CreateFirstInvitation, CreatePerson, GrantHat, LoadOrganisations],
})
export class BodiesModule {}
