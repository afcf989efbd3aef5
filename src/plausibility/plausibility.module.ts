import { Module } from '@nestjs/common';
import { CountsModule } from '../counts/counts.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { UploadModule } from '../upload/upload.module.js';
import { LookAtStation } from './look-at-station.js';
import { PlausibilityController } from './plausibility.controller.js';
import { PlausibilityPage } from './plausibility.page.js';
import { ShowPlausibility } from './show-plausibility.js';

/** What is implausible in counts, for who looks for errors. */
@Module({
  imports: [ElectionsModule, UploadModule, RoutingModule, CountsModule],
  controllers: [PlausibilityController, PlausibilityPage],
  providers: [LookAtStation, ShowPlausibility],
})
export class PlausibilityModule {}
