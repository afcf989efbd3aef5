import { Controller } from '@nestjs/common';
import { LEVELS } from '../kernel/committee.js';
import { hats } from '../platform/http/access.js';
import { Handle } from '../platform/http/handle.js';
import { route, type Input } from '../platform/http/route.js';
import { rosterJson, rosterSchema } from './duty-api.js';
import { ShowRoster } from './show-roster.js';

const show = route({
  method: 'GET',
  path: '/v1/dienst',
  access: hats(LEVELS),
  id: 'dienst',
  tag: 'Dienst',
  summary: 'Wie van de Kiesraad nu bereikbaar is',
  description: 'De beheerder ziet ook het rooster, en wanneer niemand dienst heeft.',
  answers: { 200: { description: 'Wie dienst heeft', schema: rosterSchema } },
});

/** The duty roster for programs. */
@Controller()
export class DutyController {
  constructor(private readonly roster: ShowRoster) {}

  @Handle(show)
  async show({ actor }: Input<typeof show>) {
    return rosterJson(await this.roster.run(), actor.hat.role === 'operator');
  }
}
