import { Module } from '@nestjs/common';
import { AuditLogPage } from './audit-log.page.js';
import { DeclarationsModule } from '../declarations/declarations.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { NotifyModule } from '../notify/notify.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { DeadEventsPage } from './dead-events.page.js';
import { ListDeadEvents, RetryEvents } from './dead-events.js';
import { FindObjects } from './find-objects.js';
import { HistoryPage } from './history.page.js';
import { LogWords } from './log-words.js';
import { ShowHistory } from './show-history.js';
import { ShowVotingDay } from './show-voting-day.js';
import { SitePage } from './site.page.js';
import { VotingDayPage } from './voting-day.page.js';

/** What every government site says of itself, the log's pages, and those of work that was given up. */
@Module({
  imports: [DeclarationsModule, ElectionsModule, NotifyModule, RoutingModule],
  controllers: [AuditLogPage, DeadEventsPage, HistoryPage, SitePage, VotingDayPage],
  providers: [FindObjects, ListDeadEvents, LogWords, RetryEvents, ShowHistory, ShowVotingDay],
})
export class SiteModule {}
