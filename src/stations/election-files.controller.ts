import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { LEVELS } from '../kernel/committee.js';
import { electionParams } from '../setup/elections.controller.js';
import { fingerprintField } from '../setup/fingerprint-field.js';
import type { PersonActor } from '../kernel/actor.js';
import { hats } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, bytes, json, route, type Input } from '../platform/http/route.js';
import { ASKED_OF_FILE, fileAnswers, FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { ConfirmCandidates } from './confirm-candidates.js';
import { HandOutFiles } from './hand-out-files.js';
import { OfferCandidates } from './offer-candidates.js';
import { MAX_CANDIDATES_BYTES } from './read-candidates.js';
import { ShowOffers } from './show-offers.js';
import { filesJson, filesSchema } from './station-api.js';
import { ofFile } from './station-lists.controller.js';

/** Every body of the election; who offers and confirms lists of candidates. */
export const FILE_READERS = hats(LEVELS);
export const CANDIDATE_KEEPERS = hats(['OPERATOR']);
/** Why a list of candidates cannot be offered, and why it cannot be confirmed. */
export const OFFER_REFUSALS = [
  'stations.notCandidates',
  'stations.candidatesWait',
  'stations.candidatesInForce',
  'upload.noSpace',
] as const;
export const ANSWER_REFUSALS = ['election.secondMustDiffer', 'election.fingerprintDiffers'] as const;
export const candidateParams = { ...electionParams, document: anId };

const tag = 'Verkiezingen';
const ofElection = { tag, params: electionParams, access: FILE_READERS } as const;

const all = route({
  ...ofElection,
  method: 'GET',
  path: '/v1/verkiezingen/:id/bestanden',
  id: 'verkiezingsbestanden',
  summary: 'De bestanden van een verkiezing: 110a en 230b',
  answers: { 200: { description: 'De bestanden', schema: filesSchema } },
});
const definition = route({
  ...ofElection,
  method: 'GET',
  path: '/v1/verkiezingen/:id/bestanden/definitie',
  id: 'verkiezingsdefinitieBestand',
  summary: 'De verkiezingsdefinitie (110a) ophalen, precies zoals ingelezen',
  headers: ASKED_OF_FILE,
  answers: fileAnswers(['application/octet-stream']),
  refusals: FILE_REFUSALS,
});
const candidates = route({
  ...ofElection,
  method: 'GET',
  path: '/v1/verkiezingen/:id/bestanden/kandidaten/:document',
  id: 'kandidatenlijstBestand',
  summary: 'Een kandidatenlijst (230b) ophalen, precies zoals aangeboden en bevestigd',
  params: candidateParams,
  headers: ASKED_OF_FILE,
  answers: fileAnswers(['application/octet-stream']),
  refusals: ofFile,
});
const offering = route({
  ...ofElection,
  method: 'POST',
  path: '/v1/verkiezingen/:id/bestanden/kandidaten',
  access: CANDIDATE_KEEPERS,
  id: 'kandidatenlijstKlaarzetten',
  summary: 'Een kandidatenlijst (230b) aanbieden voor de stembureaus',
  description:
    'Zij wordt pas uitgereikt als een ander van de Kiesraad haar bevestigt. Tot dan staat zij bij `aangeboden`, dat alleen de Kiesraad ziet.',
  body: bytes(
    ['application/octet-stream', 'application/xml', 'text/xml'],
    MAX_CANDIDATES_BYTES,
    'De kandidatenlijst',
  ),
  answers: { 200: { description: 'De bestanden van de verkiezing', schema: filesSchema } },
  refusals: OFFER_REFUSALS,
});
const confirming = route({
  ...ofElection,
  method: 'POST',
  path: '/v1/verkiezingen/:id/bestanden/kandidaten/bevestigen',
  access: CANDIDATE_KEEPERS,
  id: 'kandidatenlijstBevestigen',
  summary: 'Als tweede persoon een aangeboden kandidatenlijst (230b) bevestigen',
  description:
    'Geef de vingerafdruk van uw eigen exemplaar. Wie de lijst aanbood, kan haar niet bevestigen. Vraagt een passkey die net is gebruikt. Daarna wordt de nieuwste per kieskring uitgereikt; de vorige blijven bewaard.',
  body: json(z.strictObject({ vingerafdruk: fingerprintField })),
  answers: { 200: { description: 'De bestanden van de verkiezing', schema: filesSchema } },
  refusals: ANSWER_REFUSALS,
});

/** The 110a and the 230b's of an election, for programs. */
@Controller()
export class ElectionFilesController {
  constructor(
    private readonly files: HandOutFiles,
    private readonly offer: OfferCandidates,
    private readonly confirmation: ConfirmCandidates,
    private readonly offers: ShowOffers,
  ) {}

  @Handle(all)
  async all({ params: { id }, actor }: Input<typeof all>) {
    return this.answer(id, actor);
  }

  @Handle(definition)
  async definition({ params: { id }, actor }: Input<typeof definition>, call: Call): Promise<void> {
    await sendBytes(await this.files.definition(id, actor), call);
  }

  @Handle(candidates)
  async candidates({ params: { id, document }, actor }: Input<typeof candidates>, call: Call): Promise<void> {
    await sendBytes(await this.files.candidates(id, document, actor), call);
  }

  @Handle(offering)
  async offered({ params: { id }, body, actor }: Input<typeof offering>) {
    await this.offer.run(id, body, actor);
    return this.answer(id, actor);
  }

  @Handle(confirming)
  async confirmed({ params: { id }, body, actor }: Input<typeof confirming>) {
    await this.confirmation.confirm(id, [body.vingerafdruk], actor);
    return this.answer(id, actor);
  }

  private async answer(id: string, actor: PersonActor) {
    return filesJson(await this.files.files(id, actor), await this.offers.of(id, actor));
  }
}
