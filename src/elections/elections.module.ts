import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ConfigureElection } from './configure-election.js';
import { DeclareExemption } from './declare-exemption.js';
import { ElectionStore } from './election.store.js';
import { ElectionPages } from './election.page.js';
import { ElectionsController } from './elections.controller.js';
import { ElectionsPages } from './elections.page.js';
import { EndExemption } from './end-exemption.js';
import { ExemptionsController } from './exemptions.controller.js';
import { ListElections } from './list-elections.js';
import { ShowElection } from './show-election.js';

/** Elections: from a 110a to committees, calendar, routes and duties, and how people see and keep them. */
@Module({
  imports: [IdentityModule],
  controllers: [ElectionsController, ExemptionsController, ElectionsPages, ElectionPages],
  providers: [ElectionStore, ConfigureElection, DeclareExemption, EndExemption, ListElections, ShowElection],
  exports: [ElectionStore, ConfigureElection, DeclareExemption, EndExemption, ListElections, ShowElection],
})
export class ElectionsModule {}
