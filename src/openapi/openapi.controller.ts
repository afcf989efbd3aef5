import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PUBLIC } from '../platform/http/access.js';
import { API_VERSION } from '../platform/http/api-version.js';
import { Declarations } from '../platform/http/declarations.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { RefusalTexts } from '../platform/http/refusals.js';
import { route, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { openApiDocument } from './document.js';

const TAG = 'Beschrijving';
const OPEN = { 'Access-Control-Allow-Origin': '*' };

const landing = route({
  method: 'GET',
  path: '/v1',
  access: PUBLIC,
  fromAnywhere: true,
  id: 'begin',
  tag: TAG,
  summary: 'Waar de beschrijving staat',
  answers: {
    200: {
      description: 'De koppeling',
      schema: z.object({
        naam: z.string(),
        versie: z.string(),
        oefening: z.boolean(),
        beschrijving: z.string(),
      }),
      headers: OPEN,
    },
  },
});

const description = route({
  method: 'GET',
  path: '/v1/openapi.json',
  access: PUBLIC,
  fromAnywhere: true,
  id: 'openapi',
  tag: TAG,
  summary: 'Deze beschrijving',
  answers: {
    200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }), headers: OPEN },
  },
});

/** What the interface is, for programs and for whoever writes them: open to all, from any site. */
@Controller()
export class OpenApiController {
  /** Made when somebody asks for the first time: a start does not wait for it. */
  private document: ReturnType<typeof openApiDocument> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly declarations: Declarations,
    private readonly texts: RefusalTexts,
  ) {}

  @Handle(landing)
  async landing() {
    return {
      naam: 'Digitaal overdrachtsplatform verkiezingen',
      versie: API_VERSION,
      oefening: this.settings.mode === 'rehearsal',
      beschrijving: `${this.settings.baseUrl}/v1/openapi.json`,
    };
  }

  @Handle(description)
  async show(_: Input<typeof description>, { reply }: Call) {
    void reply.header('cache-control', 'public, max-age=300');
    return (this.document ??= this.describe());
  }

  private describe() {
    const { baseUrl, helpdeskPhone, securityContact } = this.settings;
    const email = securityContact.replace(/^mailto:/, '');
    const { routes } = this.declarations;
    return openApiDocument({ routes, baseUrl, helpdeskPhone, email, texts: this.texts });
  }
}
