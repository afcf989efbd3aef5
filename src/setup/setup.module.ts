import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConfigureElection } from './configure-election.js';
import { ConfirmDefinition } from './confirm-definition.js';
import { DecideExemption } from './decide-exemption.js';
import { DefinitionAgenda } from './definition-agenda.js';
import { ElectionPages } from './election.page.js';
import { ElectionsController } from './elections.controller.js';
import { ElectionsPages } from './elections.page.js';
import { ExemptionsController } from './exemptions.controller.js';
import { DecideElection } from './decide-election.js';
import { DecisionsPages } from './decisions.page.js';
import { OfferMany } from './offer-many.js';
import { SetUpPages } from './set-up.page.js';
import { ShowSetUp } from './show-set-up.js';
import { SetResultAside } from './set-aside.js';
import { SetAsidePages } from './set-aside.page.js';
import { ShowElections } from './show-elections.js';
import { TellVotingDays } from './tell-voting-days.js';

/** How an election is set up and kept: by two, from its definition to what was decided of it. */
@Module({
  imports: [BodiesModule, ElectionsModule, IdentityModule],
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
    ConfigureElection,
    ConfirmDefinition,
    DecideElection,
    DecideExemption,
    DefinitionAgenda,
    OfferMany,
    SetResultAside,
    ShowElections,
    ShowSetUp,
    TellVotingDays,
  ],
  exports: [ConfigureElection, ConfirmDefinition, DecideElection, DecideExemption, ShowElections],
})
export class SetupModule {}
