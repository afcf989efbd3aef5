import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { ApproveKey } from './approve-key.js';
import { ListKeys } from './list-keys.js';
import { RegisterKey } from './register-key.js';
import { RejectKey } from './reject-key.js';
import { RevokeKey } from './revoke-key.js';
import { ShowKeyBoard } from './show-key-board.js';
import { ShowKey } from './show-key.js';
import { UsableKeys } from './usable-keys.js';

/** Publieke Sleutels: the committees' keys, from registration to revocation. */
@Module({
  imports: [AccountsModule, AuditModule, ElectionsModule],
  providers: [ApproveKey, ListKeys, RegisterKey, RejectKey, RevokeKey, ShowKey, ShowKeyBoard, UsableKeys],
  exports: [ApproveKey, RegisterKey, RevokeKey, UsableKeys],
})
export class KeysModule {}
