import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CandidatesAgenda } from './candidates-agenda.js';
import { ConfirmCandidates } from './confirm-candidates.js';
import { ElectionFilesController } from './election-files.controller.js';
import { ElectionFilesPage } from './election-files.page.js';
import { HandInList } from './hand-in-list.js';
import { HandOutFiles } from './hand-out-files.js';
import { OfferCandidates } from './offer-candidates.js';
import { ShowLists } from './show-lists.js';
import { ShowOffers } from './show-offers.js';
import { StationDuties } from './station-duties.js';
import { StationListsController } from './station-lists.controller.js';
import { StationListsPage } from './station-lists.page.js';
import { StationsAgenda } from './stations-agenda.js';

/** Lists of polling stations (110b): handed in beside the keys, judged, kept by version and handed out; and the 110a and 230b. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [StationListsController, ElectionFilesController, StationListsPage, ElectionFilesPage],
  providers: [
    CandidatesAgenda,
    ConfirmCandidates,
    HandInList,
    HandOutFiles,
    OfferCandidates,
    ShowLists,
    ShowOffers,
    StationDuties,
    StationsAgenda,
  ],
  exports: [HandInList, HandOutFiles, OfferCandidates],
})
export class StationsModule {}
