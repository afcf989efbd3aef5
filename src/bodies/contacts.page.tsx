import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { packed, readCarried } from '../frame/carried-file.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { line, mailAddress, phoneNumber } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { isCalendarDay } from '../kernel/days.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import { ErrorSummary, Panel } from '../web/components/index.js';
import { CONTACT_KINDS, type ContactPerson } from './contact.js';
import {
  ContactDays,
  ContactForm,
  ContactTable,
  OwnContactsView,
  RemoveContactView,
} from './contacts-view.js';
import { KeepContacts, LoadContacts, type TypedContact } from './keep-contacts.js';
import { LoadPreview } from './loading-view.js';
import { MAX_TABLE_BYTES } from './read-table.js';
import { ShowContacts } from './show-contacts.js';

/** Contact persons per body, kept current by the bodies. */
const law = 'Samenwerkingsprotocol hoofdstuk 8';
const access = hats(['EXECUTIVE']);
const typedContact = z
  .object({
    naam: line(120, 'Vul de naam in.'),
    email: mailAddress,
    telefoon: phoneNumber.default(null),
    soort: z.preprocess(
      (value) => [value ?? []].flat(),
      z.array(z.enum(CONTACT_KINDS)).min(1, 'Kies minstens één van de twee.'),
    ),
    plaatsvervanger: z.literal('ja').optional(),
  })
  .transform(({ naam: name, email, telefoon: phone, soort, plaatsvervanger }): TypedContact => ({
    ...{ name, email, phone, kinds: CONTACT_KINDS.filter((kind) => soort.includes(kind)) },
    deputy: plaatsvervanger !== undefined,
  }));

const own = page({
  path: '/contactpersonen',
  access,
  title: 'Contactpersonen',
  nav: { label: 'Contactpersonen', place: 62 },
  law,
});
const adding = form({
  path: own.path,
  access,
  law,
  body: fields(typedContact),
  field: 'naam',
  refusals: ['contacts.tooMany'],
});
const params = { id: anId };
const before = page({ path: '/contactpersonen/:id', access, title: 'Contactpersoon veranderen', params });
const altering = form({ path: before.path, access, law, params, body: fields(typedContact), field: 'naam' });
const removing = form({ path: '/contactpersonen/:id/weghalen', access, law, params, grave: true });
const beforeRemoving = page({ path: removing.path, access, title: 'Deze contactpersoon weghalen?', params });
const confirming = form({
  path: '/contactpersonen/bevestigen',
  access,
  law,
  body: fields(z.object({ dag: z.string().refine(isCalendarDay) })),
  field: 'naam',
  refusals: ['contacts.none'],
});
const sending = {
  access,
  law,
  body: PARTS,
  field: 'bestand',
  refusals: ['organisations.noFile', 'organisations.wrongLines'],
} as const;
const checking = form({ ...sending, path: '/contactpersonen/laden' });
const loading = form({ ...sending, path: '/contactpersonen/laden/vastleggen' });
const ofHost = page({
  path: '/organisatie',
  access: hats([...COMMITTEE_LEVELS, 'MAYOR'], ['manager']),
  title: 'Contactpersonen van uw organisatie',
  law,
});

const FLASHES: Readonly<Record<string, Flash>> = {
  opgeslagen: { tone: 'ok', title: 'De contactpersoon is opgeslagen' },
  weg: { tone: 'ok', title: 'De contactpersoon staat niet meer op de lijst' },
  bevestigd: { tone: 'ok', title: 'De contactpersonen zijn bevestigd' },
  geladen: { tone: 'ok', title: 'Het bestand is geladen' },
};
const saved = (melding: keyof typeof FLASHES) => seeOther(`${own.path}?melding=${melding}`);

/** The file of the form. Refused: organisations.noFile. */
export async function readTableForm(request: FastifyRequest): Promise<Uint8Array> {
  const file = await readCarried(request, 'bestand', MAX_TABLE_BYTES);
  if (file === null) throw new Refusal('organisations.noFile');
  return file;
}

