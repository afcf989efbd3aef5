import { Module } from '@nestjs/common';
import { AuditLogPage } from './audit-log.page.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { NotifyModule } from '../notify/notify.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { DeadEventsPage } from './dead-events.page.js';
import { ListDeadEvents, RetryEvents } from './dead-events.js';
import { FindObjects } from './find-objects.js';
import { HistoryPage } from './history.page.js';
import { LogWords } from './log-words.js';
import { ShowHistory } from './show-history.js';
import { SitePage } from './site.page.js';

/** What every government site says of itself, the log's pages, and those of work that was given up. */
@Module({
  imports: [ElectionsModule, NotifyModule, RoutingModule],
  controllers: [AuditLogPage, DeadEventsPage, HistoryPage, SitePage],
  providers: [FindObjects, ListDeadEvents, LogWords, RetryEvents, ShowHistory],
})
export class SiteModule {}
