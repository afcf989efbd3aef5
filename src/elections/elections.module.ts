import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConfigureElection } from './configure-election.js';
import { ConfirmDefinition } from './confirm-definition.js';
import { DecideExemption } from './decide-exemption.js';
import { DefinitionAgenda } from './definition-agenda.js';
import { ElectionStore } from './election.store.js';
import { ElectionPages } from './election.page.js';
import { ElectionsController } from './elections.controller.js';
import { ElectionsPages } from './elections.page.js';
import { ExemptionsController } from './exemptions.controller.js';
import { FindLanes } from './find-lanes.js';
import { DecideElection } from './decide-election.js';
import { DecisionsPages } from './decisions.page.js';
import { GatherDuties } from './gather-duties.js';
import { OfferMany } from './offer-many.js';
import { SetUpPages } from './set-up.page.js';
import { ShowSetUp } from './show-set-up.js';
import { SetResultAside } from './set-aside.js';
import { SetAsidePages } from './set-aside.page.js';
import { ShowElections } from './show-elections.js';
import { TellVotingDays } from './tell-voting-days.js';

/** Elections: from a 110a to committees, calendar, routes and duties, and how people see and keep them. */
@Module({
  imports: [BodiesModule, IdentityModule],
  controllers: [
    ElectionsController,
    ExemptionsController,
    ElectionsPages,
    ElectionPages,
    SetAsidePages,
    SetUpPages,
    DecisionsPages,
  ],
  providers: [
    ElectionStore,
    ConfigureElection,
    ConfirmDefinition,
    DecideElection,
    DecideExemption,
    DefinitionAgenda,
    FindLanes,
    GatherDuties,
    OfferMany,
    SetResultAside,
    ShowElections,
    ShowSetUp,
    TellVotingDays,
  ],
  exports: [
    ElectionStore,
    ConfigureElection,
    ConfirmDefinition,
    DecideElection,
    DecideExemption,
    FindLanes,
    GatherDuties,
    ShowElections,
  ],
})
export class ElectionsModule {}
