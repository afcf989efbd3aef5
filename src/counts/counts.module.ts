import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { UploadModule } from '../upload/upload.module.js';
import { CountCsvController } from './count-csv.controller.js';
import { DifferencePage } from './difference.page.js';
import { FindNames } from './find-names.js';
import { HandOutCsv } from './hand-out-csv.js';
import { KeptCounts } from './kept-counts.js';
import { ListAlarms } from './list-alarms.js';
import { ShowDifference } from './show-difference.js';
import { ShowSums } from './show-sums.js';
import { SumAlarms } from './sum-alarms.js';
import { SumsController } from './sums.controller.js';
import { SumsPage } from './sums.page.js';

/** What stands in counts, for who sent or received them. */
@Module({
  imports: [ElectionsModule, UploadModule, RoutingModule],
  controllers: [CountCsvController, DifferencePage, SumsController, SumsPage],
  providers: [FindNames, HandOutCsv, KeptCounts, ListAlarms, ShowDifference, ShowSums, SumAlarms],
  exports: [FindNames],
})
export class CountsModule {}
