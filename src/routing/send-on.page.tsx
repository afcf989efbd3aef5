import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { SEND_ON_PATH, SendOnView } from './send-on-view.js';
import { SendOn } from './send-on.js';

const access = hats(['MAYOR']);
const law = 'Kieswet Ya 18';

const sendingOn = page({ path: SEND_ON_PATH, access, title: 'Doorsturen aan de Kiesraad', law });
const send = form({
  path: SEND_ON_PATH,
  access,
  law,
  body: fields(
    z.object({
      levering: z.preprocess(
        (given) => (given === undefined ? [] : [given].flat()),
        z.array(z.string().max(40)).max(100),
      ),
      toelating: z.iso.date({ error: 'Vul de dag in waarop over de toelating is beslist.' }),
    }),
  ),
  field: 'toelating',
  refusals: ['delivery.nothingToSendOn', 'delivery.notAdmittedYet', 'delivery.replacedMeanwhile'],
});

const FLASHES: Readonly<Record<string, Flash>> = {
  doorgestuurd: {
    tone: 'ok',
    title: 'Doorgestuurd aan de Kiesraad',
    text: 'De Kiesraad krijgt bericht en kan de bestanden ophalen.',
  },
};

/** The gezaghebber sends files on after the admission of the elected. */
@Controller()
export class SendOnPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly sendOn: SendOn,
  ) {}

  @Handle(sendingOn)
  async show({ actor }: { actor: PersonActor }, { request, problems, typed }: Call): Promise<string> {
    const sending = await this.sendOn.show(actor);
    return await this.frame.html(request, {
      title: sendingOn.title,
      lead: sending.plan.definition.name,
      active: '/ontvangen',
      back: { href: '/ontvangen', label: 'Ontvangen bestanden' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <SendOnView sending={sending} problems={problems} typed={typed} />,
    });
  }

  @Handle(send, (on: SendOnPage, { actor }, call) => on.show({ actor }, call))
  async send({ actor, body: { levering, toelating } }: Input<typeof send>) {
    await this.sendOn.run(actor, levering, toelating);
    return seeOther(`${SEND_ON_PATH}?melding=doorgestuurd`);
  }
}
