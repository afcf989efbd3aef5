import { Controller, type OnModuleInit } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { hats, PUBLIC } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { audienceDecision, AUDIENCES } from './key-list-api.controller.js';
import { AudienceDecisions, ListsView, ListView } from './key-list-view.js';
import { listParams } from './key-lists.controller.js';
import { SetAudience } from './set-audience.js';
import { ShowKeyLists } from './show-key-lists.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  organen: { tone: 'ok', title: 'Alleen de organen van de verkiezing zien deze lijst.' },
  iedereen: { tone: 'ok', title: 'Iedereen ziet deze lijst, ook zonder account.' },
};

const all = page({ path: '/sleutellijsten', access: PUBLIC, title: 'Sleutellijsten' });
const active = '/sleutels';
const one = page({ path: '/sleutellijsten/:id', access: PUBLIC, title: 'Sleutellijst', params: listParams });
const audience = form({
  path: '/sleutellijsten/:id/voor-wie',
  access: hats(['OPERATOR']),
  params: listParams,
  field: 'voor',
  body: fields(audienceDecision),
});

/** The signed lists of keys that may be used. */
@Controller()
export class KeyListsPage implements OnModuleInit {
  constructor(
    private readonly frame: PageFrame,
    private readonly lists: ShowKeyLists,
    private readonly audiences: SetAudience,
  ) {}

  onModuleInit(): void {
    this.frame.addPart('/verkiezingen/:id/besluiten', async (_, electionId) => (
      <AudienceDecisions id={electionId} decided={await this.lists.audience(electionId)} />
    ));
  }

  @Handle(all)
  async all({ actor }: Input<typeof all>, { request }: Call): Promise<string> {
    return this.frame.html(request, {
      title: all.title,
      active,
      lead: 'Met welke sleutels een telbestand ondertekend mag zijn, per verkiezing. Ondertekend door het platform.',
      body: <ListsView lists={await this.lists.all(actor)} />,
    });
  }

  @Handle(one)
  async one({ params, actor }: Pick<Input<typeof one>, 'params' | 'actor'>, call: Call): Promise<string> {
    const { request, problems, typed } = call;
    const shown = await this.lists.one(params.id, actor);
    const operator = actor.kind === 'person' && actor.hat.role === 'operator';
    return this.frame.html(request, {
      title: `Sleutellijst ${shown.election.id}`,
      active,
      lead: shown.election.name,
      flash: flashOf(request, FLASHES),
      back: { href: all.path, label: all.title },
      hasErrors: problems.length > 0,
      body: <ListView shown={shown} operator={operator} sent={{ problems, typed }} />,
    });
  }

  @Handle(audience, (on: KeyListsPage, input, call) => on.one(input, call))
  async say({ params: { id }, body: { voor, waarom }, actor }: Input<typeof audience>) {
    await this.audiences.run(id, AUDIENCES[voor], waarom, actor);
    return seeOther(`/sleutellijsten/${id}?melding=${voor}`);
  }
}
