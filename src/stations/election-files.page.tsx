import { Controller } from '@nestjs/common';
import { electionParams } from '../elections/elections.controller.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { form, page, PARTS, type Input } from '../platform/http/route.js';
import { FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { problemAt } from '../web/components/index.js';
import { candidateParams, CANDIDATE_KEEPERS, FILE_READERS } from './election-files.controller.js';
import { electionFilesPath, ElectionFilesPanel, OfferForm } from './election-files-view.js';
import { readFileForm } from './file-form.js';
import { HandOutFiles } from './hand-out-files.js';
import { OfferCandidates } from './offer-candidates.js';
import { MAX_CANDIDATES_BYTES } from './read-candidates.js';
import { ofFile } from './station-lists.controller.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  klaargezet: {
    tone: 'ok',
    title: 'De kandidatenlijst staat klaar',
    text: 'Elk orgaan kan haar nu ophalen.',
  },
};
const ofElection = { access: FILE_READERS, params: electionParams } as const;

const all = page({ ...ofElection, path: '/verkiezingsbestanden/:id', title: 'Bestanden van de verkiezing' });
const offering = form({
  ...ofElection,
  path: '/verkiezingsbestanden/:id',
  access: CANDIDATE_KEEPERS,
  body: PARTS,
  field: 'lijst',
  refusals: ['stations.notCandidates', 'upload.noSpace'],
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
  ) {}

  @Handle(all)
  async all(
    { params: { id }, actor }: { readonly params: { readonly id: string }; readonly actor: PersonActor },
    { request, problems, refused }: Call,
  ): Promise<string> {
    const found = await this.files.files(id, actor);
    const problem = refused?.code === 'request.invalid' ? problemAt(problems, 'lijst') : undefined;
    const isKeeper = actor.hat.role === 'operator';
    return await this.frame.html(request, {
      title: all.title,
      lead: found.name,
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <>
          <ElectionFilesPanel files={found} />
          {isKeeper ? <OfferForm electionId={id} refused={refused} problem={problem} /> : null}
        </>
      ),
    });
  }

  @Handle(offering, (on: ElectionFilesPage, input, call) => on.all(input, call))
  async add({ params: { id }, actor }: Input<typeof offering>, { request }: Call) {
    await this.offer.run(id, await readFileForm(request, MAX_CANDIDATES_BYTES), actor);
    return seeOther(electionFilesPath(id, '?melding=klaargezet'));
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
