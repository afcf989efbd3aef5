import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { KeyListApiController } from './key-list-api.controller.js';
import { KeyListWorker } from './key-list.worker.js';
import { KeyListsController } from './key-lists.controller.js';
import { KeyListsPage } from './key-lists.page.js';
import { MakeKeyList } from './make-key-list.js';
import { SetAudience } from './set-audience.js';
import { ShowKeyLists } from './show-key-lists.js';

/** The signed list of the keys that may be used, per election and version. */
@Module({
  imports: [ElectionsModule],
  controllers: [KeyListApiController, KeyListsController, KeyListsPage],
  providers: [MakeKeyList, SetAudience, ShowKeyLists, KeyListWorker],
})
export class KeyListModule {}
