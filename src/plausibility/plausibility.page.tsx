import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, page } from '../platform/http/route.js';
import { CSV_TYPE, sendCsv } from '../platform/http/send-csv.js';
import { RECEIVERS } from '../routing/received-input.js';
import { SENDERS } from '../upload/submission.controller.js';
import { KINDS } from './finding-words.js';
import { PlausibilityView } from './plausibility-view.js';
import { ShowPlausibility, type ShownPlausibility } from './show-plausibility.js';
import { findingsCsv, ORDERS, type Order, type Shown } from './station-list.js';

const params = { id: anId };
const shownKinds = ['gevonden', 'alle', ...KINDS] as readonly Shown[];
/** What has no sense narrows nothing. */
const query = z.object({
  soort: z.enum(shownKinds).catch('gevonden'),
  sorteer: z.enum(Object.keys(ORDERS) as Order[]).catch('bestand'),
});
const title = 'Opmerkelijke uitslagen';
const ofCsv = ['stations.damaged', 'counts.notReadYet'] as const;
const type = CSV_TYPE;
const csvTitle = 'Opmerkelijke uitslagen als CSV';
const received = page({
  path: '/ontvangen/:id/plausibiliteit',
  ...{ access: RECEIVERS, title, params, query, refusals: ['stations.damaged'] as const },
});
const receivedCsv = page({
  path: '/ontvangen/:id/plausibiliteit.csv',
  ...{ access: RECEIVERS, title: csvTitle, type, params, refusals: ofCsv },
});
const sent = page({
  path: '/leveringen/:id/plausibiliteit',
  ...{ access: SENDERS, title, params, query, refusals: ['stations.damaged'] as const },
});
const sentCsv = page({
  path: '/leveringen/:id/plausibiliteit.csv',
  ...{ access: SENDERS, title: csvTitle, type, params, refusals: ofCsv },
});

interface Asked {
  readonly actor: PersonActor;
  readonly params: { readonly id: string };
}
type Chosen = Asked & { readonly query: z.output<typeof query> };

/** What is implausible in a count, for who received it and for who sent it. */
@Controller()
export class PlausibilityPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly plausibility: ShowPlausibility,
  ) {}

  @Handle(received)
  async received({ actor, params: { id }, query: chosen }: Chosen, call: Call): Promise<string> {
    return await this.html(await this.plausibility.received(actor, id), chosen, '/ontvangen', call);
  }

  @Handle(receivedCsv)
  async receivedCsv({ actor, params: { id } }: Asked, call: Call): Promise<string> {
    return await send(await this.plausibility.received(actor, id), call);
  }

  @Handle(sent)
  async sent({ actor, params: { id }, query: chosen }: Chosen, call: Call): Promise<string> {
    return await this.html(await this.plausibility.sent(actor, id), chosen, '/leveringen', call);
  }

  @Handle(sentCsv)
  async sentCsv({ actor, params: { id } }: Asked, call: Call): Promise<string> {
    return await send(await this.plausibility.sent(actor, id), call);
  }

  private async html(
    shown: ShownPlausibility,
    { soort, sorteer }: Chosen['query'],
    list: string,
    { request }: Call,
  ): Promise<string> {
    const path = `${list}/${shown.id}`;
    const choice = { shown: soort, order: sorteer };
    return await this.frame.html(request, {
      ...{ title, lead: shown.about.name, active: list },
      back: { href: path, label: `Levering ${shown.number}` },
      body: <PlausibilityView shown={shown} choice={choice} path={`${path}/plausibiliteit`} />,
    });
  }
}

async function send({ number, judged, bounds, names }: ShownPlausibility, call: Call): Promise<string> {
  if (judged === null) throw new Refusal('counts.notReadYet');
  await sendCsv(
    { name: `opmerkelijk-${number}.csv`, parts: findingsCsv(judged.stations, bounds, names) },
    call,
  );
  return '';
}
