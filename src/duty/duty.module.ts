import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { DutyController } from './duty.controller.js';
import { DutyPage } from './duty.page.js';
import { KeepRoster } from './keep-roster.js';
import { ShowRoster } from './show-roster.js';

/** Who of the Kiesraad can be called when. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [DutyController, DutyPage],
  providers: [KeepRoster, ShowRoster],
})
export class DutyModule {}
