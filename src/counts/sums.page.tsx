import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { hats } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { CSV_TYPE, sendCsv } from '../platform/http/send-csv.js';
import { ShowSums } from './show-sums.js';
import { sumsCsv, titleOf } from './sums-rows.js';
import { SumsView, WholeView } from './sums-view.js';

/** Who has counts to add up. */
export const ADDERS = hats(['HSB', 'CSB', 'COUNCIL']);
/** A whole goes by the code of its committee: `HSB3`, `CSB`. */
export const wholeParams = { code: z.string().max(20) };

const title = 'Sommen';
const sums = page({ path: '/sommen', access: ADDERS, title, nav: { label: title, place: 25 } });
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
  ) {}

  @Handle(sums)
  async show({ actor }: Input<typeof sums>, { request }: Call): Promise<string> {
    const shown = await this.sums.run(actor);
    return await this.frame.html(request, {
      ...{ title, lead: shown.plan.definition.name, body: <SumsView shown={shown} /> },
    });
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
