import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConfigureElection } from './configure-election.js';
import { DecideExemption } from './decide-exemption.js';
import { ElectionStore } from './election.store.js';
import { ElectionPages } from './election.page.js';
import { ElectionsController } from './elections.controller.js';
import { ElectionsPages } from './elections.page.js';
import { ExemptionsController } from './exemptions.controller.js';
import { FindLanes } from './find-lanes.js';
import { ShowElections } from './show-elections.js';
import { TellVotingDays } from './tell-voting-days.js';

/** Elections: from a 110a to committees, calendar, routes and duties, and how people see and keep them. */
@Module({
  imports: [BodiesModule, IdentityModule],
  controllers: [ElectionsController, ExemptionsController, ElectionsPages, ElectionPages],
  providers: [ElectionStore, ConfigureElection, DecideExemption, FindLanes, ShowElections, TellVotingDays],
  exports: [ElectionStore, ConfigureElection, DecideExemption, FindLanes, ShowElections],
})
export class ElectionsModule {}
