import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CarryOutRemovals } from './carry-out-removals.js';
import { DecideRemoval } from './decide-removal.js';
import { EvidencePage } from './evidence.page.js';
import { EvidenceStore } from './evidence.store.js';
import { ExportEvidence } from './export-evidence.js';
import { HoldStore } from './hold.store.js';
import { KeepHold } from './keep-hold.js';
import { RemovalAgenda } from './removal-agenda.js';
import { RemovalPage } from './removal.page.js';
import { RemovalStore } from './removal.store.js';
import { RemovalWorker } from './removal.worker.js';
import { RemovalsPage } from './removals.page.js';
import { ShowEvidence } from './show-evidence.js';
import { ShowRemovals } from './show-removals.js';

/** What goes when its term is over, by whom that was decided, and what is kept as evidence. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [RemovalsPage, RemovalPage, EvidencePage],
  providers: [
    CarryOutRemovals,
    DecideRemoval,
    EvidenceStore,
    ExportEvidence,
    HoldStore,
    KeepHold,
    RemovalAgenda,
    RemovalStore,
    RemovalWorker,
    ShowEvidence,
    ShowRemovals,
  ],
})
export class RemovalModule {}