/** The contact persons of an organisation: kept by its executive, seen by the managers of its committees. */
@Controller()
export class ContactsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly shown: ShowContacts,
    private readonly keep: KeepContacts,
    private readonly loadContacts: LoadContacts,
  ) {}

  @Handle(own)
  async own({ actor }: { readonly actor: PersonActor }, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.shown.own(actor);
    return await this.frame.html(request, {
      title: own.title,
      lead: shown.organisation.name,
      active: own.path,
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <OwnContactsView shown={shown} sent={{ problems, typed }} />,
    });
  }

  @Handle(adding, (on: ContactsPage, input, call) => on.own(input, call))
  async add({ actor, body }: Input<typeof adding>) {
    await this.keep.add(body, actor);
    return saved('opgeslagen');
  }

  @Handle(before)
  async one(
    { actor, params: { id } }: Pick<Input<typeof before>, 'actor' | 'params'>,
    { request, problems, typed }: Call,
  ): Promise<string> {
    const contact = await this.find(id, actor);
    return await this.frame.html(request, {
      title: before.title,
      lead: contact.name,
      active: own.path,
      back: { href: own.path, label: own.title },
      hasErrors: problems.length > 0,
      body: (
        <>
          <ErrorSummary problems={problems} />
          <Panel title="Gegevens">
            <ContactForm
              action={`/contactpersonen/${id}`}
              submit="Bewaar"
              sent={{ problems, typed }}
              contact={contact}
            />
          </Panel>
        </>
      ),
    });
  }

  private async find(id: string, actor: PersonActor): Promise<ContactPerson> {
    const contact = (await this.shown.own(actor)).contacts.find((each) => each.id === id);
    if (contact === undefined) throw new Refusal('request.notFound');
    return contact;
  }

  @Handle(altering, (on: ContactsPage, input, call) => on.one(input, call))
  async alter({ actor, params: { id }, body }: Input<typeof altering>) {
    await this.keep.alter(id, body, actor);
    return saved('opgeslagen');
  }

  @Handle(beforeRemoving)
  async beforeRemove({ actor, params: { id } }: Input<typeof beforeRemoving>, { request }: Call) {
    const contact = await this.find(id, actor);
    return await this.frame.html(request, {
      title: beforeRemoving.title,
      active: own.path,
      back: { href: own.path, label: own.title },
      body: <RemoveContactView contact={contact} />,
    });
  }

  @Handle(removing)
  async remove({ actor, params: { id } }: Input<typeof removing>) {
    await this.keep.remove(id, actor);
    return saved('weg');
  }

  @Handle(confirming, (on: ContactsPage, input, call) => on.own(input, call))
  async confirm({ actor, body: { dag } }: Input<typeof confirming>) {
    await this.keep.confirm(dag, actor);
    return saved('bevestigd');
  }

  /** Shows what the file would do; the page carries the file, and nothing of it is kept here. */
  @Handle(checking, (on: ContactsPage, input, call) => on.own(input, call))
  async check({ actor }: Input<typeof checking>, { request }: Call): Promise<string> {
    const file = await readTableForm(request);
    return await this.preview(request, file, actor, own.path);
  }

  private async preview(request: FastifyRequest, file: Uint8Array, actor: PersonActor, back: string) {
    const found = await this.loadContacts.preview(file, actor);
    return await this.frame.html(request, {
      title: 'Deze contactpersonen laden?',
      active: back,
      back: { href: back, label: own.title },
      hasErrors: found.problems.length > 0,
      body: (
        <LoadPreview
          loading={found}
          action={loading.path}
          back={back}
          file={packed(file)}
          show={({ name, email }) => `${name}, ${email}`}
        />
      ),
    });
  }

  @Handle(loading, (on: ContactsPage, input, call) => on.own(input, call))
  async load({ actor }: Input<typeof loading>, { request }: Call) {
    await this.loadContacts.run(await readTableForm(request), actor);
    return saved('geladen');
  }

  @Handle(ofHost)
  async host({ actor }: Input<typeof ofHost>, { request }: Call): Promise<string> {
    const { organisation, contacts, days } = await this.shown.host(actor);
    return await this.frame.html(request, {
      title: ofHost.title,
      lead: organisation.name,
      active: '/mensen',
      back: { href: '/mensen', label: 'Mensen' },
      body: (
        <>
          <ContactTable contacts={contacts} />
          <ContactDays days={days} />
        </>
      ),
    });
  }
}
