import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ContactsAgenda } from './contacts-agenda.js';
import { ContactsPage } from './contacts.page.js';
import { KeepOrganisations, LoadOrganisations } from './load-organisations.js';
import { KeepContacts, LoadContacts } from './keep-contacts.js';
import { MergeOrganisations } from './merge-organisations.js';
import { MergerPage } from './merger.page.js';
import { OrganisationsPage } from './organisations.page.js';
import { ShowContacts } from './show-contacts.js';
import { ShowMergers } from './show-mergers.js';
import { VotingDays } from './voting-days.js';

/** The organisations above elections, their mergers and their contact persons. */
@Module({
  imports: [IdentityModule],
  controllers: [ContactsPage, MergerPage, OrganisationsPage],
  providers: [
    ContactsAgenda,
    KeepContacts,
    KeepOrganisations,
    LoadContacts,
    LoadOrganisations,
    MergeOrganisations,
    ShowContacts,
    ShowMergers,
    VotingDays,
  ],
  exports: [KeepContacts, LoadContacts, LoadOrganisations, MergeOrganisations, ShowContacts, VotingDays],
})
export class BodiesModule {}
