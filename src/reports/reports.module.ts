import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PublicationModule } from '../publication/publication.module.js';
import { FaultPage } from './fault.page.js';
import { ForgetContacts } from './forget-contacts.js';
import { HandleReport } from './handle-report.js';
import { ReceiveReport } from './receive-report.js';
import { ReportStore } from './report.store.js';
import { ReportsAgenda } from './reports-agenda.js';
import { ReportsPage } from './reports.page.js';
import { ShowReports } from './show-reports.js';

/** What anybody reports without an account, and what is done with it. */
@Module({
  imports: [IdentityModule, ElectionsModule, PublicationModule],
  controllers: [FaultPage, ReportsPage],
  providers: [ForgetContacts, HandleReport, ReceiveReport, ReportsAgenda, ReportStore, ShowReports],
})
export class ReportsModule {}
