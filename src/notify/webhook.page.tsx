import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats, inSession } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { KeepWebhook } from './keep-webhook.js';
import { RemoveWebhookView, RotateSecretView, WebhookView } from './webhook-view.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: { tone: 'ok', title: 'Het adres is bewaard', text: 'Het geheim bleef gelijk.' },
  proef: {
    tone: 'ok',
    title: 'Het proefbericht gaat nu uit',
    text: 'Laad deze pagina na enkele seconden opnieuw: hieronder staat dan of het aankwam.',
  },
  wacht: { tone: 'info', title: 'Er ging net al een proefbericht uit', text: 'Wacht een minuut.' },
  verwijderd: { tone: 'ok', title: 'De webhook is verwijderd', text: 'Er gaat niets meer naar dit adres.' },
};

const access = inSession(hats(LEVELS, ['manager', 'operator']));
const show = page({ path: '/mensen/webhook', access, title: 'Webhook' });
const ADDRESS = 'Vul een adres in dat met https:// begint.';
const keep = form({
  path: '/mensen/webhook',
  access,
  body: fields(z.object({ adres: z.string(ADDRESS).trim().min(1, ADDRESS) })),
  field: 'adres',
  refusals: ['webhook.address', 'webhook.port'],
});
const rotate = form({ path: '/mensen/webhook/geheim', access, grave: true });
const beforeRotate = page({ path: rotate.path, access, title: 'Een nieuw geheim maken?' });
const test = form({ path: '/mensen/webhook/proef', access });
const remove = form({ path: '/mensen/webhook/verwijderen', access, grave: true });
const beforeRemove = page({ path: remove.path, access, title: 'De webhook verwijderen?' });

const done = (melding: string) => seeOther(`${show.path}?melding=${melding}`);

/** Where programs of a body hear that there is a notice: for its manager. */
@Controller()
export class WebhookPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly webhooks: KeepWebhook,
  ) {}

  @Handle(show)
  show({ actor }: Input<typeof show>, call: Call): Promise<string> {
    return this.page(actor, call);
  }

  /** The answer to the first shows the secret; no address gives it again. */
  @Handle(keep, (on: WebhookPage, { actor }, call) => on.page(actor, call))
  async keep({ actor, body: { adres } }: Input<typeof keep>, call: Call) {
    const secret = await this.webhooks.keep(adres, actor);
    return secret === null ? done('bewaard') : this.page(actor, { ...call, typed: {} }, secret);
  }

  @Handle(beforeRotate)
  beforeRotate({ actor }: Input<typeof beforeRotate>, call: Call): Promise<string> {
    return this.before(beforeRotate.title, RotateSecretView, actor, call);
  }

  /** The answer shows the secret; no address gives it again. */
  @Handle(rotate)
  async rotate({ actor }: Input<typeof rotate>, call: Call): Promise<string> {
    return this.page(actor, call, await this.webhooks.rotate(actor));
  }

  @Handle(test)
  async test({ actor }: Input<typeof test>) {
    return done((await this.webhooks.test(actor)) ? 'proef' : 'wacht');
  }

  @Handle(beforeRemove)
  beforeRemove({ actor }: Input<typeof beforeRemove>, call: Call): Promise<string> {
    return this.before(beforeRemove.title, RemoveWebhookView, actor, call);
  }

  @Handle(remove)
  async remove({ actor }: Input<typeof remove>) {
    await this.webhooks.remove(actor);
    return done('verwijderd');
  }

  private async before(
    title: string,
    View: typeof RemoveWebhookView,
    actor: PersonActor,
    { request }: Call,
  ): Promise<string> {
    const webhook = await this.webhooks.of(actor);
    if (webhook === null) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      ...{ title, active: '/mensen', back: { href: show.path, label: show.title } },
      body: <View webhook={webhook} />,
    });
  }

  private async page(
    actor: PersonActor,
    { request, problems, typed }: Call,
    secret: string | null = null,
  ): Promise<string> {
    const webhook = await this.webhooks.of(actor);
    return await this.frame.html(request, {
      title: show.title,
      lead: 'Een programma van uw orgaan hoort zo meteen dat er een bericht is. Nooit wat er in het bericht staat.',
      active: '/mensen',
      back: { href: '/mensen', label: 'Mensen' },
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <WebhookView
          {...{ webhook, secret, problems, ports: this.webhooks.ports() }}
          typed={typed['adres']}
        />
      ),
    });
  }
}
