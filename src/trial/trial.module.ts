import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { UploadModule } from '../upload/upload.module.js';
import { CheckSetup } from './check-setup.js';
import { DeliverTrial } from './deliver-trial.js';
import { SetupPage } from './setup.page.js';
import { ShowSetup } from './show-setup.js';
import { TrialAgenda } from './trial-agenda.js';
import { TrialsController } from './trials.controller.js';

/** Committees verify how a real election is set up: their data, and a test delivery that never counts. */
@Module({
  imports: [IdentityModule, ElectionsModule, KeysModule, UploadModule],
  controllers: [TrialsController, SetupPage],
  providers: [CheckSetup, DeliverTrial, ShowSetup, TrialAgenda],
})
export class TrialModule {}
