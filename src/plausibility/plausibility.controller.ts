import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { boundsAnswer, boundsJson } from '../elections/bounds-json.js';
import { Refusal } from '../kernel/refusal.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { RECEIVERS } from '../routing/received-input.js';
import { SENDERS } from '../upload/submission.controller.js';
import { KINDS, KIND_WORDS, reasonOf } from './finding-words.js';
import { LookAtStation } from './look-at-station.js';
import { LOOK_REFUSALS, lookBody } from './look-input.js';
import { OUTCOMES } from './look.js';
import { ShowPlausibility, type ShownPlausibility } from './show-plausibility.js';

const params = { id: anId };
const summary = 'Wat opvalt in de telling van een gemeente, per stembureau';
const answers = {
  200: {
    description: 'Elk stembureau waarin iets opvalt, in de volgorde van het bestand',
    schema: z.object({
      grenzen: boundsAnswer,
      stembureaus: z.array(
        z.object({
          ...{ id: z.string(), naam: z.string(), stembiljetten: z.int() },
          toegelaten: z.int().nullable().describe('null: staat niet in het bestand'),
          ...{ bureau: z.string(), bevinding: z.string(), gezien: z.int() },
          bekeken: z
            .object({
              ...{ uitkomst: z.enum(OUTCOMES), toelichting: z.string().nullable() },
              ...{ door: z.string(), op: z.string() },
            })
            .nullable()
            .describe('Wat uw orgaan er het laatst van vastlegde; null: nog niets'),
          bevindingen: z.array(z.object({ soort: z.enum(KINDS), titel: z.string(), reden: z.string() })),
        }),
      ),
    }),
  },
};
const refusals = ['counts.notReadYet', 'stations.damaged'] as const;
const received = route({
  ...{ method: 'GET', path: '/v1/ontvangen/:id/plausibiliteit', access: RECEIVERS, tag: 'Ontvangen' },
  ...{ id: 'ontvangenPlausibiliteit', summary, params, answers, refusals },
});
const sent = route({
  ...{ method: 'GET', path: '/v1/leveringen/:id/plausibiliteit', access: SENDERS, tag: 'Leveringen' },
  ...{ id: 'leveringPlausibiliteit', summary, params, answers, refusals },
});

const looked = {
  ...{ summary: 'Vastleggen wat u vond bij een stembureau', params, body: json(lookBody), answers },
  description:
    'Stuur `bureau`, `bevinding` en `gezien` terug zoals u ze kreeg: wat u zegt gaat dan over wat u zag. Tweemaal hetzelfde zeggen is eenmaal.',
  refusals: ['stations.damaged', ...LOOK_REFUSALS],
} as const;
const receivedLook = route({
  ...{ method: 'POST', path: '/v1/ontvangen/:id/plausibiliteit', access: RECEIVERS, tag: 'Ontvangen' },
  ...{ id: 'ontvangenBekeken', ...looked },
});
const sentLook = route({
  ...{ method: 'POST', path: '/v1/leveringen/:id/plausibiliteit', access: SENDERS, tag: 'Leveringen' },
  ...{ id: 'leveringBekeken', ...looked },
});

/** What is implausible in a count, for programs. */
@Controller()
export class PlausibilityController {
  constructor(
    private readonly plausibility: ShowPlausibility,
    private readonly look: LookAtStation,
  ) {}

  @Handle(received)
  async received({ actor, params: { id } }: Input<typeof received>) {
    return asJson(await this.plausibility.received(actor, id));
  }

  @Handle(sent)
  async sent({ actor, params: { id } }: Input<typeof sent>) {
    return asJson(await this.plausibility.sent(actor, id));
  }

  @Handle(receivedLook)
  async receivedLook({ actor, params: { id }, body }: Input<typeof receivedLook>) {
    await this.look.received(actor, id, body);
    return asJson(await this.plausibility.received(actor, id));
  }

  @Handle(sentLook)
  async sentLook({ actor, params: { id }, body }: Input<typeof sentLook>) {
    await this.look.sent(actor, id, body);
    return asJson(await this.plausibility.sent(actor, id));
  }
}

function asJson({ judged, bounds, names }: ShownPlausibility) {
  if (judged === null) throw new Refusal('counts.notReadYet');
  return {
    grenzen: boundsJson(bounds),
    stembureaus: judged.stations
      .filter(({ findings }) => findings.length > 0)
      .map(({ id, unit, name, ballots, admitted, findings, digest, looks, look }) => ({
        ...{ id, naam: name, stembiljetten: ballots, toegelaten: admitted },
        ...{ bureau: unit, bevinding: digest, gezien: looks.length },
        bekeken: look && {
          ...{ uitkomst: look.outcome, toelichting: look.note },
          ...{ door: look.by, op: look.at.toISOString() },
        },
        bevindingen: findings.map((found) => ({
          ...{ soort: found.kind, titel: KIND_WORDS[found.kind] },
          reden: reasonOf(found, bounds, names),
        })),
      })),
  };
}
