import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { HandOutResult } from './hand-out-result.js';
import { KeepEml } from './keep-eml.js';
import { PaperPage } from './paper.page.js';
import { PaperStore } from './paper.store.js';
import { PublicationAgenda } from './publication-agenda.js';
import { PublicationController } from './publication.controller.js';
import { PublicationPage } from './publication.page.js';
import { PublicationStore } from './publication.store.js';
import { PublishPaper } from './publish-paper.js';
import { PublishResult } from './publish-result.js';
import { ResultsController } from './results.controller.js';
import { ResultsPage } from './results.page.js';
import { ShowPapers } from './show-papers.js';
import { ShowResults } from './show-results.js';
import { ShowUnpublished } from './show-unpublished.js';

/** Result files that are made public, by who must, and read by everybody. */
@Module({
  imports: [IdentityModule, ElectionsModule, RoutingModule],
  controllers: [PaperPage, PublicationController, PublicationPage, ResultsController, ResultsPage],
  providers: [
    HandOutResult,
    KeepEml,
    PaperStore,
    PublicationAgenda,
    PublicationStore,
    PublishPaper,
    PublishResult,
    ShowPapers,
    ShowResults,
    ShowUnpublished,
  ],
  exports: [ShowResults],
})
export class PublicationModule {}
