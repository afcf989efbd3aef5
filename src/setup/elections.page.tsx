import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { form, page, PARTS, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { Link, Paragraph } from '../web/components/index.js';
import { calendarOf } from '../elections/calendar.js';
import { ConfigureElection } from './configure-election.js';
import { ownCommitteeOf, packed, readDefinitionForm } from './definition-upload.js';
import { definitionPath, OwnCommitteeBox } from './confirm-view.js';
import { ElectionPreview } from './election-view.js';
import { ElectionList } from './elections-view.js';
import { ELECTION_KEEPERS } from './elections.controller.js';
import { TurnedDownTable, WaitingTable } from './many-view.js';
import { ShowElections } from './show-elections.js';
import { ShowSetUp } from './show-set-up.js';
import { councilSeat } from './who-confirms.js';

const list = page({
  path: '/verkiezingen',
  access: ELECTION_KEEPERS,
  title: 'Verkiezingen',
  nav: { label: 'Verkiezingen', place: 30 },
});
const sending = {
  access: ELECTION_KEEPERS,
  body: PARTS,
  field: 'definitie',
  refusals: [
    'election.noFile',
    'election.fileTooLarge',
    'election.zipRefused',
    'election.alreadyConfigured',
    'election.waitsForSecond',
    'election.definitionRefused',
  ],
} as const;
const checking = form({ ...sending, path: '/verkiezingen/controleren' });
const configuration = form({ ...sending, path: '/verkiezingen' });

const FLASHES: Readonly<Record<string, Flash>> = {
  afgewezen: { tone: 'ok', title: 'Het concept is afgewezen.' },
  bevestigd: { tone: 'ok', title: 'Bevestigd: deze verkiezingen zijn ingericht.' },
};

/** The list of elections for the Kiesraad, and setting one up. */
@Controller()
export class ElectionsPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ShowElections,
    private readonly configure: ConfigureElection,
    private readonly settings: Settings,
    private readonly setUps: ShowSetUp,
  ) {}

  @Handle(list)
  async list({ actor }: { readonly actor: PersonActor }, { request, refused }: Call): Promise<string> {
    const all = await this.elections.all(actor);
    const elections = all.filter(({ draft }) => !draft);
    const [waiting, turnedDown] = await Promise.all([this.setUps.waiting(), this.setUps.turnedDown()]);
    return await this.frame.html(request, {
      title: list.title,
      hasErrors: refused !== null,
      flash: flashOf(request, FLASHES),
      body: (
        <>
          {turnedDown.offered.length === 0 ? null : <TurnedDownTable turnedDown={turnedDown} />}
          {waiting.offered.length === 0 ? null : <WaitingTable waiting={waiting} />}
          <ElectionList elections={elections} refused={refused} />
          <Paragraph>
            <Link href="/verklaringen">Verklaringen over de aansluitvoorschriften</Link>
          </Paragraph>
        </>
      ),
    });
  }

  /** Shows what the file would set up; the page carries the file, and nothing of it is kept here. */
  @Handle(checking, (on: ElectionsPages, input, call) => on.list(input, call))
  async preview(_: Input<typeof checking>, { request }: Call): Promise<string> {
    const definition = (await readDefinitionForm(request)).chosen[0].bytes;
    const found = await this.configure.preview(definition);
    const calendar = calendarOf(found.plan.definition, this.settings.keyDueDays);
    const ownCommittee =
      councilSeat(found.plan.definition) === null ? null : (
        <OwnCommitteeBox label="Laat het centraal stembureau van de gemeente bevestigen" />
      );
    return await this.frame.html(request, {
      title: `Klopt dit? ${found.plan.definition.name}`,
      active: '/verkiezingen',
      back: { href: '/verkiezingen', label: 'Alle verkiezingen' },
      body: (
        <ElectionPreview {...found} calendar={calendar} {...{ ownCommittee }} source={packed(definition)} />
      ),
    });
  }

  @Handle(configuration, (on: ElectionsPages, input, call) => on.list(input, call))
  async add({ actor }: Input<typeof configuration>, { request }: Call) {
    const { chosen, typed } = await readDefinitionForm(request);
    const plan = await this.configure.run(chosen[0].bytes, actor, ownCommitteeOf(typed));
    return seeOther(definitionPath(plan.definition.id, '?melding=aangeboden'));
  }
}
