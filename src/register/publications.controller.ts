import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { hats, PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, bytes, json, page, route, type Input } from '../platform/http/route.js';
import { ASKED_OF_FILE, fileAnswers, FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { MAX_DOCUMENT_BYTES } from './document-file.js';
import { KIND_NAMES } from './document-kinds.js';
import { HandOutDocument } from './hand-out-document.js';
import { factsBody, registerJson, registerSchema, saidBody, saidOf } from './register-api.js';
import { RegisterDocument } from './register-document.js';
import { ShowRegister } from './show-register.js';

/** Who keeps the register. */
export const REGISTER_KEEPERS = hats(['OPERATOR']);
const REGISTER_LAW = 'Kieswet Ea 3, Ea 5 lid 4; Kiesbesluit Ea 5';
export const registerParams = { id: z.string().max(120).meta({ example: 'TK2026' }) };
export const documentParams = { ...registerParams, soort: z.enum(KIND_NAMES) };

const tag = 'Publicaties';
const access = REGISTER_KEEPERS;
const answers = { 200: { description: 'Het register van de verkiezing', schema: registerSchema } } as const;
const REFUSED = [...FILE_REFUSALS, 'register.damaged'] as const;

const list = route({
  method: 'GET',
  path: '/v1/publicaties',
  access: PUBLIC,
  law: REGISTER_LAW,
  id: 'publicaties',
  tag,
  summary: 'Het publicatieregister van alle verkiezingen, of wat daarin is gevonden',
  query: z.object({ zoek: z.string().max(100).default('') }),
  limited: 'reading',
  fromAnywhere: true,
  answers: {
    200: {
      description: 'De registers, de laatste stemming eerst',
      schema: z.object({ registers: z.array(registerSchema) }),
    },
  },
});
const show = route({
  method: 'GET',
  path: '/v1/publicaties/:id',
  access: PUBLIC,
  law: REGISTER_LAW,
  id: 'publicatiesVanVerkiezing',
  tag,
  summary: 'Het publicatieregister van één verkiezing',
  params: registerParams,
  limited: 'reading',
  fromAnywhere: true,
  answers,
});
const saying = route({
  method: 'POST',
  path: '/v1/publicaties/:id/documenten/:soort',
  access,
  law: REGISTER_LAW,
  id: 'documentVastleggen',
  tag,
  summary: 'Zeggen waar een document staat, dat het nog geldt, of waarom het niet openbaar is',
  params: documentParams,
  body: json(saidBody),
  answers,
  refusals: ['register.stale'],
});
const publishing = route({
  method: 'PUT',
  path: '/v1/publicaties/:id/documenten/:soort',
  access,
  law: REGISTER_LAW,
  id: 'documentPubliceren',
  tag,
  summary: 'Een document hier publiceren',
  params: documentParams,
  query: z.object({ naam: z.string().max(300), versie: z.coerce.number().int().min(0) }),
  body: bytes(['application/octet-stream'], MAX_DOCUMENT_BYTES, 'Het document'),
  answers,
  refusals: ['register.stale', 'register.badFile', 'release.badName', 'upload.noSpace'],
});
const entering = route({
  method: 'PUT',
  path: '/v1/publicaties/:id/gegevens',
  access,
  law: REGISTER_LAW,
  id: 'datumsVastleggen',
  tag,
  summary: 'De datums vastleggen die in geen bestand staan',
  params: registerParams,
  body: json(factsBody),
  answers,
});
const fetching = route({
  method: 'GET',
  path: '/v1/publicaties/bestanden/:document',
  access: PUBLIC,
  law: REGISTER_LAW,
  id: 'publicatieBestand',
  tag,
  summary: 'Een gepubliceerd document ophalen',
  params: { document: anId },
  headers: ASKED_OF_FILE,
  limited: 'reading',
  answers: fileAnswers(['application/octet-stream']),
  refusals: REFUSED,
});
const fetchingPage = page({
  path: '/publicaties/bestanden/:document',
  access: PUBLIC,
  title: 'Een gepubliceerd document',
  params: { document: anId },
  limited: 'reading',
  refusals: REFUSED,
});

/** The publication register for programs, and its files for everybody. */
@Controller()
export class PublicationsController {
  constructor(
    private readonly register: ShowRegister,
    private readonly documents: RegisterDocument,
    private readonly handOut: HandOutDocument,
  ) {}

  @Handle(list)
  async list({ query: { zoek } }: Input<typeof list>) {
    return { registers: (await this.register.found(zoek)).map(registerJson) };
  }

  @Handle(show)
  async show({ params }: Input<typeof show>) {
    return registerJson(await this.register.one(params.id));
  }

  @Handle(saying)
  async say({ params: { id, soort }, body, actor }: Input<typeof saying>) {
    await this.documents.say({ electionId: id, kind: soort, seen: body.versie }, saidOf(body), actor);
    return registerJson(await this.register.one(id));
  }

  @Handle(publishing)
  async publish({ params: { id, soort }, query, body, actor }: Input<typeof publishing>) {
    const place = { electionId: id, kind: soort, seen: query.versie };
    await this.documents.publish(place, { name: query.naam, bytes: body }, actor);
    return registerJson(await this.register.one(id));
  }

  @Handle(entering)
  async enter({ params: { id }, body, actor }: Input<typeof entering>) {
    await this.documents.enter(id, body, actor);
    return registerJson(await this.register.one(id));
  }

  @Handle(fetching)
  fetch({ params }: Input<typeof fetching>, call: Call): Promise<void> {
    return this.send(params.document, call);
  }

  @Handle(fetchingPage)
  async fetchPage({ params }: Input<typeof fetchingPage>, call: Call): Promise<string> {
    await this.send(params.document, call);
    return '';
  }

  private async send(id: string, call: Call): Promise<void> {
    const offered = await this.handOut.find(id);
    await sendBytes(
      { ...offered.file, type: 'application/octet-stream', open: (range) => offered.open(range) },
      call,
    );
  }
}
