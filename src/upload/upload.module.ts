import { Module } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { FallbackModule } from '../fallback/fallback.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Settings } from '../platform/settings.js';
import { JudgePool } from '../verify/judge.pool.js';
import { AwaitVerdict } from './await-verdict.js';
import { JudgeWaiting } from './judge-waiting.js';
import { RecordVerdict } from './record-verdict.js';
import { AbandonSubmission } from './abandon-submission.js';
import { ChecksCardPage } from './checks-card.page.js';
import { ComparePaper } from './compare-paper.js';
import { DeliverSubmission } from './deliver-submission.js';
import { DescribeSubmission } from './describe-submission.js';
import { FindOtherHats, MoveSubmission } from './move-submission.js';
import { FindSubmission, ShowReceipt, ShowSubmission } from './show-submission.js';
import { JudgeFiles } from './judge-files.js';
import { JudgingFigures } from './judging-figures.js';
import { ListSubmissions } from './list-submissions.js';
import { MakeContext } from './make-context.js';
import { OpenSubmission } from './open-submission.js';
import { ReceiveFile } from './receive-file.js';
import { ReceiveForm } from './receive-form.js';
import { ReceiptPage, SubmissionExitPage, SubmissionPage } from './submission.page.js';
import { SubmissionsPage } from './submissions.page.js';
import { DecisionController, SubmissionController } from './submission.controller.js';
import { SubmissionAgenda } from './submission-agenda.js';
import { TransferController } from './transfer.controller.js';
import { TakeOverFiles } from './take-over-files.js';
import { TendObjects } from './tend-objects.js';
import { CountMissing } from './count-missing.js';
import { TidySubmissions } from './tidy-submissions.js';
import { UploadWorker } from './upload.worker.js';

const judgePool = {
  provide: JudgePool,
  useFactory: ({ judges, waits }: Settings, bench: Workbench) =>
    new JudgePool({
      size: judges ?? Math.max(2, availableParallelism()),
      scratchFolder: bench.subfolder('judges'),
      cpuMs: waits.judgeCpuMs,
      wallMs: waits.judgeWallMs,
    }),
  inject: [Settings, Workbench],
};

/** Teluitslagen, in: receive, have it judged, keep, deliver. */
@Module({
  imports: [IdentityModule, ElectionsModule, KeysModule, FallbackModule],
  controllers: [
    SubmissionController,
    TransferController,
    DecisionController,
    SubmissionsPage,
    SubmissionPage,
    SubmissionExitPage,
    ReceiptPage,
    ChecksCardPage,
  ],
  providers: [
    judgePool,
    AwaitVerdict,
    JudgeWaiting,
    RecordVerdict,
    AbandonSubmission,
    ComparePaper,
    DeliverSubmission,
    DescribeSubmission,
    FindOtherHats,
    FindSubmission,
    JudgeFiles,
    JudgingFigures,
    ListSubmissions,
    MakeContext,
    MoveSubmission,
    OpenSubmission,
    ReceiveFile,
    ReceiveForm,
    ShowReceipt,
    ShowSubmission,
    SubmissionAgenda,
    TakeOverFiles,
    TendObjects,
    CountMissing,
    TidySubmissions,
    UploadWorker,
  ],
  exports: [FindSubmission, ListSubmissions, JudgeWaiting, MakeContext],
})
export class UploadModule {}
