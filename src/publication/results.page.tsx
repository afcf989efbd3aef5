import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { PUBLIC } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { CSV_TYPE } from '../platform/http/send-csv.js';
import { Settings } from '../platform/settings.js';
import { messageText } from '../routing/words.js';
import { ATOM_TYPE, atomFeed } from '../web/atom.js';
import { inGroups } from '../kernel/fingerprint.js';
import { committeeName } from '../elections/committees.js';
import { ResultView } from './result-view.js';
import { electionParams, placeOf, resultParams, RESULTS_LAW } from './results.controller.js';
import { resultsCsv } from './results-csv.js';
import { ElectionResultsView, ElectionsView } from './results-view.js';
import { ShowResults } from './show-results.js';
import { electionPath, RESULTS_PATH, resultPath } from './words.js';

const open = { access: PUBLIC, law: RESULTS_LAW, limited: 'reading' } as const;
const of = { ...open, params: electionParams } as const;
const elections = page({ path: RESULTS_PATH, ...open, title: 'Uitslagen' });
const one = page({
  ...{ path: '/uitslagen/:verkiezing', ...of, title: 'Uitslagen van een verkiezing' },
  query: z.object({ zoek: z.string().max(100).default('').catch('') }),
});
const csv = page({
  ...{ path: '/uitslagen/:verkiezing/uitslagen.csv', ...of, title: 'Uitslagen als CSV', type: CSV_TYPE },
});
const feed = page({
  ...{ path: '/uitslagen/:verkiezing/atom.xml', ...of, title: 'Nieuwe uitslagen', type: ATOM_TYPE },
});
const file = page({
  ...{ path: '/uitslagen/:verkiezing/:orgaan/:bestand', ...open, title: 'Een uitslagbestand' },
  params: resultParams,
});

/** What is public of the results, for everybody. The Kiesraad's own disclosure (A 3 d) is the page of an election. */
@Controller()
export class ResultsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly results: ShowResults,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Handle(elections)
  async elections(_: Input<typeof elections>, { request }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: elections.title,
      lead: 'De bestanden met tellingen en uitslagen die openbaar zijn, met hun vingerafdrukken.',
      body: <ElectionsView elections={await this.results.all()} />,
    });
  }

  @Handle(one)
  async one({ params, query: { zoek } }: Input<typeof one>, { request }: Call): Promise<string> {
    const shown = await this.results.one(params.verkiezing);
    return await this.frame.html(request, {
      title: `Uitslagen: ${shown.plan.definition.name}`,
      lead: 'Wat openbaar is, en wat nog niet.',
      back: { href: RESULTS_PATH, label: elections.title },
      body: <ElectionResultsView shown={shown} search={zoek} />,
    });
  }

  @Handle(csv)
  async csv({ params }: Input<typeof csv>): Promise<Answered<string>> {
    const shown = await this.results.one(params.verkiezing);
    const disposition = saveAs(`uitslagen_${shown.plan.definition.id}.csv`);
    return new Answered(200, resultsCsv(shown, this.settings.baseUrl), {
      'content-disposition': disposition,
    });
  }

  @Handle(feed)
  async feed({ params }: Input<typeof feed>): Promise<string> {
    const { plan, files } = await this.results.one(params.verkiezing);
    const { id, name } = plan.definition;
    const title = `${this.frame.isRehearsal ? 'Oefening. ' : ''}Uitslagen: ${name}`;
    const page = electionPath(id);
    const entries = files.map(({ publication, about, message, fingerprint }) => ({
      id: publication.id,
      title: `${committeeName(plan.committees, about)}: ${messageText(message)}, versie ${publication.version}`,
      path: resultPath(id, about, message),
      ...{ published: publication.at, updated: publication.at },
      summary: `Vingerafdruk: ${inGroups(fingerprint)}`,
    }));
    const head = { title, author: 'Kiesraad', page, self: `${page}/atom.xml` };
    return atomFeed(head, entries, this.settings.baseUrl, this.clock.now());
  }

  @Handle(file)
  async file({ params }: Input<typeof file>, { request }: Call): Promise<string> {
    const shown = await this.results.file(placeOf(params));
    const { definition } = shown.plan;
    return await this.frame.html(request, {
      title: shown.committee.name,
      lead: `${definition.name}: ${messageText(shown.duty.message)}`,
      back: { href: electionPath(definition.id), label: 'Alle bestanden van deze verkiezing' },
      body: <ResultView shown={shown} />,
    });
  }
}
