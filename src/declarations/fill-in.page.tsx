import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { dutchClock, dutchDay } from '../kernel/dutch-time.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, json, page, script, type Input } from '../platform/http/route.js';
import { formatDay } from '../web/format-time.js';
import { isLate } from './declaration.js';
import { Declare, readFilled } from './declare.js';
import { FillIn } from './fill-in.js';
import { FillInView, ownPath, ReviewView } from './form-view.js';
import { KeepMandates } from './keep-mandates.js';
import { flashOfRefused, ofDay, type Asked } from './own.page.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: { tone: 'ok', title: 'Bewaard', text: 'U kunt later verdergaan. Er is nog niets verstuurd.' },
  model: { tone: 'ok', title: 'U vult nu het nieuwe model in' },
};
const SHOW_REFUSALS = ['declaration.noModel'] as const;

const filling = page({
  ...ofDay,
  path: '/verklaring/:dag/invullen',
  title: 'Verklaring invullen',
  refusals: SHOW_REFUSALS,
});
const saving = form({
  ...ofDay,
  path: '/verklaring/:dag/invullen',
  body: fields(z.record(z.string(), z.string())),
});
const savingField = script({
  ...ofDay,
  path: '/verklaring/:dag/invullen/veld',
  body: json(z.strictObject({ veld: z.string().max(60), waarde: z.string().max(10_000) })),
});
const takingModel = form({ ...ofDay, path: '/verklaring/:dag/invullen/nieuw-model' });
const reviewing = page({
  ...ofDay,
  path: '/verklaring/:dag/controleren',
  title: 'Controleer de verklaring',
  refusals: SHOW_REFUSALS,
});
const declaring = form({
  ...ofDay,
  path: '/verklaring/:dag/controleren',
  body: fields(z.object({ revisie: z.coerce.number().int().min(0) })),
  refusals: [
    'declaration.incomplete',
    'declaration.changed',
    'declaration.mandateOver',
    'declaration.noMandate',
  ],
});

/** The form of a declaration, and what is looked at before it is declared. */
@Controller()
export class FillInPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly clock: Clock,
    private readonly fill: FillIn,
    private readonly mandates: KeepMandates,
    private readonly declare: Declare,
  ) {}

  @Handle(filling)
  async filling({ params: { dag }, actor }: Asked, { request, problems, typed }: Call): Promise<string> {
    const [shown, mandates] = await Promise.all([this.fill.show(dag, actor), this.mandates.mine(actor)]);
    return await this.frame.html(request, {
      title: shown.model.content.title,
      lead: `Stemming van ${formatDay(dag)}. Uiterlijk ${formatDay(shown.body.due)}.`,
      back: { href: ownPath(dag), label: 'Uw verklaring' },
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <FillInView
          filling={{ ...shown, fields: { ...shown.fields, ...typed } }}
          mandates={mandates}
          problems={problems}
        />
      ),
    });
  }

  @Handle(saving, (on: FillInPage, input, call) => on.filling(input, call))
  async save({ params: { dag }, body, actor }: Input<typeof saving>) {
    await this.fill.keep(dag, body, actor);
    return seeOther(
      body['actie'] === 'controleren'
        ? ownPath(dag, '/controleren')
        : ownPath(dag, '/invullen?melding=bewaard'),
    );
  }

  @Handle(savingField)
  async saveField({ params: { dag }, body: { veld, waarde }, actor }: Input<typeof savingField>) {
    return { bewaard: dutchClock(await this.fill.keep(dag, { [veld]: waarde }, actor)) };
  }

  @Handle(takingModel)
  async takeModel({ params: { dag }, actor }: Input<typeof takingModel>) {
    await this.fill.takeNewModel(dag, actor);
    return seeOther(ownPath(dag, '/invullen?melding=model'));
  }

  @Handle(reviewing)
  async review({ params: { dag }, actor }: Asked, { request, refused }: Call): Promise<string> {
    const shown = await this.fill.show(dag, actor);
    const at = this.clock.now();
    return await this.frame.html(request, {
      title: reviewing.title,
      lead: `Stemming van ${formatDay(dag)}`,
      back: { href: ownPath(dag, '/invullen'), label: 'Verklaring invullen' },
      hasErrors: refused !== null,
      flash: refused === null ? undefined : flashOfRefused(refused),
      body: (
        <ReviewView
          filling={shown}
          read={readFilled(shown, dutchDay(at))}
          isLate={shown.body.state === null && isLate(dag, at, null)}
        />
      ),
    });
  }

  @Handle(declaring, (on: FillInPage, input, call) => on.review(input, call))
  async make({ params: { dag }, body: { revisie }, actor }: Input<typeof declaring>) {
    await this.declare.run(dag, revisie, actor);
    return seeOther(ownPath(dag, '?melding=afgelegd'));
  }
}
