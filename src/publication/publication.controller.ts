import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { MESSAGE_TYPES } from '../kernel/committee.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { PUBLISHERS, publishInput, WATCHERS } from './publication-input.js';
import { resultJson, resultSchema } from './publication-json.js';
import { PUBLISH_REFUSALS } from './publication.js';
import { PublishResult } from './publish-result.js';
import { RESULTS_LAW } from './results.controller.js';
import { ShowResults } from './show-results.js';
import { ShowUnpublished, type ListedFile } from './show-unpublished.js';
import { resultPath } from './words.js';

const tag = 'Uitslagen';
const moment = z.iso.datetime();
const listed = z.object({
  id: z.uuid().nullable().describe('null: een ander orgaan maakt dit openbaar'),
  ...{ nummer: z.string(), orgaan: z.string(), bestand: z.enum(MESSAGE_TYPES), geleverd: moment },
  ...{ openbaarTeMakenDoor: z.string(), wet: z.string(), openbaarSinds: moment.nullable() },
  adres: z.string().describe('Waar de openbare versies van dit bestand staan'),
});
const list = route({
  ...{ method: 'GET', path: '/v1/openbaarmakingen', access: WATCHERS, id: 'openbaarmakingen', tag },
  law: RESULTS_LAW,
  summary: 'Wat u nog openbaar maakt, en wat al openbaar is',
  answers: {
    200: {
      description: 'Voor de Kiesraad die verzamelt: van de hele verkiezing',
      schema: z.object({
        mag: z.boolean().describe('Of het nu openbaar mag worden'),
        magVanaf: moment.nullable(),
        nogNiet: z.array(listed),
        openbaar: z.array(listed),
      }),
    },
  },
});
const publish = route({
  ...{ method: 'POST', path: '/v1/openbaarmakingen/:id', access: PUBLISHERS, id: 'openbaarMaken', tag },
  law: RESULTS_LAW,
  summary: 'Een geleverd bestand openbaar maken, hier of door te zeggen waar u dat deed',
  description:
    'Alleen het .eml.xml-bestand wordt openbaar: nooit de handtekening, de sleutel of een bijlage. Dit is niet terug te draaien.',
  ...{ params: { id: anId }, body: json(publishInput) },
  answers: { 201: { description: 'Openbaar, met alle versies', schema: resultSchema } },
  refusals: PUBLISH_REFUSALS,
});

/** Making results public, for programs. */
@Controller()
export class PublicationController {
  constructor(
    private readonly unpublished: ShowUnpublished,
    private readonly publishing: PublishResult,
    private readonly results: ShowResults,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>) {
    const { waiting, published, allowed, from } = await this.unpublished.run(actor);
    return {
      ...{ mag: allowed, magVanaf: from?.toISOString() ?? null },
      ...{ nogNiet: waiting.map(listedJson), openbaar: published.map(listedJson) },
    };
  }

  @Handle(publish)
  async publish({ actor, params: { id }, body: { address } }: Input<typeof publish>) {
    const { electionId, about, message } = await this.publishing.run(actor, id, address);
    return resultJson(await this.results.file({ electionId, code: about.code, message }));
  }
}

function listedJson({ id, file, about, by, publisher }: ListedFile) {
  return {
    ...{ id, nummer: file.number, orgaan: about, bestand: file.message },
    ...{ geleverd: file.deliveredAt.toISOString(), openbaarTeMakenDoor: by, wet: publisher.law },
    openbaarSinds: file.publication?.at.toISOString() ?? null,
    adres: resultPath(file.electionId, file.about, file.message),
  };
}
