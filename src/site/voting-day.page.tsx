import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { csvOf } from '../kernel/csv-text.js';
import { hats } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { formatDay, formatTime } from '../web/format-time.js';
import { ShowVotingDay } from './show-voting-day.js';
import { VotingDayView } from './voting-day-view.js';

const access = hats(['OPERATOR']);
const params = { dag: z.string().max(10) };

const wholeDay = page({
  path: '/overzicht/dag/:dag',
  access,
  params,
  title: 'Alle verkiezingen van één dag',
  query: z.object({
    zoek: z.string().trim().max(80).catch(''),
    bladzijde: z.coerce.number().int().min(1).max(1000).catch(1),
  }),
});
const csv = page({
  path: '/overzicht/dag/:dag/lijst.csv',
  access,
  params,
  title: 'Alle verkiezingen van één dag, als CSV',
  type: 'text/csv; charset=utf-8',
});

/** All elections of a voting day in the browser. */
@Controller()
export class VotingDayPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly day: ShowVotingDay,
  ) {}

  @Handle(wholeDay)
  async show({ params: { dag }, query }: Input<typeof wholeDay>, { request }: Call): Promise<string> {
    const day = await this.day.run(dag);
    return await this.frame.html(request, {
      title: `Verkiezingen van ${formatDay(dag)}`,
      body: <VotingDayView day={day} words={query.zoek} page={query.bladzijde} />,
    });
  }

  @Handle(csv)
  async list({ params: { dag } }: Input<typeof csv>): Promise<Answered<string>> {
    const { elections } = await this.day.run(dag);
    const table = csvOf(
      [
        ...['verkiezing', 'naam', 'sleutels', 'sleutels nodig', 'verklaringen', 'verklaringen nodig'],
        ...['bestanden', 'bestanden nodig', 'laatste bestand'],
      ],
      elections.map(({ id, name, keys, declarations, deliveries, last }) => [
        ...[id, name, ...counts(keys), ...counts(declarations), ...counts(deliveries)],
        last === null ? '' : formatTime(last),
      ]),
    );
    return new Answered(200, table, { 'content-disposition': saveAs(`overzicht_${dag}.csv`) });
  }
}

const counts = ({ done, due }: { done: number; due: number }) => [String(done), String(due)];
