import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { Health } from '../platform/health.js';
import { readyAnswer } from '../platform/watch-server.js';
import { Settings } from '../platform/settings.js';
import { AccessibilityStatement } from '../web/texts/accessibility.js';
import { PrivacyNote } from '../web/texts/privacy.js';
import { securityTxt } from '../web/texts/security-txt.js';

const JSON_TYPE = 'application/json; charset=utf-8';
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
    private readonly health: Health,
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

  /** Whether this process runs at all; for whoever would start it again. */
  @Get('health/live')
  @Header('content-type', JSON_TYPE)
  live(): string {
    return JSON.stringify({ status: 'ok' });
  }

  /** Whether it can do its work, part by part; for whoever sends it requests. 503 when not, and while it stops. */
  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { status, body } = await readyAnswer(this.health);
    await reply.status(status).type(JSON_TYPE).send(body);
  }

  /** The same under its older name. */
  @Get('gezondheid')
  async wellbeing(@Res() reply: FastifyReply): Promise<void> {
    await this.ready(reply);
  }
}
