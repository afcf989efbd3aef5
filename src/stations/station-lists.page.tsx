import { dutchDay } from '../kernel/dutch-time.js';
import { Controller, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { form, page, PARTS, type Input } from '../platform/http/route.js';
import { sendBytes } from '../platform/http/send-bytes.js';
import { MAX_STATION_LIST_BYTES } from '../verify/stations/read-station-list.js';
import { EmptyState, problemAt } from '../web/components/index.js';
import { ElectionFilesPanel } from './election-files-view.js';
import { readFileForm } from './file-form.js';
import { HandInList } from './hand-in-list.js';
import { HandOutFiles } from './hand-out-files.js';
import { listsCsv } from './lists-csv.js';
import { LIST_MAKERS, ShowLists } from './show-lists.js';
import { ListView } from './station-list-view.js';
import {
  LIST_OWNERS,
  LIST_RECEIVERS,
  LIST_REFUSALS,
  LIST_WATCHERS,
  listParams,
  listQuery,
  ofFile,
} from './station-lists.controller.js';
import { listPath, ListsView, OWN_LIST, OwnList, ToLists } from './station-lists-view.js';

const WATCHING = hats(['HSB', 'CSB', 'COUNCIL', 'OPERATOR']);
const number = z.coerce.number().int().min(1).max(10_000).catch(1);
const FLASHES: Readonly<Record<string, Flash>> = {
  aangeleverd: { tone: 'ok', title: 'De stembureaulijst is aangeleverd', text: 'Deze versie geldt nu.' },
  dezelfde: {
    tone: 'ok',
    title: 'Deze lijst gold al',
    text: 'Het is hetzelfde bestand. U hoeft niets te doen.',
  },
};

const all = page({
  path: '/stembureaulijsten',
  access: WATCHING,
  title: 'Stembureaulijsten',
  query: listQuery.extend({ verkiezing: z.string().max(120).optional().catch(undefined), bladzijde: number }),
});
const csv = page({
  path: '/stembureaulijsten/lijst.csv',
  access: WATCHING,
  title: 'Stembureaulijsten als CSV',
  type: 'text/csv; charset=utf-8',
  query: listQuery,
});
const one = page({
  path: '/stembureaulijsten/:id',
  access: LIST_WATCHERS,
  title: 'Stembureaulijst',
  params: listParams,
  query: z.object({ bladzijde: number }),
});
const file = page({
  path: '/stembureaulijsten/:id/bestand',
  access: LIST_RECEIVERS,
  title: 'Een stembureaulijst',
  params: listParams,
  refusals: ofFile,
});
const own = page({ path: OWN_LIST, access: LIST_OWNERS, title: 'Stembureaulijst aanleveren' });
const handingIn = form({
  path: OWN_LIST,
  access: LIST_OWNERS,
  body: PARTS,
  field: 'lijst',
  refusals: LIST_REFUSALS,
});

/** Lists of polling stations for people: handing one's own in beside the keys, and what others handed in. */
@Controller()
export class StationListsPage implements OnModuleInit {
  constructor(
    private readonly frame: PageFrame,
    private readonly lists: ShowLists,
    private readonly handIn: HandInList,
    private readonly files: HandOutFiles,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.frame.addPart('/sleutels', (actor, electionId) => this.besideKeys(actor, electionId));
  }

  private async besideKeys(actor: PersonActor, electionId: string) {
    const files = await this.files.files(electionId, actor);
    return (
      <>
        {isMaker(actor) ? await this.ownPart(actor, null, undefined) : <ToLists electionId={electionId} />}
        <ElectionFilesPanel files={files} />
      </>
    );
  }

  private async ownPart(actor: PersonActor, refused: Call['refused'], problem: string | undefined) {
    const electionId = actor.hat.electionId ?? '';
    const [shown, due] = await Promise.all([this.lists.own(actor), this.lists.due(electionId)]);
    return <OwnList own={shown} electionId={electionId} due={due} refused={refused} problem={problem} />;
  }

  @Handle(own)
  async own({ actor }: { readonly actor: PersonActor }, call: Call): Promise<string> {
    const { request, problems, refused } = call;
    const problem = refused?.code === 'request.invalid' ? problemAt(problems, 'lijst') : undefined;
    return await this.frame.html(request, {
      title: own.title,
      active: '/sleutels',
      back: { href: '/sleutels', label: 'Publieke sleutels' },
      hasErrors: problems.length > 0,
      body: await this.ownPart(actor, refused, problem),
    });
  }

  @Handle(handingIn, (on: StationListsPage, { actor }, call) => on.own({ actor }, call))
  async add({ actor }: Input<typeof handingIn>, { request }: Call) {
    const { list, isNew } = await this.handIn.run(await readFileForm(request, MAX_STATION_LIST_BYTES), actor);
    return seeOther(listPath(list.id, `?melding=${isNew ? 'aangeleverd' : 'dezelfde'}`));
  }

  @Handle(all)
  async all({ actor, query: { verkiezing, bladzijde } }: Input<typeof all>, { request }: Call) {
    const shown = await this.lists.run(actor, verkiezing ?? null);
    const elections = actor.hat.role === 'operator' ? await this.lists.all() : null;
    return await this.frame.html(request, {
      title: all.title,
      active: '/sleutels',
      lead: shown?.plan.definition.name,
      body:
        shown === null ? (
          <EmptyState title="Er is nog geen verkiezing" />
        ) : (
          <ListsView {...{ shown, elections, page: bladzijde }} today={dutchDay(this.clock.now())} />
        ),
    });
  }

  @Handle(csv)
  async csv({ actor, query: { verkiezing } }: Input<typeof csv>): Promise<Answered<string>> {
    const shown = await this.lists.run(actor, verkiezing ?? null);
    if (shown === null) throw new Refusal('request.notFound');
    const name = `stembureaulijsten_${shown.plan.definition.id}.csv`;
    return new Answered(200, listsCsv(shown), { 'content-disposition': saveAs(name) });
  }

  @Handle(one)
  async one({ params, query, actor }: Input<typeof one>, { request }: Call): Promise<string> {
    const shown = await this.lists.one(params.id, actor);
    const watches = WATCHING.levels.some((level) => level === actor.hat.body.level);
    const back = watches
      ? { href: `/stembureaulijsten?verkiezing=${shown.list.electionId}`, label: 'Alle stembureaulijsten' }
      : { href: '/sleutels', label: 'Publieke sleutels' };
    return await this.frame.html(request, {
      title: `Stembureaulijst van ${shown.name}`,
      lead: shown.plan.definition.name,
      active: '/sleutels',
      flash: flashOf(request, FLASHES),
      back,
      body: <ListView shown={shown} page={query.bladzijde} mayFetch={actor.hat.role !== 'operator'} />,
    });
  }

  @Handle(file)
  async file({ params, actor }: Input<typeof file>, call: Call): Promise<string> {
    await sendBytes(await this.files.list(params.id, actor), call);
    return '';
  }
}

function isMaker({ hat }: PersonActor): boolean {
  return LIST_MAKERS.some((level) => level === hat.body.level);
}
