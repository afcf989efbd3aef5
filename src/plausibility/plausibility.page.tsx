import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page } from '../platform/http/route.js';
import { CSV_TYPE, sendCsv } from '../platform/http/send-csv.js';
import { RECEIVERS } from '../routing/received-input.js';
import { SENDERS } from '../upload/submission.controller.js';
import { KINDS } from './finding-words.js';
import { acrossStations, LIST_FIELD, ListAcrossView, listTitle } from './list-view.js';
import { LookAtStation, type SaidOfStation } from './look-at-station.js';
import { LOOK_REFUSALS, lookBody } from './look-input.js';
import { PlausibilityView } from './plausibility-view.js';
import { ShowPlausibility, type ShownPlausibility } from './show-plausibility.js';
import { StationView } from './station-view.js';
import { findingsCsv, ORDERS, stationName, type Order, type Shown } from './station-list.js';

const params = { id: anId };
const shownKinds = ['gevonden', 'open', 'alle', ...KINDS] as readonly Shown[];
/** What has no sense narrows nothing. */
const query = z.object({
  soort: z.enum(shownKinds).catch('gevonden'),
  sorteer: z.enum(Object.keys(ORDERS) as Order[]).catch('bestand'),
  bureau: z.string().max(100).optional().catch(undefined),
  [LIST_FIELD]: z.coerce.number().int().optional().catch(undefined),
});
const body = fields(lookBody);
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

const looked = {
  ...{ params, body, field: 'uitkomst', refusals: LOOK_REFUSALS },
} as const;
const receivedLook = form({ path: '/ontvangen/:id/plausibiliteit', access: RECEIVERS, ...looked });
const sentLook = form({ path: '/leveringen/:id/plausibiliteit', access: SENDERS, ...looked });
const FLASHES: Readonly<Record<string, Flash>> = {
  vastgelegd: { tone: 'ok', title: 'U legde vast wat u vond' },
};

interface Asked {
  readonly actor: PersonActor;
  readonly params: { readonly id: string };
}
type Chosen = Asked & { readonly query: z.output<typeof query> };
type Said = Asked & { readonly body: SaidOfStation };

/** What is implausible in a count, for who received it and for who sent it. */
@Controller()
export class PlausibilityPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly plausibility: ShowPlausibility,
    private readonly look: LookAtStation,
  ) {}

  @Handle(received)
  async received({ actor, params: { id }, ...chosen }: Chosen, call: Call): Promise<string> {
    return await this.html(await this.plausibility.received(actor, id), '/ontvangen', chosen, call);
  }

  @Handle(receivedCsv)
  async receivedCsv({ actor, params: { id } }: Asked, call: Call): Promise<string> {
    return await send(await this.plausibility.received(actor, id), call);
  }

  @Handle(sent)
  async sent({ actor, params: { id }, ...chosen }: Chosen, call: Call): Promise<string> {
    return await this.html(await this.plausibility.sent(actor, id), '/leveringen', chosen, call);
  }

  @Handle(sentCsv)
  async sentCsv({ actor, params: { id } }: Asked, call: Call): Promise<string> {
    return await send(await this.plausibility.sent(actor, id), call);
  }

  @Handle(receivedLook, (on: PlausibilityPage, { actor, params: { id } }, call) =>
    on.again(actor, '/ontvangen', id, call),
  )
  async receivedLook({ actor, params: { id }, body: said }: Said) {
    await this.look.received(actor, id, said);
    return seen('/ontvangen', id, said);
  }

  @Handle(sentLook, (on: PlausibilityPage, { actor, params: { id } }, call) =>
    on.again(actor, '/leveringen', id, call),
  )
  async sentLook({ actor, params: { id }, body: said }: Said) {
    await this.look.sent(actor, id, said);
    return seen('/leveringen', id, said);
  }

  private async again(actor: PersonActor, list: List, id: string, call: Call): Promise<string> {
    const shown =
      list === '/ontvangen'
        ? await this.plausibility.received(actor, id)
        : await this.plausibility.sent(actor, id);
    const chosen = query.parse({ bureau: call.typed['bureau'] });
    return await this.html(shown, list, { query: chosen }, call);
  }

  private async html(
    shown: ShownPlausibility,
    list: List,
    { query: { soort, sorteer, bureau, lijst } }: Pick<Chosen, 'query'>,
    { request, problems, typed }: Call,
  ): Promise<string> {
    const path = `${list}/${shown.id}`;
    const own = `${path}/plausibiliteit`;
    const station = shown.judged?.stations.find(({ unit }) => unit === bureau);
    const choice = { shown: soort, order: sorteer };
    const common = {
      ...{ lead: shown.about.name, active: list, hasErrors: problems.length > 0 },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
    };
    const across = shown.judged && lijst !== undefined ? acrossStations(shown.judged, lijst) : [];
    if (station === undefined && across[0] !== undefined)
      return await this.frame.html(request, {
        ...{ ...common, title: listTitle(across[0].there), back: { href: own, label: title } },
        body: <ListAcrossView rows={across} path={own} />,
      });
    if (station === undefined)
      return await this.frame.html(request, {
        ...{ ...common, title, back: { href: path, label: `Levering ${shown.number}` } },
        body: <PlausibilityView shown={shown} choice={choice} path={own} />,
      });
    return await this.frame.html(request, {
      ...{ ...common, title: stationName(station), back: { href: own, label: title } },
      body: <StationView shown={shown} station={station} sent={{ problems, typed }} path={own} />,
    });
  }
}

type List = '/ontvangen' | '/leveringen';

function seen(list: List, id: string, { unit }: SaidOfStation) {
  const of = new URLSearchParams({ bureau: unit, melding: 'vastgelegd' });
  return seeOther(`${list}/${id}/plausibiliteit?${of.toString()}`);
}

async function send({ number, judged, bounds, names }: ShownPlausibility, call: Call): Promise<string> {
  if (judged === null) throw new Refusal('counts.notReadYet');
  await sendCsv(
    { name: `opmerkelijk-${number}.csv`, parts: findingsCsv(judged.stations, bounds, names) },
    call,
  );
  return '';
}
