import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { DecideRemoval } from './decide-removal.js';
import { KeepHold } from './keep-hold.js';
import { classParams, DECIDERS, electionParams, whyBody } from './removal-input.js';
import { AnnounceView, LiftView, RemovalsView } from './removals-view.js';
import { ShowRemovals } from './show-removals.js';
import { electionPath, removalPath } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: { tone: 'ok', title: 'Het bewaarbevel geldt vanaf nu' },
  opgeheven: { tone: 'ok', title: 'Het bewaarbevel is opgeheven' },
};

const access = DECIDERS;
const params = electionParams;
const one = page({
  path: '/vernietiging/:verkiezing',
  access,
  title: 'Vernietiging bij een verkiezing',
  params,
});
const holding = form({
  path: '/vernietiging/:verkiezing',
  access,
  params,
  body: fields(whyBody),
  field: 'waarom',
  refusals: ['hold.already'],
});
const ofClass = {
  path: '/vernietiging/:verkiezing/aankondigen/:klasse',
  access,
  params: classParams,
} as const;
const beforeAnnouncing = page({ ...ofClass, title: 'Vernietiging aankondigen' });
const announcing = form({
  ...ofClass,
  grave: true,
  field: 'bevestig-titel',
  refusals: ['removal.noAdmission', 'removal.nothing'],
});
const ofHold = { path: '/vernietiging/bewaren/:id', access, params: { id: anId } } as const;
const beforeLifting = page({ ...ofHold, title: 'Bewaarbevel opheffen' });
const lifting = form({
  ...ofHold,
  body: fields(whyBody),
  field: 'waarom',
  refusals: ['hold.lifted'],
});

type OfElection = Pick<Input<typeof one>, 'params'>;
type OfClass = Pick<Input<typeof beforeAnnouncing>, 'params'>;
type OfHold = Pick<Input<typeof beforeLifting>, 'params'>;

/** What goes of an election and what is kept, for the Kiesraad as beheerder. */
@Controller()
export class RemovalsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly removals: ShowRemovals,
    private readonly decide: DecideRemoval,
    private readonly holds: KeepHold,
  ) {}

  @Handle(one)
  async show({ params: { verkiezing } }: OfElection, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.removals.one(verkiezing);
    return await this.frame.html(request, {
      title: one.title,
      lead: shown.plan.definition.name,
      back: { href: `/verkiezingen/${encodeURIComponent(verkiezing)}`, label: 'De verkiezing' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <RemovalsView shown={shown} sent={{ problems, typed }} />,
    });
  }

  @Handle(holding, (on: RemovalsPage, input, call) => on.show(input, call))
  async hold({ params: { verkiezing }, body, actor }: Input<typeof holding>) {
    await this.holds.place(verkiezing, null, body.waarom, actor);
    return seeOther(`${electionPath(verkiezing)}?melding=bewaard`);
  }

  @Handle(beforeAnnouncing)
  async beforeAnnounce({ params: { verkiezing, klasse } }: OfClass, call: Call): Promise<string> {
    const { request, problems, typed } = call;
    const shown = await this.removals.one(verkiezing);
    const chosen = shown.classes.find(({ removalClass }) => removalClass === klasse);
    if (chosen === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: beforeAnnouncing.title,
      lead: shown.plan.definition.name,
      back: { href: electionPath(verkiezing), label: one.title },
      hasErrors: problems.length > 0,
      body: <AnnounceView shown={shown} chosen={chosen} sent={{ problems, typed }} />,
    });
  }

  @Handle(announcing, (on: RemovalsPage, input, call) => on.beforeAnnounce(input, call))
  async announce({ params: { verkiezing, klasse }, actor }: Input<typeof announcing>) {
    const id = await this.decide.announce(verkiezing, klasse, actor);
    return seeOther(`${removalPath(id)}?melding=aangekondigd`);
  }

  @Handle(beforeLifting)
  async beforeLift({ params: { id } }: OfHold, { request, problems, typed }: Call): Promise<string> {
    const hold = await this.holds.show(id);
    return await this.frame.html(request, {
      title: beforeLifting.title,
      lead: hold.electionId,
      back: { href: electionPath(hold.electionId), label: one.title },
      hasErrors: problems.length > 0,
      body: <LiftView hold={hold} sent={{ problems, typed }} />,
    });
  }

  @Handle(lifting, (on: RemovalsPage, input, call) => on.beforeLift(input, call))
  async lift({ params: { id }, body, actor }: Input<typeof lifting>) {
    const { electionId } = await this.holds.lift(id, body.waarom, actor);
    return seeOther(`${electionPath(electionId)}?melding=opgeheven`);
  }
}
