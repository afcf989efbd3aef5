import { Controller } from '@nestjs/common';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { InvalidInput, parse } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';
import { fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import { EmptyState } from '../web/components/index.js';
import { MAX_DOCUMENT_BYTES } from './document-file.js';
import { DOCUMENT_KINDS } from './document-kinds.js';
import { documentParams, REGISTER_KEEPERS, registerParams } from './publications.controller.js';
import { factsBody, saidBody, saidOf } from './register-api.js';
import { RegisterDocument, type SentDocument } from './register-document.js';
import { ElectionsTable, registerPath } from './register-table.js';
import { DocumentView, FactsForm, RegisterTable } from './register-view.js';
import { ShowRegister } from './show-register.js';

const access = REGISTER_KEEPERS;
const FLASHES: Readonly<Record<string, Flash>> = {
  vastgelegd: { tone: 'ok', title: 'Vastgelegd', text: 'Iedereen ziet dit nu bij Publicaties.' },
  datums: { tone: 'ok', title: 'De datums zijn opgeslagen' },
};

const all = page({
  path: '/register',
  access,
  title: 'Publicatieregister',
  nav: { label: 'Register', place: 47 },
});
const one = page({ path: '/register/:id', access, title: 'Publicatieregister', params: registerParams });
const ofDocument = { path: '/register/:id/:soort', access, params: documentParams } as const;
const document = page({ ...ofDocument, title: 'Document' });
const saying = form({
  ...ofDocument,
  body: PARTS,
  field: 'bestand',
  refusals: ['register.stale', 'register.badFile', 'register.tooLarge', 'release.badName', 'upload.noSpace'],
});
const entering = form({
  path: '/register/:id',
  access,
  params: registerParams,
  body: fields(factsBody),
  field: 'uitslagvaststelling',
});

/** The publication register for the Kiesraad. */
@Controller()
export class RegisterPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly register: ShowRegister,
    private readonly documents: RegisterDocument,
  ) {}

  @Handle(all)
  async all(_: Input<typeof all>, { request }: Call): Promise<string> {
    const registers = await this.register.all();
    return await this.frame.html(request, {
      title: all.title,
      lead: 'Wat van een verkiezing openbaar moet zijn, en uiterlijk wanneer.',
      body:
        registers.length === 0 ? (
          <EmptyState title="Er is nog geen verkiezing" />
        ) : (
          <ElectionsTable registers={registers} href={registerPath} />
        ),
    });
  }

  @Handle(one)
  async one({ params: { id } }: Pick<Input<typeof one>, 'params'>, call: Call): Promise<string> {
    const { request, typed, problems } = call;
    const register = await this.register.one(id);
    return await this.frame.html(request, {
      title: `Register: ${register.plan.definition.name}`,
      back: { href: '/register', label: 'Alle registers' },
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <>
          <RegisterTable register={register} names={await this.register.writers(register.documents)} />
          <FactsForm register={register} form={{ typed, problems }} />
        </>
      ),
    });
  }

  @Handle(entering, (on: RegisterPages, input, call) => on.one(input, call))
  async enter({ params: { id }, body, actor }: Input<typeof entering>) {
    await this.documents.enter(id, body, actor);
    return seeOther(`${registerPath(id)}?melding=datums`);
  }

  @Handle(document)
  async document({ params }: Pick<Input<typeof document>, 'params'>, call: Call): Promise<string> {
    const { request, typed, problems } = call;
    const { plan, documents } = await this.register.one(params.id);
    const found = documents.find(({ kind }) => kind === params.soort);
    if (found === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: DOCUMENT_KINDS[params.soort].title,
      lead: plan.definition.name,
      back: { href: registerPath(params.id), label: plan.definition.name },
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <DocumentView
          electionId={params.id}
          document={found}
          names={await this.register.writers([found])}
          form={{ typed, problems }}
        />
      ),
    });
  }

  @Handle(saying, (on: RegisterPages, input, call) => on.document(input, call))
  async say({ params: { id, soort }, actor }: Input<typeof saying>, { request, typed }: Call) {
    const { given, sent } = await readForm(request);
    Object.assign(typed, given);
    const here = given['stand'] === 'hier';
    const seen = Number(given['versie'] ?? NaN);
    const place = { electionId: id, kind: soort, seen };
    if (!here) await this.documents.say(place, saidOf(parse(saidBody, given)), actor);
    else if (sent === null)
      throw new InvalidInput([{ pointer: '/bestand', detail: 'Kies het bestand dat u publiceert.' }]);
    else await this.documents.publish(place, sent, actor);
    return seeOther(`${registerPath(id, soort)}?melding=vastgelegd`);
  }
}

/** Reads the form to its end. Refused: register.tooLarge. */
async function readForm(request: FastifyRequest) {
  const given: Record<string, string> = {};
  let sent: SentDocument | null = null;
  let tooLarge = false;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await readUpTo(part.file, MAX_DOCUMENT_BYTES);
      if (bytes === null) tooLarge = true;
      else if (bytes.length > 0) sent = { name: part.filename ?? '', bytes };
    } else if (typeof part.value === 'string') given[part.fieldname] = part.value;
  }
  if (tooLarge) throw new Refusal('register.tooLarge');
  return { given, sent };
}
