import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { DecideRemoval } from './decide-removal.js';
import { DECIDERS, whyBody } from './removal-input.js';
import { ConfirmRemovalView, RemovalView } from './removal-view.js';
import { ShowRemovals } from './show-removals.js';
import { electionPath, removalName, removalPath } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  aangekondigd: {
    tone: 'ok',
    title: 'De vernietiging is aangekondigd',
    text: 'Er gebeurt niets totdat twee personen haar bevestigen.',
  },
  bevestigd: { tone: 'ok', title: 'Uw bevestiging is vastgelegd' },
  afgezien: { tone: 'ok', title: 'De vernietiging gaat niet door' },
};

const access = DECIDERS;
const params = { id: anId };
const one = page({ path: '/vernietiging/besluit/:id', access, title: 'Besluit om te vernietigen', params });
const callingOff = form({
  path: '/vernietiging/besluit/:id',
  access,
  params,
  body: fields(whyBody),
  field: 'waarom',
  refusals: ['removal.notOpen'],
});
const confirmation = { path: '/vernietiging/besluit/:id/bevestigen', access, params } as const;
const beforeConfirming = page({ ...confirmation, title: 'Vernietiging bevestigen' });
const confirming = form({
  ...confirmation,
  grave: true,
  field: 'bevestig-titel',
  refusals: [
    'removal.notOpen',
    'removal.noAdmission',
    'removal.notYet',
    'removal.secondMustDiffer',
    'removal.changed',
  ],
});
const certificateFile = page({
  path: '/vernietiging/besluit/:id/verklaring.json',
  access,
  title: 'Verklaring van vernietiging',
  params,
  type: 'application/json; charset=utf-8',
});

type Asked = Pick<Input<typeof one>, 'params'>;

/** One decision to remove, and the certificate of what was carried out. */
@Controller()
export class RemovalPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly removals: ShowRemovals,
    private readonly decide: DecideRemoval,
    private readonly clock: Clock,
  ) {}

  @Handle(one)
  async show({ params: { id } }: Asked, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.removals.removal(id);
    const { definition } = shown.plan;
    const printed = { printedAt: this.clock.now(), rehearsal: this.frame.isRehearsal };
    return await this.frame.html(request, {
      title: removalName(shown.removal),
      lead: definition.name,
      back: { href: electionPath(definition.id), label: 'Vernietiging bij deze verkiezing' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <RemovalView shown={shown} printed={printed} sent={{ problems, typed }} />,
    });
  }

  @Handle(callingOff, (on: RemovalPage, input, call) => on.show(input, call))
  async callOff({ params: { id }, body, actor }: Input<typeof callingOff>) {
    await this.decide.callOff(id, body.waarom, actor);
    return seeOther(`${removalPath(id)}?melding=afgezien`);
  }

  @Handle(beforeConfirming)
  async beforeConfirm({ params: { id } }: Asked, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.removals.removal(id);
    return await this.frame.html(request, {
      title: beforeConfirming.title,
      lead: shown.plan.definition.name,
      back: { href: removalPath(id), label: removalName(shown.removal) },
      hasErrors: problems.length > 0,
      body: <ConfirmRemovalView shown={shown} sent={{ problems, typed }} />,
    });
  }

  @Handle(confirming, (on: RemovalPage, input, call) => on.beforeConfirm(input, call))
  async confirm({ params: { id }, actor }: Input<typeof confirming>) {
    await this.decide.confirm(id, actor);
    return seeOther(`${removalPath(id)}?melding=bevestigd`);
  }

  @Handle(certificateFile)
  async file({ params: { id } }: Asked): Promise<Answered<string>> {
    const { shown, text } = await this.removals.certificate(id);
    const { electionId, number } = shown.removal;
    const disposition = saveAs(`verklaring-vernietiging_${electionId}_${number}.json`);
    return new Answered(200, text, { 'content-disposition': disposition });
  }
}
