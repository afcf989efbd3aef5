import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { DaysPage } from './days.page.js';
import { HomePage } from './home.page.js';
import { ListNotices } from './list-notices.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';
import { NoticeStore } from './notice.store.js';
import { NoticesController } from './notices.controller.js';
import { NotifyWorker } from './notify.worker.js';
import { ShowDays } from './show-days.js';
import { ShowStart } from './show-start.js';
import { TellBodies } from './tell-bodies.js';

/** Notices to bodies, and the begin page on which they stand. */
@Module({
  imports: [IdentityModule, ElectionsModule, RoutingModule],
  controllers: [DaysPage, HomePage, NoticesController],
  providers: [ListNotices, MarkNoticeSeen, NoticeStore, NotifyWorker, ShowDays, ShowStart, TellBodies],
})
export class NotifyModule {}
