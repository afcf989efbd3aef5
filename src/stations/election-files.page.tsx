import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { EqualCopy } from '../setup/answer-view.js';
import { electionParams } from '../setup/elections.controller.js';
import { carriedFingerprints, fingerprintField } from '../setup/fingerprint-field.js';
import { fingerprintOf } from '../setup/who-confirms.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { lines } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import { FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { ErrorSummary, problemAt } from '../web/components/index.js';
import { CANDIDATES, OfferForm, OffersPanel } from './candidate-offers-view.js';
import { ConfirmCandidates } from './confirm-candidates.js';
import {
  ANSWER_REFUSALS,
  candidateParams,
  CANDIDATE_KEEPERS,
  FILE_READERS,
  OFFER_REFUSALS,
} from './election-files.controller.js';
import { electionFilesPath, ElectionFilesPanel } from './election-files-view.js';
import { readFileForm, readFilesForm } from './file-form.js';
import { HandOutFiles } from './hand-out-files.js';
import { OfferCandidates } from './offer-candidates.js';
import { MAX_CANDIDATES_BYTES } from './read-candidates.js';
import { ShowOffers } from './show-offers.js';
import { ofFile } from './station-lists.controller.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  aangeboden: {
    tone: 'ok',
    title: 'Aangeboden. Nog niemand kan het bestand ophalen.',
    text: 'Vraag een ander van de Kiesraad om te bevestigen.',
  },
  klaargezet: {
    tone: 'ok',
    title: 'Bevestigd: het staat klaar',
    text: 'Elk orgaan kan het nu ophalen.',
  },
  afgewezen: { tone: 'ok', title: 'Wat wachtte, is afgewezen.' },
};
const ofElection = { access: FILE_READERS, params: electionParams } as const;

const all = page({ ...ofElection, path: '/verkiezingsbestanden/:id', title: 'Bestanden van de verkiezing' });
const offering = form({
  ...ofElection,
  path: '/verkiezingsbestanden/:id',
  access: CANDIDATE_KEEPERS,
  body: PARTS,
  field: 'lijst',
  refusals: OFFER_REFUSALS,
});
const ofAnswer = { ...ofElection, access: CANDIDATE_KEEPERS } as const;
const comparing = form({
  ...ofAnswer,
  path: '/verkiezingsbestanden/:id/vergelijken',
  body: PARTS,
  field: CANDIDATES.field,
  refusals: ANSWER_REFUSALS,
});
const confirming = form({
  ...ofAnswer,
  path: '/verkiezingsbestanden/:id/bevestigen',
  body: fields(
    z.object({
      vingerafdruk: fingerprintField.optional(),
      // of files that were compared
      vingerafdrukken: carriedFingerprints.optional(),
    }),
  ),
  field: 'vingerafdruk',
  refusals: ANSWER_REFUSALS,
});
const rejecting = form({
  ...ofAnswer,
  path: '/verkiezingsbestanden/:id/afwijzen',
  body: fields(
    z.object({
      kandidatenlijst: anId,
      waarom: lines(1000, 'Vul in wat er niet klopt.').optional(),
    }),
  ),
  field: 'waarom',
  refusals: ['election.sayWhy'],
});
const definition = page({
  ...ofElection,
  path: '/verkiezingsbestanden/:id/definitie',
  title: 'De verkiezingsdefinitie',
  refusals: FILE_REFUSALS,
});
const candidates = page({
  ...ofElection,
  path: '/verkiezingsbestanden/:id/kandidaten/:document',
  title: 'Een kandidatenlijst',
  params: candidateParams,
  refusals: ofFile,
});

/** The files of an election that every body works with; the Kiesraad puts the lists of candidates ready. */
@Controller()
export class ElectionFilesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly files: HandOutFiles,
    private readonly offer: OfferCandidates,
    private readonly confirmation: ConfirmCandidates,
    private readonly offers: ShowOffers,
  ) {}

  @Handle(all)
  async all(
    { params: { id }, actor }: { readonly params: { readonly id: string }; readonly actor: PersonActor },
    { request, problems, typed }: Call,
  ): Promise<string> {
    const found = await this.files.files(id, actor);
    const offers = await this.offers.of(id, actor);
    return await this.frame.html(request, {
      title: all.title,
      lead: found.name,
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: (
        <>
          <ErrorSummary problems={problems} />
          <ElectionFilesPanel files={found} />
          {offers === null ? null : (
            <>
              <OffersPanel electionId={id} offers={offers} sent={{ problems, typed }} />
              <OfferForm electionId={id} problem={problemAt(problems, 'lijst')} />
            </>
          )}
        </>
      ),
    });
  }

  @Handle(offering, (on: ElectionFilesPage, input, call) => on.all(input, call))
  async add({ params: { id }, actor }: Input<typeof offering>, { request }: Call) {
    await this.offer.run(id, await readFileForm(request, MAX_CANDIDATES_BYTES), actor);
    return seeOther(electionFilesPath(id, '?melding=aangeboden'));
  }

  @Handle(comparing, (on: ElectionFilesPage, input, call) => on.all(input, call))
  async compare({ params: { id }, actor }: Input<typeof comparing>, { request }: Call): Promise<string> {
    const own = await readFilesForm(request, CANDIDATES.field, MAX_CANDIDATES_BYTES, fingerprintOf);
    const equal = await this.confirmation.compare(id, own, actor);
    return await this.frame.html(request, {
      title: 'Klopt dit?',
      back: { href: electionFilesPath(id), label: all.title },
      body: (
        <EqualCopy
          subject={CANDIDATES}
          at={electionFilesPath(id)}
          hidden={{ vingerafdrukken: equal.join(' ') }}
        >
          {own.length === 1
            ? undefined
            : `Van uw ${own.length} bestanden zijn er ${equal.length} byte voor byte gelijk aan wat een ander aanbood. Alleen die bevestigt u.`}
        </EqualCopy>
      ),
    });
  }

  @Handle(confirming, (on: ElectionFilesPage, input, call) => on.all(input, call))
  async confirm({ params: { id }, body, actor }: Input<typeof confirming>) {
    const { vingerafdruk: typed, vingerafdrukken: carried = [] } = body;
    await this.confirmation.confirm(id, typed === undefined ? carried : [typed], actor);
    return seeOther(electionFilesPath(id, '?melding=klaargezet'));
  }

  @Handle(rejecting, (on: ElectionFilesPage, input, call) => on.all(input, call))
  async reject({ params: { id }, body, actor }: Input<typeof rejecting>) {
    await this.confirmation.reject(id, body.kandidatenlijst, body.waarom ?? null, actor);
    return seeOther(electionFilesPath(id, '?melding=afgewezen'));
  }

  @Handle(definition)
  async definition({ params, actor }: Input<typeof definition>, call: Call): Promise<string> {
    await sendBytes(await this.files.definition(params.id, actor), call);
    return '';
  }

  @Handle(candidates)
  async candidates({ params, actor }: Input<typeof candidates>, call: Call): Promise<string> {
    await sendBytes(await this.files.candidates(params.id, params.document, actor), call);
    return '';
  }
}
