import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { assessBody } from './asking-input.js';
import { AssessDelivery } from './assess-delivery.js';
import { AssessTogether } from './assess-together.js';
import { deliveryAnswer } from './received-answers.js';
import { ASKERS, chosenDeliveries } from './received-input.js';
import { deliveryJson } from './received-json.js';
import { ShowDelivery } from './show-delivery.js';

const tag = 'Ontvangen';
const params = { id: anId };

const assess = route({
  method: 'POST',
  path: '/v1/ontvangen/:id/oordeel',
  access: ASKERS,
  law: 'Kieswet O 2, P 1c',
  id: 'oordeel',
  tag,
  summary: 'Vastleggen of het bestand voldoet',
  description:
    'Een later oordeel komt naast het eerdere. Voldoet het niet, dan gaat meteen een verzoek uit om het alsnog te verstrekken.',
  params,
  body: json(assessBody),
  answers: { 200: { description: 'Vastgelegd', schema: deliveryAnswer } },
  refusals: [
    'delivery.assessedMeanwhile',
    'delivery.compareFirst',
    'delivery.notDue',
    'delivery.paperDiffers',
    'delivery.superseded',
    'delivery.termPast',
  ],
});

const together = route({
  method: 'POST',
  path: '/v1/ontvangen/voldoet',
  access: ASKERS,
  law: 'Kieswet O 2, P 1c',
  id: 'voldoet',
  tag,
  summary: 'Van meer bestanden tegelijk vastleggen dat ze voldoen',
  description: 'Alles of niets. Alleen wat u met het papier vergeleek en waarbij niets te bekijken is.',
  body: json(z.object({ leveringen: chosenDeliveries })),
  answers: { 200: { description: 'Vastgelegd', schema: z.object({ vastgelegd: z.int() }) } },
  refusals: ['delivery.nothingChosen', 'delivery.notTogether', 'request.notFound'],
});

/** Whether what came is as required, for programs. */
@Controller()
export class AssessmentController {
  constructor(
    private readonly assessing: AssessDelivery,
    private readonly together: AssessTogether,
    private readonly delivery: ShowDelivery,
    private readonly clock: Clock,
  ) {}

  @Handle(assess)
  async one({ actor, params: { id }, body }: Input<typeof assess>) {
    await this.assessing.run(actor, id, body);
    return deliveryJson(await this.delivery.run(actor, id), actor, this.clock.now());
  }

  @Handle(together)
  async many({ actor, body: { leveringen } }: Input<typeof together>) {
    return { vastgelegd: await this.together.run(actor, leveringen) };
  }
}
