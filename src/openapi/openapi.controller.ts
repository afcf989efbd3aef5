import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public } from '../identity/access.js';
import { API_VERSION } from '../platform/http/api-version.js';
import { RefusalTexts } from '../platform/http/refusals.js';
import { Settings } from '../platform/settings.js';
import { openApiDocument } from './document.js';

/** What the interface is, for programs and for whoever writes them: open to all, from any site. */
@Controller('v1')
@Public()
export class OpenApiController {
  private readonly document: object;

  constructor(
    private readonly settings: Settings,
    @Inject(RefusalTexts) texts: RefusalTexts,
  ) {
    const { baseUrl, helpdeskPhone } = settings;
    this.document = openApiDocument({ baseUrl, helpdeskPhone, texts });
  }

  @Get()
  @Header('access-control-allow-origin', '*')
  @Header('cross-origin-resource-policy', 'cross-origin')
  landing() {
    return {
      naam: 'Digitaal overdrachtsplatform verkiezingen',
      versie: API_VERSION,
      oefening: this.settings.mode === 'rehearsal',
      beschrijving: `${this.settings.baseUrl}/v1/openapi.json`,
    };
  }

  @Get('openapi.json')
  @Header('access-control-allow-origin', '*')
  @Header('access-control-expose-headers', 'API-Version')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('cache-control', 'public, max-age=300')
  show(): object {
    return this.document;
  }
}
