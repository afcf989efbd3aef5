import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { hats } from '../platform/http/access.js';
import { Answered, created } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, bytes, route, type Input } from '../platform/http/route.js';
import { ASKED_OF_FILE, fileAnswers, FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { Refusal } from '../kernel/refusal.js';
import { MAX_STATION_LIST_BYTES } from '../verify/stations/read-station-list.js';
import { HandInList } from './hand-in-list.js';
import { HandOutFiles } from './hand-out-files.js';
import { LIST_MAKERS, ShowLists } from './show-lists.js';
import { listJson, listSchema, listsJson, listsSchema } from './station-api.js';

/** Who hands lists in, who may have one, and who may know how it stands: the beheerder sees states and never files. */
export const LIST_OWNERS = hats(LIST_MAKERS);
export const LIST_RECEIVERS = hats([...LIST_MAKERS, 'HSB', 'CSB', 'COUNCIL']);
export const LIST_WATCHERS = hats([...LIST_RECEIVERS.levels, 'OPERATOR']);
/** What may come of handing one in. */
export const LIST_REFUSALS = ['stations.refused', 'stations.replacedBefore', 'upload.noSpace'] as const;
export const ofFile = [...FILE_REFUSALS, 'stations.damaged'] as const;

const tag = 'Stembureaulijsten';
export const listQuery = z.object({ verkiezing: z.string().max(120).optional() });
export const listParams = { id: anId };

const all = route({
  method: 'GET',
  path: '/v1/stembureaulijsten',
  access: LIST_WATCHERS,
  id: 'stembureaulijsten',
  tag,
  summary: 'De stembureaulijsten (110b) die gelden, en van wie er nog geen is',
  description: 'U ziet die van uw eigen orgaan, of die u ontvangt. De beheerder kiest een verkiezing.',
  query: listQuery,
  answers: { 200: { description: 'De lijsten van de verkiezing', schema: listsSchema } },
  refusals: ['request.notFound'],
});
const handingIn = route({
  method: 'POST',
  path: '/v1/stembureaulijsten',
  access: LIST_OWNERS,
  id: 'stembureaulijstAanleveren',
  tag,
  summary: 'De lijst van stembureaus (110b) aanleveren',
  description:
    'De bytes van een EML_NL 110b (1.2.2 of 1.3), hoogstens 4 MB. De nieuwste geldt. Dezelfde bytes geven hetzelfde antwoord, met 200. Een geweigerde lijst noemt alle redenen in `errors`.',
  body: bytes(
    ['application/octet-stream', 'application/xml', 'text/xml'],
    MAX_STATION_LIST_BYTES,
    'De stembureaulijst',
  ),
  answers: {
    201: {
      description: 'Aangeleverd; deze versie geldt',
      schema: listSchema,
      headers: { Location: 'Adres van deze versie' },
    },
    200: { description: 'Deze bytes golden al', schema: listSchema },
  },
  refusals: LIST_REFUSALS,
});
const one = route({
  method: 'GET',
  path: '/v1/stembureaulijsten/:id',
  access: LIST_WATCHERS,
  id: 'stembureaulijst',
  tag,
  summary: 'Eén versie van een stembureaulijst, met haar controles',
  params: listParams,
  answers: { 200: { description: 'De lijst', schema: listSchema } },
});
const fetching = route({
  method: 'GET',
  path: '/v1/stembureaulijsten/:id/bestand',
  access: LIST_RECEIVERS,
  id: 'stembureaulijstBestand',
  tag,
  summary: 'Het bestand (110b) ophalen, precies zoals aangeleverd',
  params: listParams,
  headers: ASKED_OF_FILE,
  answers: fileAnswers(['application/octet-stream']),
  refusals: ofFile,
});

/** Lists of polling stations, for programs. */
@Controller()
export class StationListsController {
  constructor(
    private readonly lists: ShowLists,
    private readonly handIn: HandInList,
    private readonly files: HandOutFiles,
  ) {}

  @Handle(all)
  async all({ query: { verkiezing }, actor }: Input<typeof all>) {
    const shown = await this.lists.run(actor, verkiezing ?? null);
    if (shown === null) throw new Refusal('request.notFound');
    return listsJson(shown);
  }

  @Handle(handingIn)
  async add({ body, actor }: Input<typeof handingIn>) {
    const { list, isNew } = await this.handIn.run(body, actor);
    const answer = listJson(await this.lists.one(list.id, actor));
    return isNew ? created(`/v1/stembureaulijsten/${list.id}`, answer) : new Answered(200, answer);
  }

  @Handle(one)
  async show({ params, actor }: Input<typeof one>) {
    return listJson(await this.lists.one(params.id, actor));
  }

  @Handle(fetching)
  async fetch({ params, actor }: Input<typeof fetching>, call: Call): Promise<void> {
    await sendBytes(await this.files.list(params.id, actor), call);
  }
}
