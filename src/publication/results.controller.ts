import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { MESSAGE_TYPES } from '../kernel/committee.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, route, type Input } from '../platform/http/route.js';
import { ASKED_OF_FILE, fileAnswers, FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { HandOutResult } from './hand-out-result.js';
import type { ResultPlace } from './publication.store.js';
import { resultJson, resultsSchema, resultSchema, rowJson } from './publication-json.js';
import { ShowResults } from './show-results.js';

/** By which articles results become public. */
export const RESULTS_LAW = 'Kieswet Na 33 lid 1, O 8 lid 2, O 22 lid 2, P 23 lid 3';
export const electionParams = { verkiezing: z.string().max(120).meta({ example: 'TK2027' }) };
export const resultParams = {
  ...electionParams,
  orgaan: z.string().regex(/^(?:\d{4}|HSB\d{1,3}|CSB)$/),
  bestand: z.enum(MESSAGE_TYPES),
};
const versionParams = { ...resultParams, versie: z.coerce.number().int().min(1).max(100_000) };

/** Which file the address names. */
export const placeOf = (params: {
  verkiezing: string;
  orgaan: string;
  bestand: ResultPlace['message'];
}): ResultPlace => ({ electionId: params.verkiezing, code: params.orgaan, message: params.bestand });

const tag = 'Uitslagen';
const open = { access: PUBLIC, law: RESULTS_LAW, limited: 'reading', fromAnywhere: true, tag } as const;
const REFUSED = [...FILE_REFUSALS, 'publication.damaged'] as const;

const list = route({
  ...{ method: 'GET', path: '/v1/uitslagen', id: 'uitslagen', ...open },
  summary: 'Van welke verkiezingen bestanden openbaar zijn',
  answers: {
    200: {
      description: 'De verkiezingen, de laatste stemming eerst',
      schema: z.object({
        verkiezingen: z.array(
          z.object({ id: z.string(), naam: z.string(), dag: z.iso.date(), openbareBestanden: z.int() }),
        ),
      }),
    },
  },
});
const one = route({
  ...{ method: 'GET', path: '/v1/uitslagen/:verkiezing', id: 'uitslagenVanVerkiezing', ...open },
  summary: 'Welke bestanden van een verkiezing openbaar zijn, en welke nog niet',
  params: electionParams,
  answers: { 200: { description: 'Per orgaan en bestand wat openbaar is', schema: resultsSchema } },
});
const file = route({
  ...{ method: 'GET', path: '/v1/uitslagen/:verkiezing/:orgaan/:bestand', id: 'uitslag', ...open },
  summary: 'Eén bestand met alle openbare versies en hun vingerafdrukken',
  params: resultParams,
  answers: { 200: { description: 'De versies, de laatste eerst', schema: resultSchema } },
});
const bytes = route({
  ...{ method: 'GET', path: '/v1/uitslagen/:verkiezing/:orgaan/:bestand/:versie/bestand', ...open },
  id: 'uitslagBestand',
  summary: 'Het .eml.xml-bestand van één versie, precies zoals geleverd',
  params: versionParams,
  headers: ASKED_OF_FILE,
  answers: fileAnswers(['application/octet-stream']),
  refusals: REFUSED,
});
const bytesPage = page({
  path: '/uitslagen/:verkiezing/:orgaan/:bestand/:versie/bestand',
  access: PUBLIC,
  title: 'Een openbaar telbestand',
  params: versionParams,
  limited: 'reading',
  refusals: REFUSED,
});

const ofPaper = { ...versionParams, nummer: z.coerce.number().int().min(1).max(1000) };
const PAPER_REFUSED = [...REFUSED, 'publication.paperWithdrawn'] as const;
const paper = route({
  ...{
    method: 'GET',
    path: '/v1/uitslagen/:verkiezing/:orgaan/:bestand/:versie/pv/:nummer/bestand',
    ...open,
  },
  id: 'uitslagProcesVerbaal',
  summary: 'Eén versie van het proces-verbaal bij een bestand: een PDF zonder handtekeningen',
  params: ofPaper,
  headers: ASKED_OF_FILE,
  answers: fileAnswers(['application/octet-stream']),
  refusals: PAPER_REFUSED,
});
const paperPage = page({
  path: '/uitslagen/:verkiezing/:orgaan/:bestand/:versie/pv/:nummer/bestand',
  access: PUBLIC,
  title: 'Een openbaar proces-verbaal',
  params: ofPaper,
  limited: 'reading',
  refusals: PAPER_REFUSED,
});

/** Public results for programs, and their files for everybody. */
@Controller()
export class ResultsController {
  constructor(
    private readonly results: ShowResults,
    private readonly handOut: HandOutResult,
  ) {}

  @Handle(list)
  async list() {
    const elections = await this.results.all();
    return {
      verkiezingen: elections.map(({ id, name, electionDate, files }) => ({
        ...{ id, naam: name, dag: electionDate, openbareBestanden: files },
      })),
    };
  }

  @Handle(one)
  async one({ params }: Input<typeof one>) {
    const { plan, rows } = await this.results.one(params.verkiezing);
    const { id, name, electionDate } = plan.definition;
    return {
      ...{ verkiezing: id, naam: name, dag: electionDate },
      bestanden: rows.map((row) => rowJson(plan, row)),
    };
  }

  @Handle(file)
  async file({ params }: Input<typeof file>) {
    return resultJson(await this.results.file(placeOf(params)));
  }

  @Handle(bytes)
  fetch({ params }: Input<typeof bytes>, call: Call): Promise<void> {
    return this.send(placeOf(params), params.versie, call);
  }

  @Handle(bytesPage)
  async fetchPage({ params }: Input<typeof bytesPage>, call: Call): Promise<string> {
    await this.send(placeOf(params), params.versie, call);
    return '';
  }

  @Handle(paper)
  fetchPaper({ params }: Input<typeof paper>, call: Call): Promise<void> {
    return this.sendPaper(params, call);
  }

  @Handle(paperPage)
  async fetchPaperPage({ params }: Input<typeof paperPage>, call: Call): Promise<string> {
    await this.sendPaper(params, call);
    return '';
  }

  private async send(place: ResultPlace, version: number, call: Call): Promise<void> {
    const offered = await this.handOut.find(place, version);
    await sendBytes({ ...offered, type: 'application/octet-stream' }, call);
  }

  private async sendPaper(params: Input<typeof paper>['params'], call: Call): Promise<void> {
    const offered = await this.handOut.paper(placeOf(params), params.versie, params.nummer);
    await sendBytes({ ...offered, type: 'application/octet-stream' }, call);
  }
}
