import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { packed } from '../frame/carried-file.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { line } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { hats } from '../platform/http/access.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import { readTableForm } from './contacts.page.js';
import { LoadContacts } from './keep-contacts.js';
import { KeepOrganisations, LoadOrganisations } from './load-organisations.js';
import { LoadPreview } from './loading-view.js';
import { organisationsCsv, website, type Loading } from './organisation-file.js';
import { organisationLine, OrganisationsView, OrganisationView } from './organisations-view.js';
import { ShowContacts } from './show-contacts.js';
import { ShowMergers } from './show-mergers.js';

const access = hats(['OPERATOR']);
const orNull = (text: z.ZodType<string>) =>
  z.union([z.literal('').transform(() => null), text]).default(null);

const list = page({
  path: '/organisaties',
  access,
  title: 'Organisaties',
  query: z.object({
    zoek: z.string().trim().max(80).catch(''),
    stand: z.enum(['', 'open', 'zonder']).catch(''),
  }),
});
const csv = page({
  path: '/organisaties/lijst.csv',
  access,
  title: 'Organisaties als CSV',
  type: 'text/csv; charset=utf-8',
});
const params = { code: z.string().regex(ORGANISATION_CODE) };
const one = page({ path: '/organisaties/:code', access, title: 'Organisatie', params });
const changing = form({
  path: one.path,
  access,
  params,
  body: fields(z.object({ website: orNull(website), samenwerkingsverband: orNull(line(120)) })),
  field: 'website',
});
const sending = {
  access,
  body: PARTS,
  field: 'bestand',
  refusals: ['organisations.noFile', 'organisations.wrongLines'],
} as const;
const checking = form({ ...sending, path: '/organisaties/laden' });
const loading = form({ ...sending, path: '/organisaties/laden/vastleggen' });
const checkingContacts = form({ ...sending, path: '/organisaties/contactpersonen' });
const loadingContacts = form({ ...sending, path: '/organisaties/contactpersonen/vastleggen' });
const FLASHES: Readonly<Record<string, Flash>> = {
  geladen: { tone: 'ok', title: 'Het bestand is geladen' },
  bewaard: { tone: 'ok', title: 'De gegevens zijn bewaard' },
  samengevoegd: { tone: 'ok', title: 'De samenvoeging is vastgelegd' },
  teruggenomen: {
    tone: 'ok',
    title: 'De samenvoeging is teruggenomen',
    text: 'U kunt een nieuwe samenvoeging vastleggen.',
  },
};

/** Organisations above elections, for the Kiesraad. */
@Controller()
export class OrganisationsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly shown: ShowContacts,
    private readonly organisations: LoadOrganisations,
    private readonly contacts: LoadContacts,
    private readonly keep: KeepOrganisations,
    private readonly mergers: ShowMergers,
  ) {}

  @Handle(list)
  async list({ query }: Pick<Input<typeof list>, 'query'>, call: Call): Promise<string> {
    const { request, problems, typed } = call;
    return await this.frame.html(request, {
      title: list.title,
      active: '/mensen',
      back: { href: '/mensen', label: 'Mensen' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <OrganisationsView all={await this.shown.all()} choice={query} sent={{ problems, typed }} />,
    });
  }

  @Handle(csv)
  async csv(): Promise<Answered<string>> {
    const all = (await this.shown.all()).map(({ organisation }) => organisation);
    const headers = { 'content-disposition': saveAs('organisaties.csv') };
    return new Answered(200, organisationsCsv(all), headers);
  }

  @Handle(one)
  async one(
    { params: { code } }: Pick<Input<typeof one>, 'params'>,
    { request, problems, typed }: Call,
  ): Promise<string> {
    const [shown, mergers] = await Promise.all([this.shown.one(code), this.mergers.about(code)]);
    return await this.frame.html(request, {
      title: shown.organisation.name,
      active: '/mensen',
      back: { href: list.path, label: list.title },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <OrganisationView shown={shown} mergers={mergers} sent={{ problems, typed }} />,
    });
  }

  @Handle(changing, (on: OrganisationsPage, input, call) => on.one(input, call))
  async change({ actor, params: { code }, body }: Input<typeof changing>) {
    const changed = { website: body.website, arrangement: body.samenwerkingsverband };
    await this.keep.change(code, changed, actor);
    return seeOther(`/organisaties/${code}?melding=bewaard`);
  }

  /** Shows what the file would do; the page carries the file, and nothing of it is kept here. */
  @Handle(checking, (on: OrganisationsPage, _, call) => on.list(NOTHING_ASKED, call))
  async check(_: Input<typeof checking>, { request }: Call): Promise<string> {
    const file = await readTableForm(request);
    const found = await this.organisations.preview(file);
    return await this.preview(request, { found, file, action: loading.path, show: organisationLine });
  }

  @Handle(loading, (on: OrganisationsPage, _, call) => on.list(NOTHING_ASKED, call))
  async load({ actor }: Input<typeof loading>, { request }: Call) {
    await this.organisations.run(await readTableForm(request), actor);
    return seeOther(`${list.path}?melding=geladen`);
  }

  @Handle(checkingContacts, (on: OrganisationsPage, _, call) => on.list(NOTHING_ASKED, call))
  async checkContacts({ actor }: { readonly actor: PersonActor }, { request }: Call): Promise<string> {
    const file = await readTableForm(request);
    const found = await this.contacts.preview(file, actor);
    const action = loadingContacts.path;
    return await this.preview(request, {
      ...{ found, file, action },
      show: ({ organisation, name, email }) => `${organisation} ${name}, ${email}`,
    });
  }

  @Handle(loadingContacts, (on: OrganisationsPage, _, call) => on.list(NOTHING_ASKED, call))
  async loadContacts({ actor }: Input<typeof loadingContacts>, { request }: Call) {
    await this.contacts.run(await readTableForm(request), actor);
    return seeOther(`${list.path}?melding=geladen`);
  }

  private async preview<T>(
    request: FastifyRequest,
    {
      found,
      file,
      ...words
    }: {
      found: Loading<T>;
      file: Uint8Array;
      action: string;
      show: (line: T) => string;
    },
  ): Promise<string> {
    return await this.frame.html(request, {
      title: 'Dit bestand laden?',
      active: '/mensen',
      back: { href: list.path, label: list.title },
      hasErrors: found.problems.length > 0,
      body: <LoadPreview {...words} loading={found} back={list.path} file={packed(file)} />,
    });
  }
}

const NOTHING_ASKED = { query: { zoek: '', stand: '' } } as const;
