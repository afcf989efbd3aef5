import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { UploadModule } from '../upload/upload.module.js';
import { CountCsvController } from './count-csv.controller.js';
import { FindNames } from './find-names.js';
import { HandOutCsv } from './hand-out-csv.js';

/** What stands in counts. */
@Module({
  imports: [ElectionsModule, UploadModule, RoutingModule],
  controllers: [CountCsvController],
  providers: [FindNames, HandOutCsv],
})
export class CountsModule {}
