import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SitePage } from './site.page.js';

@Module({ imports: [AccountsModule], controllers: [SitePage] })
export class SiteModule {}
