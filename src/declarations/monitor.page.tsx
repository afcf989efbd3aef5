import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { hats } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { formatDay } from '../web/format-time.js';
import { isFound, MONITOR_SORTS, STANDINGS, type MonitorChoice } from './monitor.js';
import { monitorCsv } from './monitor-csv.js';
import { MonitorView } from './monitor-view.js';
import { ShowMonitor } from './show-monitor.js';

const access = hats(['OPERATOR']);
const params = { dag: z.iso.date() };
/** What has no sense narrows nothing. */
const some = <T extends z.ZodType>(schema: T) =>
  z.preprocess((given) => (given === '' ? undefined : given), schema.optional().catch(undefined));
const query = z.object({
  zoek: some(z.string().trim().max(80)),
  stand: some(z.enum([...STANDINGS, 'late'])),
  provincie: some(z.string().max(80)),
  samenwerking: some(z.string().max(200)),
  sorteer: some(z.enum(MONITOR_SORTS)),
});

const monitor = page({
  path: '/verklaringen/monitor/:dag',
  access,
  params,
  query,
  title: 'Monitor van de verklaringen',
});
const csv = page({
  path: '/verklaringen/monitor/:dag/lijst.csv',
  access,
  params,
  query,
  title: 'Monitor van de verklaringen, als CSV',
  type: 'text/csv; charset=utf-8',
});

/** The monitor of a voting day in the browser. */
@Controller()
export class MonitorPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly monitor: ShowMonitor,
  ) {}

  @Handle(monitor)
  async show({ params: { dag }, query: asked }: Input<typeof monitor>, { request }: Call): Promise<string> {
    const choice = choiceOf(asked);
    return await this.frame.html(request, {
      title: monitor.title,
      active: '/verkiezingen',
      back: { href: `/verklaringen?dag=${dag}`, label: 'Verklaringen' },
      lead: `Voor de stemming van ${formatDay(dag)}.`,
      body: <MonitorView monitor={await this.monitor.run(dag, choice)} choice={choice} />,
    });
  }

  @Handle(csv)
  async list({ params: { dag }, query: asked }: Input<typeof csv>): Promise<Answered<string>> {
    const choice = choiceOf(asked);
    const { chosen } = await this.monitor.run(dag, choice);
    return new Answered(200, monitorCsv(chosen.filter((line) => isFound(line, choice))), {
      'content-disposition': saveAs(`verklaringen_${dag}.csv`),
    });
  }
}

function choiceOf({ zoek, stand, provincie, samenwerking, sorteer }: z.output<typeof query>): MonitorChoice {
  return {
    words: zoek ?? null,
    state: stand ?? null,
    province: provincie ?? null,
    arrangement: samenwerking ?? null,
    sort: sorteer ?? 'naam',
  };
}
