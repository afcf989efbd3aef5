import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { ApproveKey } from './approve-key.js';
import { KeyDesk } from './key-desk.js';
import { KeyOverview } from './key-overview.js';
import { KeyPage } from './key.page.js';
import { KeysController } from './keys.controller.js';
import { KeysPage } from './keys.page.js';
import { ListKeys } from './list-keys.js';
import { RegisterKey } from './register-key.js';
import { RejectKey } from './reject-key.js';
import { RevokeKey } from './revoke-key.js';
import { ShowKeyBoard } from './show-key-board.js';
import { ShowKeyStanding } from './show-key-standing.js';
import { ShowKey } from './show-key.js';
import { UsableKeys } from './usable-keys.js';

/** Publieke Sleutels: the committees' keys, from registration to revocation. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [KeysController, KeysPage, KeyPage],
  providers: [
    ApproveKey,
    KeyDesk,
    KeyOverview,
    ListKeys,
    RegisterKey,
    RejectKey,
    RevokeKey,
    ShowKey,
    ShowKeyBoard,
    ShowKeyStanding,
    UsableKeys,
  ],
  exports: [ApproveKey, RegisterKey, RevokeKey, ShowKeyStanding, UsableKeys],
})
export class KeysModule {}
