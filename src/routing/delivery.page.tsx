import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { InvalidInput } from '../platform/http/parse.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { readFingerprintForm } from '../web/fingerprint-form.js';
import { numberOf } from './delivery.js';
import { DeliveryView } from './delivery-view.js';
import { fingerprintFields, RECEIVERS } from './received-input.js';
import { MarkDelivery } from './mark-delivery.js';
import { ShowDelivery } from './show-delivery.js';

const NOT_COMPLETE =
  'Vul alle 16 groepen van 4 tekens in. Er komen alleen cijfers en de letters a tot en met f in voor.';

const FLASHES: Readonly<Record<string, Flash>> = {
  bevestigd: { tone: 'ok', title: 'U hebt de ontvangst bevestigd' },
  gelijk: {
    tone: 'ok',
    title: 'De vingerafdruk is gelijk',
    text: 'Alle 64 tekens zijn gelijk aan wat u overtypte van het papieren proces-verbaal.',
  },
};

const params = { id: anId };
const delivery = page({ path: '/ontvangen/:id', access: RECEIVERS, title: 'Levering', params });
const confirming = form({ path: '/ontvangen/:id/bevestigen', access: RECEIVERS, params });
const comparing = form({
  path: '/ontvangen/:id/gelijk',
  access: RECEIVERS,
  params,
  body: fields(fingerprintFields),
  field: 'vingerafdruk-groepen',
  refusals: ['delivery.differsFromPaper'],
});

/** One delivery in the browser, with its two marks. */
@Controller()
export class DeliveryPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly delivery: ShowDelivery,
    private readonly mark: MarkDelivery,
  ) {}

  @Handle(delivery)
  show({ actor, params: { id } }: Input<typeof delivery>, call: Call): Promise<string> {
    return this.page(actor, id, call);
  }

  @Handle(confirming)
  async confirm({ actor, params: { id } }: Input<typeof confirming>) {
    await this.mark.acknowledge(actor, id);
    return seeOther(`/ontvangen/${id}?melding=bevestigd`);
  }

  @Handle(comparing, (on: DeliveryPage, { actor, params: { id } }, call) => on.page(actor, id, call))
  async equal({ actor, params: { id }, body: typed }: Input<typeof comparing>) {
    if (typed.kind !== 'complete') throw new InvalidInput([{ pointer: '', detail: NOT_COMPLETE }]);
    await this.mark.equalToPaper(actor, id, typed.fingerprint);
    return seeOther(`/ontvangen/${id}?melding=gelijk`);
  }

  private async page(actor: PersonActor, id: string, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.delivery.run(actor, id);
    const [problem] = problems;
    return await this.frame.html(request, {
      title: `${delivery.title} ${numberOf(shown.delivery)}`,
      lead: shown.about.name,
      back: { href: '/ontvangen', label: 'Ontvangen bestanden' },
      flash: problem === undefined ? flashOf(request, FLASHES) : undefined,
      hasErrors: problem !== undefined,
      body: (
        <DeliveryView shown={shown} sent={{ message: problem?.message, typed: readFingerprintForm(typed) }} />
      ),
    });
  }
}
