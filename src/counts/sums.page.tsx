import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { segmentOf } from '../kernel/actor.js';
import { segmentKey } from '../kernel/committee.js';
import { lastSeen } from '../platform/http/event-stream.js';
import { Feeds } from '../platform/live/feeds.js';
import type { Note } from '../platform/live/publish.js';
import { BOARD_CHANGED, isOfBody } from '../routing/board-notes.js';
import { hats } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { CSV_TYPE, sendCsv } from '../platform/http/send-csv.js';
import { ShowSums } from './show-sums.js';
import { sumsCsv, titleOf } from './sums-rows.js';
import { sumsParts, SumsView, WholeView } from './sums-view.js';

/** Who has counts to add up. */
export const ADDERS = hats(['HSB', 'CSB', 'COUNCIL']);
/** A whole goes by the code of its committee: `HSB3`, `CSB`. */
export const wholeParams = { code: z.string().max(20) };

const title = 'Sommen';
const sums = page({ path: '/sommen', access: ADDERS, title, nav: { label: title, place: 25 } });
const stream = page({
  path: '/sommen/stroom',
  access: ADDERS,
  title: 'Wat er verandert in de sommen',
  type: 'text/event-stream',
  query: z.object({ stand: z.string().max(40).catch('') }),
  refusals: ['request.tooManyStreams'],
});
const csv = page({
  ...{ path: '/sommen/lijst.csv', access: ADDERS, title: 'Sommen als CSV', type: CSV_TYPE },
});
const whole = page({ path: '/sommen/:code', access: ADDERS, title: 'Som', params: wholeParams });

/** Whether totals are the sum of the counts, in the browser. */
@Controller()
export class SumsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly sums: ShowSums,
    private readonly feeds: Feeds,
  ) {}

  @Handle(sums)
  async show({ actor }: Input<typeof sums>, { request }: Call): Promise<string> {
    const shown = await this.sums.run(actor);
    return await this.frame.html(request, {
      ...{ title, lead: shown.plan.definition.name, body: <SumsView shown={shown} /> },
    });
  }

  @Handle(stream)
  async follow({ actor, query: { stand } }: Input<typeof stream>, call: Call): Promise<string> {
    const segment = segmentOf(actor);
    const watched = {
      key: `sommen ${segmentKey(segment)}`,
      channel: BOARD_CHANGED,
      matches: (note: Note) => isOfBody(note, segment),
      look: async () => sumsParts(await this.sums.run(actor)),
    };
    await this.feeds.open(watched, lastSeen(call) ?? stand, call, actor.personId);
    return '';
  }

  @Handle(csv)
  async csv({ actor }: Input<typeof csv>, call: Call): Promise<string> {
    const name = `sommen_${actor.hat.electionId ?? ''}.csv`;
    await sendCsv({ name, parts: sumsCsv(this.sums.each(actor)) }, call);
    return '';
  }

  @Handle(whole)
  async one({ actor, params: { code } }: Input<typeof whole>, { request }: Call): Promise<string> {
    const { plan, whole: shown } = await this.sums.one(actor, code);
    return await this.frame.html(request, {
      ...{ title: titleOf(shown), lead: plan.definition.name, active: '/sommen' },
      back: { href: '/sommen', label: title },
      body: <WholeView whole={shown} />,
    });
  }
}
