import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { hats } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { ShowSums } from './show-sums.js';
import { sumsCsv } from './sums-rows.js';
import { SumsView } from './sums-view.js';

/** Who has counts to add up. */
export const ADDERS = hats(['HSB', 'CSB', 'COUNCIL']);
const title = 'Sommen';
const sums = page({ path: '/sommen', access: ADDERS, title, nav: { label: title, place: 25 } });
const csv = page({
  ...{ path: '/sommen.csv', access: ADDERS, title: 'Sommen als CSV', type: 'text/csv; charset=utf-8' },
});

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
  async csv({ actor }: Input<typeof csv>): Promise<Answered<string>> {
    const shown = await this.sums.run(actor);
    const disposition = saveAs(`sommen_${shown.plan.definition.id}.csv`);
    return new Answered(200, sumsCsv(shown), { 'content-disposition': disposition });
  }
}
