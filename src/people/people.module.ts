import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AuthorisationsAgenda } from './authorisations-agenda.js';
import { AuthorisationsPage } from './authorisations.page.js';
import { BlockPerson } from './block-person.js';
import { CreateFirstInvitation } from './create-first-invitation.js';
import { CreatePerson } from './create-person.js';
import { EndHat, GrantHat } from './change-hats.js';
import { InvitePerson, RestoreAccess } from './invite-person.js';
import { OperatorAgenda } from './operator-agenda.js';
import { BeforeEndingPage, PeoplePage } from './people.page.js';
import { PersonPage } from './person.page.js';
import { ReviewAuthorisations } from './review-authorisations.js';
import { ShowAuthorisations } from './show-authorisations.js';
import { ForeseeEnd, ShowPeople, ShowPerson } from './show-people.js';
import { SweepAuthorisations } from './sweep-authorisations.js';

/** The people of bodies and of organisations, their roles, and how those are confirmed before each election. */
@Module({
  imports: [BodiesModule, IdentityModule],
  controllers: [AuthorisationsPage, PeoplePage, BeforeEndingPage, PersonPage],
  providers: [
    AuthorisationsAgenda,
    BlockPerson,
    CreateFirstInvitation,
    CreatePerson,
    EndHat,
    ForeseeEnd,
    GrantHat,
    InvitePerson,
    OperatorAgenda,
    RestoreAccess,
    ReviewAuthorisations,
    ShowAuthorisations,
    ShowPeople,
    ShowPerson,
    SweepAuthorisations,
  ],
  exports: [CreateFirstInvitation, CreatePerson, GrantHat],
})
export class PeopleModule {}
