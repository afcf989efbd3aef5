import { Module } from '@nestjs/common';
import { Navigation } from '../frame/navigation.js';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { Settings } from '../platform/settings.js';
import { JudgePool } from '../verify/judge.pool.js';
import { AbandonSubmission } from './abandon-submission.js';
import { DeliverSubmission } from './deliver-submission.js';
import { DescribeSubmission } from './describe-submission.js';
import { FindOtherHats } from './find-other-hats.js';
import { FindSubmission } from './find-submission.js';
import { FinishSubmission } from './finish-submission.js';
import { JudgeFiles } from './judge-files.js';
import { JudgeSubmission } from './judge-submission.js';
import { SettleFiles } from './settle-files.js';
import { ListSubmissions } from './list-submissions.js';
import { MakeContext } from './make-context.js';
import { MoveSubmission } from './move-submission.js';
import { OpenSubmission } from './open-submission.js';
import { ReceiveFile } from './receive-file.js';
import { ReceiveForm } from './receive-form.js';
import { ReceivedFiles } from './received-files.store.js';
import { ShowReceipt } from './show-receipt.js';
import { ShowSubmission } from './show-submission.js';
import { ReceiptPage } from './receipt.page.js';
import { SubmissionExitPage, SubmissionPage } from './submission.page.js';
import { SubmissionScreen } from './submission-screen.js';
import { SubmissionsPage } from './submissions.page.js';
import { UploadFormPage } from './upload-form.page.js';
import { DecisionController, SubmissionController, TransferController } from './submission.controller.js';
import { TidyFiles } from './tidy-files.js';
import { TidySubmissions } from './tidy-submissions.js';
import { UploadWorker } from './upload.worker.js';

// run from the sources, as tests do, there is no compiled judge beside us: then it is the built one
const JUDGES = ['../verify/judge.process.js', '../../dist/verify/judge.process.js']
  .map((place) => fileURLToPath(new URL(place, import.meta.url)))
  .filter((file) => existsSync(file));

const judgePool = {
  provide: JudgePool,
  useFactory: ({ judges }: Settings) => {
    const [module] = JUDGES;
    return new JudgePool({
      size: judges ?? Math.max(2, availableParallelism()),
      ...(module === undefined ? {} : { module }),
    });
  },
  inject: [Settings],
};

/** Teluitslagen, in: receive, have it judged, keep, deliver. */
@Module({
  imports: [IdentityModule, ElectionsModule, KeysModule],
  controllers: [
    SubmissionController,
    TransferController,
    DecisionController,
    SubmissionsPage,
    UploadFormPage,
    SubmissionPage,
    SubmissionExitPage,
    ReceiptPage,
  ],
  providers: [
    judgePool,
    AbandonSubmission,
    DeliverSubmission,
    DescribeSubmission,
    FindOtherHats,
    FindSubmission,
    FinishSubmission,
    JudgeFiles,
    JudgeSubmission,
    SettleFiles,
    ListSubmissions,
    MakeContext,
    MoveSubmission,
    OpenSubmission,
    ReceiveFile,
    ReceiveForm,
    ReceivedFiles,
    ShowReceipt,
    ShowSubmission,
    SubmissionScreen,
    TidyFiles,
    TidySubmissions,
    UploadWorker,
  ],
  exports: [ListSubmissions],
})
export class UploadModule {
  constructor(navigation: Navigation) {
    navigation.add({
      order: 10,
      href: '/leveringen',
      label: 'Leveringen',
      levels: ['GSB', 'NBSB', 'SOL', 'HSB', 'CSB'],
    });
  }
}
