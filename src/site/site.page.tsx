import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { AccessibilityStatement } from '../web/texts/accessibility.js';
import { PrivacyNote } from '../web/texts/privacy.js';
import { securityTxt } from '../web/texts/security-txt.js';

const HTML = 'text/html; charset=utf-8';
const YEAR_MS = 364 * 24 * 3600 * 1000;

/** What every government site says of itself, and whether it is well. */
@Controller()
@Public()
export class SitePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  private get email(): string {
    return this.settings.securityContact.replace(/^mailto:/, '');
  }

  @Get('toegankelijkheid')
  @Header('content-type', HTML)
  async accessibility(@Req() request: FastifyRequest): Promise<string> {
    const body = <AccessibilityStatement email={this.email} phone={this.settings.helpdeskPhone} />;
    return await this.frame.html(request, { title: 'Toegankelijkheid', body });
  }

  @Get('privacy')
  @Header('content-type', HTML)
  async privacy(@Req() request: FastifyRequest): Promise<string> {
    return await this.frame.html(request, { title: 'Privacy', body: <PrivacyNote email={this.email} /> });
  }

  /** RFC 9116. */
  @Get('.well-known/security.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  security(): string {
    return securityTxt({
      contacts: [this.settings.securityContact],
      expires: new Date(this.clock.now().getTime() + YEAR_MS),
      canonical: `${this.settings.baseUrl}/.well-known/security.txt`,
    });
  }

  /** For whoever keeps it running: 200 when the database answers, a fault otherwise. Says nothing else. */
  @Get('gezondheid')
  @Header('content-type', 'application/json; charset=utf-8')
  async health(): Promise<string> {
    await this.db.ping();
    return JSON.stringify({ status: 'ok' });
  }
}
