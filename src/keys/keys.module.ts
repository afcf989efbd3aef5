import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { CallPage } from './call.page.js';
import { DecideKey } from './decide-key.js';
import { HandInProof } from './hand-in-proof.js';
import { JudgeProof } from './judge-proof.js';
import { KeyAgenda } from './key-agenda.js';
import { KeyDuties } from './key-duties.js';
import { KeyPage } from './key.page.js';
import { KeysController } from './keys.controller.js';
import { KeysPage } from './keys.page.js';
import { OwnFingerprintPage } from './own-fingerprint.page.js';
import { ProveKey } from './prove-key.js';
import { RecordCall } from './record-call.js';
import { RegisterKey } from './register-key.js';
import { RegisterKeys } from './register-keys.js';
import { ShowKeyBoard } from './show-key-board.js';
import { ShowKeys } from './show-keys.js';
import { ShowKeyStanding } from './show-key-standing.js';

/** Publieke Sleutels: the committees' keys, from registration to revocation. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [KeysController, KeysPage, OwnFingerprintPage, KeyPage, CallPage],
  providers: [
    DecideKey,
    HandInProof,
    JudgeProof,
    KeyAgenda,
    KeyDuties,
    ProveKey,
    RecordCall,
    RegisterKey,
    RegisterKeys,
    ShowKeys,
    ShowKeyBoard,
    ShowKeyStanding,
  ],
  exports: [DecideKey, JudgeProof, RecordCall, RegisterKey, ShowKeyStanding],
})
export class KeysModule {}
