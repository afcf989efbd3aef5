import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { LEVELS } from '../kernel/committee.js';
import { SPOKEN_NUMBER } from '../kernel/spoken-number.js';
import { hats } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { HistoryView } from './history-view.js';
import { ShowHistory } from './show-history.js';

const history = page({
  path: '/leveringen/nummer/:nummer',
  access: hats(LEVELS),
  title: 'Geschiedenis van een levering',
  law: 'Kiesbesluit Ea 3 lid 2 c',
  params: { nummer: z.string().regex(SPOKEN_NUMBER) },
});

/** What happened to one delivery, for who sent or received it and for the Kiesraad as beheerder. */
@Controller()
export class HistoryPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly show: ShowHistory,
  ) {}

  @Handle(history)
  async history({ actor, params: { nummer } }: Input<typeof history>, { request }: Call): Promise<string> {
    const found = await this.show.run(actor, nummer);
    return await this.frame.html(request, {
      title: `Wat er gebeurde met ${nummer}`,
      active: actor.hat.body.level === 'OPERATOR' ? '/overzicht' : undefined,
      body: <HistoryView history={found} />,
    });
  }
}
