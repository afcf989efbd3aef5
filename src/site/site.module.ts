import { Module } from '@nestjs/common';
import { Navigation } from '../frame/navigation.js';
import { AuditLogPage } from './audit-log.page.js';
import { SitePage } from './site.page.js';

/** What every government site says of itself, and the log's pages. */
@Module({ controllers: [AuditLogPage, SitePage] })
export class SiteModule {
  constructor(navigation: Navigation) {
    navigation.add({ order: 60, href: '/logboek', label: 'Logboek', levels: ['OPERATOR'] });
  }
}
