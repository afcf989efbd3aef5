import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { Company } from './company.js';
import { SeedRehearsal } from './seed-rehearsal.js';

/** The made-up elections, people and keys. Loaded always, used in a rehearsal alone. */
@Module({
  imports: [AccountsModule, ElectionsModule, KeysModule],
  providers: [Company, SeedRehearsal],
  exports: [SeedRehearsal],
})
export class RehearsalModule {}
