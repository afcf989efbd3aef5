import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { shiftBody } from './duty-api.js';
import { DutyView, RemoveShiftView } from './duty-view.js';
import { KeepRoster } from './keep-roster.js';
import { ShowRoster } from './show-roster.js';

const access = hats(['OPERATOR']);
const FLASHES: Readonly<Record<string, Flash>> = {
  opgeslagen: { tone: 'ok', title: 'De dienst staat op het rooster' },
  verwijderd: { tone: 'ok', title: 'De dienst is van het rooster gehaald' },
};
const roster = page({ path: '/dienst', access, title: 'Wie heeft dienst?' });
const adding = form({
  path: '/dienst',
  access,
  body: fields(shiftBody),
  field: 'totTijd',
  refusals: ['duty.wrongTimes'],
});
const ofShift = { path: '/dienst/:id/verwijderen', access, params: { id: anId } } as const;
const removing = form({ ...ofShift, grave: true });
const beforeRemoving = page({ ...ofShift, title: 'Deze dienst verwijderen?' });

/** The duty roster, kept by the Kiesraad. */
@Controller()
export class DutyPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly clock: Clock,
    private readonly roster: ShowRoster,
    private readonly keep: KeepRoster,
  ) {}

  @Handle(roster)
  async show(_: object, { request, problems, typed }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: roster.title,
      lead: 'Wie van de Kiesraad een stembureau kan bellen, ook ’s nachts.',
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <DutyView roster={await this.roster.run()} at={this.clock.now()} sent={{ problems, typed }} />,
    });
  }

  @Handle(adding, (on: DutyPage, input, call) => on.show(input, call))
  async add({ body, actor }: Input<typeof adding>) {
    await this.keep.add(body, actor);
    return seeOther('/dienst?melding=opgeslagen');
  }

  @Handle(beforeRemoving)
  async beforeRemove({ params: { id } }: Input<typeof beforeRemoving>, { request }: Call): Promise<string> {
    const shift = (await this.roster.run()).shifts.find((each) => each.id === id);
    if (shift === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: beforeRemoving.title,
      back: { href: roster.path, label: roster.title },
      body: <RemoveShiftView shift={shift} />,
    });
  }

  @Handle(removing)
  async remove({ params: { id }, actor }: Input<typeof removing>) {
    await this.keep.remove(id, actor);
    return seeOther('/dienst?melding=verwijderd');
  }
}
