import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { CallPage } from './call.page.js';
import { DecideKey } from './decide-key.js';
import { KeyAgenda } from './key-agenda.js';
import { KeyPage } from './key.page.js';
import { KeysController } from './keys.controller.js';
import { KeysPage } from './keys.page.js';
import { RecordCall } from './record-call.js';
import { RegisterKey } from './register-key.js';
import { ShowKeyBoard } from './show-key-board.js';
import { ShowKeys } from './show-keys.js';
import { ShowKeyStanding } from './show-key-standing.js';

/** Publieke Sleutels: the committees' keys, from registration to revocation. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [KeysController, KeysPage, KeyPage, CallPage],
  providers: [DecideKey, KeyAgenda, RecordCall, RegisterKey, ShowKeys, ShowKeyBoard, ShowKeyStanding],
  exports: [DecideKey, RecordCall, RegisterKey, ShowKeyStanding],
})
export class KeysModule {}
