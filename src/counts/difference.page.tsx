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
import { differenceCsv } from './difference-rows.js';
import { DifferenceView } from './difference-view.js';
import { ShowDifference, type ShownDifference } from './show-difference.js';

const params = { id: anId };
const query = z.object({ met: anId.optional() });
const refusals = ['stations.damaged'] as const;
const ofCsv = [...refusals, 'counts.notReadYet'] as const;
const title = 'Verschillen tussen versies';
const type = CSV_TYPE;
const received = page({
  path: '/ontvangen/:id/verschillen',
  access: RECEIVERS,
  title,
  params,
  query,
  refusals,
});
const receivedCsv = page({
  path: '/ontvangen/:id/verschillen.csv',
  access: RECEIVERS,
  title: 'Verschillen als CSV',
  ...{ type, params, query, refusals: ofCsv },
});
const sent = page({ path: '/leveringen/:id/verschillen', access: SENDERS, title, params, query, refusals });
const sentCsv = page({
  path: '/leveringen/:id/verschillen.csv',
  access: SENDERS,
  title: 'Verschillen als CSV',
  ...{ type, params, query, refusals: ofCsv },
});

interface Asked {
  readonly actor: PersonActor;
  readonly params: { readonly id: string };
  readonly query: { readonly met?: string | undefined };
}

/** Two versions of a file side by side, for who received it and for who sent it. */
@Controller()
export class DifferencePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly differences: ShowDifference,
  ) {}

  @Handle(received)
  async received({ actor, params: { id }, query: { met } }: Asked, call: Call): Promise<string> {
    return await this.html(await this.differences.received(actor, id, met ?? null), '/ontvangen', call);
  }

  @Handle(receivedCsv)
  async receivedCsv({ actor, params: { id }, query: { met } }: Asked, call: Call): Promise<string> {
    return await send(await this.differences.received(actor, id, met ?? null), call);
  }

  @Handle(sent)
  async sent({ actor, params: { id }, query: { met } }: Asked, call: Call): Promise<string> {
    return await this.html(await this.differences.sent(actor, id, met ?? null), '/leveringen', call);
  }

  @Handle(sentCsv)
  async sentCsv({ actor, params: { id }, query: { met } }: Asked, call: Call): Promise<string> {
    return await send(await this.differences.sent(actor, id, met ?? null), call);
  }

  private async html(shown: ShownDifference, list: string, { request }: Call): Promise<string> {
    const { version, beside, about } = shown;
    const path = `${list}/${version.id}`;
    return await this.frame.html(request, {
      title: beside === null ? title : `Verschillen tussen ${beside.number} en ${version.number}`,
      lead: about,
      active: list,
      back: { href: path, label: `Levering ${version.number}` },
      body: <DifferenceView shown={shown} path={`${path}/verschillen`} />,
    });
  }
}

async function send({ difference, version, beside, names }: ShownDifference, call: Call): Promise<string> {
  if (beside !== null && difference === null) throw new Refusal('counts.notReadYet');
  const name = `${['verschillen', ...(beside ? [beside.number] : []), version.number].join('-')}.csv`;
  await sendCsv({ name, parts: differenceCsv(difference, names) }, call);
  return '';
}
