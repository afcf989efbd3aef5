import { Module } from '@nestjs/common';
import { AuditLogPage } from './audit-log.page.js';
import { DeadEventsPage } from './dead-events.page.js';
import { ListDeadEvents, RetryEvents } from './dead-events.js';
import { SitePage } from './site.page.js';

/** What every government site says of itself, the log's pages, and those of work that was given up. */
@Module({
  controllers: [AuditLogPage, DeadEventsPage, SitePage],
  providers: [ListDeadEvents, RetryEvents],
})
export class SiteModule {}
