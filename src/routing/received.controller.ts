import { Controller } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { DELIVERY_LAW } from '../elections/routes.js';
import { AskAgain } from './ask-again.js';
import { filterRows } from './inbox.js';
import { ListInbox } from './list-inbox.js';
import { termsBody } from './asking-input.js';
import { arrivalsAnswer, deliveryAnswer, inboxAnswer, requestAnswer } from './received-answers.js';
import { ReadDelivery } from './read-delivery.js';
import {
  ASKERS,
  boardQuery,
  freshQuery,
  paperBody,
  READ_LAW,
  READ_REFUSALS,
  readBody,
  RECEIVERS,
  requestBody,
} from './received-input.js';
import { arrivalsJson, deliveryJson, inboxJson } from './received-json.js';
import { MarkDelivery } from './mark-delivery.js';
import { ShowDelivery } from './show-delivery.js';

const tag = 'Ontvangen';
const params = { id: anId };

const list = route({
  method: 'GET',
  path: '/v1/ontvangen',
  access: RECEIVERS,
  law: DELIVERY_LAW,
  id: 'ontvangen',
  tag,
  summary: 'Wat uw orgaan ontving en wat ontbreekt',
  description: '`sinds` en `status` gelden voor de regels en voor de leveringen die daarbij horen.',
  query: boardQuery,
  answers: { 200: { description: 'De stand', schema: inboxAnswer } },
  refusals: ['request.notFound'],
});

const fresh = route({
  method: 'GET',
  path: '/v1/ontvangen/nieuw',
  access: RECEIVERS,
  law: DELIVERY_LAW,
  id: 'ontvangenNieuw',
  tag,
  summary: 'Wat uw orgaan ontving sinds de vorige keer',
  description:
    'In de volgorde waarin het kwam, hoogstens 100 tegelijk; ook versies die daarna zijn vervangen. Begin zonder `na`, bewaar `volgende` en geef dat de volgende keer als `na`. Zo mist u niets, hoe lang u ook wegblijft. Een voorbeeld staat in docs/voorbeelden.',
  query: freshQuery,
  answers: { 200: { description: 'Wat er kwam', schema: arrivalsAnswer } },
  refusals: ['delivery.cursorAhead'],
});

const show = route({
  method: 'GET',
  path: '/v1/ontvangen/:id',
  access: RECEIVERS,
  law: DELIVERY_LAW,
  id: 'aflevering',
  tag,
  summary: 'Eén ontvangen levering',
  params,
  answers: { 200: { description: 'De levering', schema: deliveryAnswer } },
});

const confirm = route({
  method: 'POST',
  path: '/v1/ontvangen/:id/bevestigen',
  access: RECEIVERS,
  law: 'Kieswet O 2, P 1c',
  id: 'bevestigen',
  tag,
  summary: 'Ontvangst bevestigen',
  params,
  answers: { 200: { description: 'Bevestigd', schema: deliveryAnswer } },
});

const compare = route({
  method: 'POST',
  path: '/v1/ontvangen/:id/gelijk',
  access: RECEIVERS,
  law: 'Kieswet O 2, P 1c',
  id: 'gelijk',
  tag,
  summary: 'Gelijk verklaren aan het papieren proces-verbaal',
  description:
    'Met `wijktAf` meldt u met opzet dat uw papier iets anders zegt. Dat maakt niets ongedaan; de afzender en de Kiesraad krijgen bericht.',
  params,
  body: json(paperBody),
  answers: { 200: { description: 'Vastgelegd', schema: deliveryAnswer } },
  refusals: ['delivery.differsFromPaper', 'delivery.noFingerprint'],
});

const reading = route({
  ...{ method: 'POST', path: '/v1/ontvangen/:id/ingelezen', access: ASKERS, law: READ_LAW },
  ...{ id: 'ingelezen', tag, params, body: json(readBody) },
  summary: 'Vastleggen dat de telling in uw eigen programma staat',
  description:
    'Toont uw programma een andere vingerafdruk, dan telt het bestand niet als ingelezen: dat wordt vastgelegd en de afzender, uw orgaan en de Kiesraad krijgen bericht.',
  answers: { 200: { description: 'Vastgelegd', schema: deliveryAnswer } },
  refusals: [...READ_REFUSALS, 'delivery.readDiffers'],
});

const ask = route({
  method: 'POST',
  path: '/v1/ontvangen/verzoek',
  access: ASKERS,
  id: 'verzoek',
  tag,
  summary: 'Verzoeken om alsnog te verstrekken',
  law: 'Kieswet O 2, P 1c',
  body: json(requestBody.extend(termsBody)),
  answers: { 202: { description: 'Het verzoek is vastgelegd en gaat uit', schema: requestAnswer } },
  refusals: ['delivery.askedAlready', 'delivery.notDue', 'delivery.termPast', 'request.notFound'],
});

/** What a body received, for programs. */
@Controller()
export class ReceivedController {
  constructor(
    private readonly inbox: ListInbox,
    private readonly delivery: ShowDelivery,
    private readonly mark: MarkDelivery,
    private readonly asking: AskAgain,
    private readonly read: ReadDelivery,
    private readonly clock: Clock,
  ) {}

  @Handle(list)
  async list({ actor, query: { verkiezing, status, sinds } }: Input<typeof list>) {
    const inbox = await this.inbox.watched(actor, verkiezing ?? null);
    const rows = filterRows(inbox.rows, status ?? null, sinds ?? null);
    const shown = new Set(rows.map((row) => row.file?.id));
    const files = inbox.files.filter(
      (file) => (status === undefined || shown.has(file.id)) && (sinds === undefined || file.at >= sinds),
    );
    return inboxJson({ ...inbox, rows, files }, actor);
  }

  @Handle(fresh)
  async fresh({ actor, query: { na } }: Input<typeof fresh>) {
    return arrivalsJson(await this.inbox.since(actor, na), actor);
  }

  @Handle(show)
  show({ actor, params: { id } }: Input<typeof show>) {
    return this.shown(actor, id);
  }

  @Handle(confirm)
  async confirm({ actor, params: { id } }: Input<typeof confirm>) {
    await this.mark.acknowledge(actor, id);
    return await this.shown(actor, id);
  }

  @Handle(compare)
  async equal({ actor, params: { id }, body }: Input<typeof compare>) {
    const { vingerafdruk } = body;
    if (vingerafdruk === undefined) await this.mark.differsFromPaper(actor, id);
    else await this.mark.equalToPaper(actor, id, vingerafdruk);
    return await this.shown(actor, id);
  }

  @Handle(reading)
  async readIn({ actor, params: { id }, body }: Input<typeof reading>) {
    const { vingerafdruk } = body;
    if (vingerafdruk === undefined) await this.read.byHand(actor, id);
    else await this.read.fromFile(actor, id, vingerafdruk);
    return await this.shown(actor, id);
  }

  @Handle(ask)
  async request({ actor, body: { niveau, code, bericht, reden, uiterlijk } }: Input<typeof ask>) {
    const wanted = { committee: { level: niveau, code }, message: bericht };
    const terms = { reason: reden ?? null, dueAt: uiterlijk ?? null };
    const at = await this.asking.run(actor, wanted, terms);
    return { stembureau: { niveau, code }, bericht, gevraagd: at.toISOString() };
  }

  private async shown(actor: PersonActor, id: string) {
    return deliveryJson(await this.delivery.run(actor, id), actor, this.clock.now());
  }
}
