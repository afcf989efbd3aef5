import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { AuthorisationsAgenda } from './authorisations-agenda.js';
import { AuthorisationsPage } from './authorisations.page.js';
import { BlockPerson } from './block-person.js';
import { ContactsAgenda } from './contacts-agenda.js';
import { ContactsPage } from './contacts.page.js';
import { CreateFirstInvitation } from './create-first-invitation.js';
import { CreatePerson } from './create-person.js';
import { EndHat, GrantHat } from './change-hats.js';
import { InvitePerson, RestoreAccess } from './invite-person.js';
import { KeepOrganisations, LoadOrganisations } from './load-organisations.js';
import { KeepContacts, LoadContacts } from './keep-contacts.js';
import { MergeOrganisations } from './merge-organisations.js';
import { MergerPage } from './merger.page.js';
import { OperatorAgenda } from './operator-agenda.js';
import { OrganisationsPage } from './organisations.page.js';
import { BeforeEndingPage, PeoplePage } from './people.page.js';
import { PersonPage } from './person.page.js';
import { ReviewAuthorisations } from './review-authorisations.js';
import { ShowAuthorisations } from './show-authorisations.js';
import { ShowContacts } from './show-contacts.js';
import { ShowMergers } from './show-mergers.js';
import { ForeseeEnd, ShowPeople, ShowPerson } from './show-people.js';
import { SweepAuthorisations } from './sweep-authorisations.js';
import { VotingDays } from './voting-days.js';

/** The organisations above elections, and their people and roles. */
@Module({
  imports: [IdentityModule],
  controllers: [
    AuthorisationsPage,
    ContactsPage,
    MergerPage,
    OrganisationsPage,
    PeoplePage,
    BeforeEndingPage,
    PersonPage,
  ],
  providers: [
    AuthorisationsAgenda,
    BlockPerson,
    ContactsAgenda,
    CreateFirstInvitation,
    CreatePerson,
    EndHat,
    ForeseeEnd,
    GrantHat,
    InvitePerson,
    KeepContacts,
    KeepOrganisations,
    LoadContacts,
    LoadOrganisations,
    MergeOrganisations,
    OperatorAgenda,
    RestoreAccess,
    ReviewAuthorisations,
    ShowAuthorisations,
    ShowContacts,
    ShowMergers,
    ShowPeople,
    ShowPerson,
    SweepAuthorisations,
    VotingDays,
  ],
  exports: [
    CreateFirstInvitation,
    CreatePerson,
    GrantHat,
    KeepContacts,
    LoadContacts,
    LoadOrganisations,
    MergeOrganisations,
    ShowContacts,
    VotingDays,
  ],
})
export class BodiesModule {}
