import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { drawGroups } from '../kernel/drawn-groups.js';
import { DIFFERS_FIELD, notUnderstood } from '../upload/paper-view.js';
import type { FieldProblem } from '../web/components/index.js';
import { PAPER_FIELD, readPaperForm } from '../web/paper-form.js';
import { numberOf } from './delivery.js';
import { AssessDelivery } from './assess-delivery.js';
import { assessForm } from './asking-input.js';
import { DeliveryView } from './delivery-view.js';
import { ASKERS, fingerprint, READ_LAW, READ_REFUSALS, RECEIVERS } from './received-input.js';
import { MarkDelivery } from './mark-delivery.js';
import { ReadDelivery } from './read-delivery.js';
import { READ_FIELD } from './read-in-view.js';
import { ShowDelivery } from './show-delivery.js';

const NOTHING = 'Typ de vier groepen over van het papier en zet bij elke rij een vinkje.';

const FLASHES: Readonly<Record<string, Flash>> = {
  bevestigd: { tone: 'ok', title: 'U hebt de ontvangst bevestigd' },
  gelijk: {
    tone: 'ok',
    title: 'De vingerafdruk is gelijk',
    text: 'Alle 64 tekens zijn gelijk aan die op het papieren proces-verbaal.',
  },
  ingelezen: { tone: 'ok', title: 'U legde vast dat de telling in uw telprogramma staat' },
  voldoet: { tone: 'ok', title: 'U legde vast dat het bestand voldoet' },
  'voldoet-niet': {
    tone: 'ok',
    title: 'U legde vast dat het bestand niet voldoet',
    text: 'De afzender ziet dit en krijgt bericht als u om een ander bestand vroeg.',
  },
  'wijkt-af': {
    tone: 'ok',
    title: 'U hebt gemeld dat uw papier iets anders zegt',
    text: 'De afzender en de Kiesraad krijgen bericht.',
  },
};

const params = { id: anId };
const delivery = page({ path: '/ontvangen/:id', access: RECEIVERS, title: 'Levering', params });
const confirming = form({ path: '/ontvangen/:id/bevestigen', access: RECEIVERS, params });
const comparing = form({
  path: '/ontvangen/:id/gelijk',
  access: RECEIVERS,
  params,
  body: fields(z.record(z.string(), z.unknown())),
  field: PAPER_FIELD,
  refusals: ['delivery.noFingerprint'],
});

const differing = form({
  path: '/ontvangen/:id/papier-anders',
  access: RECEIVERS,
  params,
  body: fields(z.record(z.string(), z.unknown())),
  field: DIFFERS_FIELD,
  refusals: ['delivery.noFingerprint'],
});

const assessing = form({
  path: '/ontvangen/:id/oordeel',
  access: ASKERS,
  law: 'Kieswet O 2, P 1c',
  params,
  body: fields(assessForm),
  field: 'oordeel',
  refusals: [
    'delivery.assessedMeanwhile',
    'delivery.compareFirst',
    'delivery.notDue',
    'delivery.paperDiffers',
    'delivery.superseded',
    'delivery.termPast',
  ],
});

const readIn = form({
  ...{ path: '/ontvangen/:id/ingelezen', access: ASKERS, law: READ_LAW, params },
  body: fields(z.object({ [READ_FIELD]: fingerprint })),
  ...{ field: READ_FIELD, refusals: [...READ_REFUSALS, 'delivery.readDiffers'] },
});
const byHand = form({
  ...{ path: '/ontvangen/:id/met-de-hand', access: ASKERS, law: READ_LAW, params },
});

/** One delivery in the browser, with its marks. */
@Controller()
export class DeliveryPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly delivery: ShowDelivery,
    private readonly mark: MarkDelivery,
    private readonly assess: AssessDelivery,
    private readonly read: ReadDelivery,
  ) {}

  @Handle(delivery)
  show({ actor, params: { id } }: Input<typeof delivery>, call: Call): Promise<string> {
    return this.page(actor, id, call);
  }

  @Handle(confirming)
  async confirm({ actor, params: { id } }: Input<typeof confirming>) {
    await this.mark.acknowledge(actor, id);
    return seeOther(`/ontvangen/${id}?melding=bevestigd`);
  }

  @Handle(comparing, (on: DeliveryPage, { actor, params: { id } }, call) => on.page(actor, id, call))
  async equal({ actor, params: { id }, body }: Input<typeof comparing>) {
    const { delivery } = await this.delivery.run(actor, id);
    const { fingerprint } = delivery;
    if (fingerprint === null) throw new Refusal('delivery.noFingerprint');
    const read = readPaperForm(body, fingerprint, drawGroups(fingerprint, delivery.paperDraw));
    if (read.kind === 'empty') throw new InvalidInput([{ pointer: `/${PAPER_FIELD}`, detail: NOTHING }]);
    const problems = await this.mark.compare(actor, delivery, read);
    if (problems.length > 0) throw invalid(problems);
    return seeOther(`/ontvangen/${id}?melding=gelijk`);
  }

  @Handle(differing, (on: DeliveryPage, { actor, params: { id } }, call) => on.page(actor, id, call))
  async differs({ actor, params: { id }, body }: Input<typeof differing>) {
    const problem = notUnderstood(body);
    if (problem !== null) throw invalid([problem]);
    const { marks } = await this.mark.differsFromPaper(actor, id);
    return seeOther(`/ontvangen/${id}${marks.differsFromPaper === null ? '' : '?melding=wijkt-af'}`);
  }

  @Handle(assessing, (on: DeliveryPage, { actor, params: { id } }, call) => on.page(actor, id, call))
  async assessed({ actor, params: { id }, body }: Input<typeof assessing>) {
    await this.assess.run(actor, id, body);
    return seeOther(
      `/ontvangen/${id}?melding=${body.found.outcome === 'asRequired' ? 'voldoet' : 'voldoet-niet'}`,
    );
  }

  @Handle(readIn, (on: DeliveryPage, { actor, params: { id } }, call) => on.page(actor, id, call))
  async readIn({ actor, params: { id }, body }: Input<typeof readIn>) {
    await this.read.fromFile(actor, id, body[READ_FIELD]);
    return seeOther(`/ontvangen/${id}?melding=ingelezen`);
  }

  @Handle(byHand)
  async byHand({ actor, params: { id } }: Input<typeof byHand>) {
    await this.read.byHand(actor, id);
    return seeOther(`/ontvangen/${id}?melding=ingelezen`);
  }

  private async page(actor: PersonActor, id: string, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.delivery.run(actor, id);
    return await this.frame.html(request, {
      title: `${delivery.title} ${numberOf(shown.delivery)}`,
      lead: shown.about.name,
      back: { href: '/ontvangen', label: 'Ontvangen bestanden' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <DeliveryView shown={shown} sent={{ problems, typed }} phone={this.frame.phone} />,
    });
  }
}

function invalid(problems: readonly FieldProblem[]): InvalidInput {
  return new InvalidInput(problems.map(({ field, message }) => ({ pointer: `/${field}`, detail: message })));
}
