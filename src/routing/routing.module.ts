import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { AskAgain } from './ask-again.js';
import { AnswerRequest } from './answer-request.js';
import { AssessDelivery } from './assess-delivery.js';
import { AssessTogether } from './assess-together.js';
import { AssessmentController } from './assessment.controller.js';
import { AssessmentStore } from './assessment.store.js';
import { BoardController } from './board.controller.js';
import { BoardPage } from './board.page.js';
import { BoardStore } from './board.store.js';
import { BundleDeliveries } from './bundle-deliveries.js';
import { CheckObject } from './check-object.js';
import { DeliverToRecipients } from './deliver-to-recipients.js';
import { DeliveryPage } from './delivery.page.js';
import { DeliveryStore } from './delivery.store.js';
import { DownloadController } from './download.controller.js';
import { ExportGit } from './export-git.js';
import { ExtractPart } from './extract-part.js';
import { FindDownload } from './find-download.js';
import { GatherBundle } from './gather-bundle.js';
import { GitController } from './git.controller.js';
import { HandOut } from './hand-out.js';
import { LateBodies } from './late-bodies.js';
import { ListInbox } from './list-inbox.js';
import { MarkDelivery } from './mark-delivery.js';
import { MarkFetched } from './mark-fetched.js';
import { ReadDelivery } from './read-delivery.js';
import { ReceivedController } from './received.controller.js';
import { ReceivedPage } from './received.page.js';
import { RequestStore } from './request.store.js';
import { RequestsController } from './requests.controller.js';
import { RequestsPage } from './requests.page.js';
import { RoutingAgenda } from './routing-agenda.js';
import { RoutingWorker } from './routing.worker.js';
import { ShowAsking } from './show-asking.js';
import { ShowBoard } from './show-board.js';
import { ShowNight } from './show-night.js';
import { ShowDelivery } from './show-delivery.js';
import { SendOn } from './send-on.js';
import { SendOnPage } from './send-on.page.js';
import { TogetherPage } from './together.page.js';
import { SweepDeliveries } from './sweep-deliveries.js';

/** Teluitslagen, out: deliveries, the inbox, downloads, marks and asking again. */
@Module({
  imports: [IdentityModule, ElectionsModule, StationsModule],
  controllers: [
    DownloadController,
    GitController,
    ReceivedController,
    AssessmentController,
    ReceivedPage,
    TogetherPage,
    DeliveryPage,
    SendOnPage,
    RequestsController,
    RequestsPage,
    BoardController,
    BoardPage,
  ],
  providers: [
    AnswerRequest,
    AskAgain,
    AssessDelivery,
    AssessTogether,
    AssessmentStore,
    BoardStore,
    BundleDeliveries,
    CheckObject,
    DeliverToRecipients,
    DeliveryStore,
    ExportGit,
    ExtractPart,
    FindDownload,
    GatherBundle,
    HandOut,
    LateBodies,
    ListInbox,
    MarkDelivery,
    MarkFetched,
    ReadDelivery,
    RequestStore,
    RoutingAgenda,
    RoutingWorker,
    ShowAsking,
    ShowBoard,
    ShowDelivery,
    ShowNight,
    SendOn,
    SweepDeliveries,
  ],
  exports: [
    BoardStore,
    DeliveryStore,
    ExtractPart,
    ListInbox,
    RequestStore,
    ShowBoard,
    ShowDelivery,
    SweepDeliveries,
  ],
})
export class RoutingModule {}
