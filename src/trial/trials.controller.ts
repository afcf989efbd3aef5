import { Controller } from '@nestjs/common';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import type { RefusalCode } from '../kernel/refusal.js';
import { LONGEST_PROOF } from '../keys/key-proof.js';
import { hats } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { PARTS, route, stream, type Input } from '../platform/http/route.js';
import { DeliverTrial } from './deliver-trial.js';
import { ShowSetup } from './show-setup.js';
import { trialJson, trialSchema, trialsJson, trialsSchema } from './trial-api.js';

/** Who can deliver counts, and so try to. */
export const TRIERS = hats(COMMITTEE_LEVELS);
/** What a test delivery is refused for. */
export const TRIAL_REFUSALS_OF = [
  'trial.closed',
  'trial.refused',
  'trial.noCount',
  'trial.delivered',
  'trial.tooMany',
  'keys.proofTooLarge',
  'keys.proofNotJudged',
] as const satisfies readonly RefusalCode[];

const tag = 'Leveringen';

const list = route({
  method: 'GET',
  path: '/v1/proefleveringen',
  access: TRIERS,
  id: 'proefleveringen',
  tag,
  summary: 'Uw proefleveringen, en vanaf wanneer u echt kunt leveren',
  answers: { 200: { description: 'De lijst, de nieuwste eerst', schema: trialsSchema } },
});
const trying = route({
  method: 'POST',
  path: '/v1/proefleveringen',
  access: TRIERS,
  id: 'proefleveringDoen',
  tag,
  summary: 'Een proeflevering doen in de echte verkiezing',
  description:
    'Een telling met verzonnen cijfers, ondertekend met de echte sleutel. Zij wordt gecontroleerd als een echte. Niemand ontvangt haar, zij telt nooit mee en haar bytes worden niet bewaard. Haar vingerafdruk is voorgoed gesperd: gebruik nooit een echte telling. Kan tot `proefleverenTot`. Een pakket als bytes, of als formulier één of twee bestanden met de naam bestand; samen hoogstens 16 MB. Dezelfde telling geeft hetzelfde antwoord, met 200. Een geweigerde proef noemt alle redenen in `errors`.',
  body: [stream(['application/octet-stream'], LONGEST_PROOF, 'Het pakket'), PARTS],
  answers: {
    201: { description: 'Goedgekeurd; telt niet mee', schema: trialSchema },
    200: { description: 'Met deze telling was al een proeflevering gedaan', schema: trialSchema },
  },
  refusals: TRIAL_REFUSALS_OF,
});

/** Test deliveries, for programs. */
@Controller()
export class TrialsController {
  constructor(
    private readonly setup: ShowSetup,
    private readonly trial: DeliverTrial,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>) {
    return trialsJson(await this.setup.own(actor));
  }

  @Handle(trying)
  async deliver({ body, actor }: Input<typeof trying>, { request }: Call) {
    const { trial, isNew } = await this.trial.run(body ?? request, actor);
    return new Answered(isNew ? 201 : 200, trialJson(trial));
  }
}
