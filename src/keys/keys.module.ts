import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { DecideKey } from './decide-key.js';
import { KeyAgenda } from './key-agenda.js';
import { KeyPage } from './key.page.js';
import { KeysController } from './keys.controller.js';
import { KeysPage } from './keys.page.js';
import { RegisterKey } from './register-key.js';
import { ShowKeyBoard } from './show-key-board.js';
import { ShowKeys } from './show-keys.js';
import { ShowKeyStanding } from './show-key-standing.js';

/** Publieke Sleutels: the committees' keys, from registration to revocation. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [KeysController, KeysPage, KeyPage],
  providers: [DecideKey, KeyAgenda, RegisterKey, ShowKeys, ShowKeyBoard, ShowKeyStanding],
  exports: [DecideKey, RegisterKey, ShowKeyStanding],
})
export class KeysModule {}
