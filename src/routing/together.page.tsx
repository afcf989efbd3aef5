import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { AssessTogether } from './assess-together.js';
import { ASKERS, chosenDeliveries, rowsQuery } from './received-input.js';
import { TOGETHER_PATH, TogetherView } from './together-view.js';

const law = 'Kieswet O 2, P 1c';
const choosing = page({
  path: TOGETHER_PATH,
  access: ASKERS,
  title: 'Leg vast dat bestanden voldoen',
  law,
  query: rowsQuery,
});
const recording = form({
  path: TOGETHER_PATH,
  access: ASKERS,
  law,
  body: fields(z.object({ levering: chosenDeliveries })),
});

/** Many files are said to be as required, in the browser. */
@Controller()
export class TogetherPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly together: AssessTogether,
  ) {}

  @Handle(choosing)
  async show(
    { actor, query: { rij } }: Pick<Input<typeof choosing>, 'query'> & { actor: PersonActor },
    { request, problems }: Call,
  ): Promise<string> {
    return await this.frame.html(request, {
      title: choosing.title,
      active: '/ontvangen',
      back: { href: '/ontvangen', label: 'Ontvangen bestanden' },
      body: <TogetherView chosen={await this.together.show(actor, rij)} problems={problems} />,
    });
  }

  @Handle(recording)
  async record({ actor, body: { levering } }: Input<typeof recording>) {
    await this.together.run(actor, levering);
    return seeOther('/ontvangen?melding=voldoen');
  }
}
