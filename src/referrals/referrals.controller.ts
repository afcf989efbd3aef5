import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { AnswerReferral } from './answer-referral.js';
import { answerBody, ANSWERERS, CONCERNED, FINDING_KEYS, REFERRERS, referBody } from './referral-input.js';
import type { Tally } from './referral.js';
import { ReferStations } from './refer-stations.js';
import { ShowReferrals, type NamedReferral } from './show-referrals.js';

const tag = 'Terugverwijzingen';
const params = { id: anId };
const moment = z.iso.datetime();
const named = z.object({ niveau: z.string(), code: z.string(), naam: z.string() });
const counts = {
  ...{ terugverwezen: z.int(), beantwoord: z.int(), gecorrigeerd: z.int(), blijft: z.int(), open: z.int() },
};
const STATES = { open: 'open', ...FINDING_KEYS } as const;
const station = z.object({
  ...{ id: z.string(), naam: z.string(), reden: z.string(), stand: z.enum(Object.values(STATES)) },
  nieuweVersie: moment
    .nullable()
    .describe('Wanneer een versie kwam met andere cijfers voor dit stembureau; null: geen'),
  antwoord: z
    .object({ bevinding: z.enum(Object.values(FINDING_KEYS)), uitleg: z.string(), tijd: moment })
    .nullable(),
});
const referralAnswer = z.object({
  ...{ id: z.uuid(), van: named, aan: named, tijd: moment },
  levering: z.string().describe('Waar de versie staat waarnaar is gekeken, voor wie dit vraagt'),
  stembureaus: z.array(station),
});
const listAnswer = z.object({
  ...{ verkiezing: z.string(), totaal: z.object(counts) },
  gemeenten: z.array(z.object({ code: z.string(), naam: z.string(), ...counts })),
  terugverwijzingen: z.array(referralAnswer),
});

const list = route({
  ...{ method: 'GET', path: '/v1/terugverwijzingen', access: CONCERNED, id: 'terugverwijzingen', tag },
  summary: 'Wat is terugverwezen en beantwoord, per gemeente',
  answers: { 200: { description: 'De terugverwijzingen, de nieuwste eerst', schema: listAnswer } },
  refusals: ['request.notFound'],
});
const refer = route({
  ...{
    method: 'POST',
    path: '/v1/ontvangen/:id/terugverwijzing',
    access: REFERRERS,
    id: 'terugverwijzen',
    tag,
  },
  summary: 'Stembureaus van een telling terugverwijzen naar de gemeente',
  description: 'U vraagt niet om een nieuw bestand, maar om naar deze stembureaus te kijken. Alle of geen.',
  ...{ params, body: json(referBody) },
  answers: { 201: { description: 'Terugverwezen', schema: referralAnswer } },
  refusals: ['counts.notReadYet', 'delivery.superseded', 'referral.openAlready', 'referral.unknownStation'],
});
const answer = route({
  ...{ method: 'POST', path: '/v1/terugverwijzingen/:id/antwoord', access: ANSWERERS, tag },
  id: 'terugverwijzing-antwoord',
  summary: 'Zeggen wat u van terugverwezen stembureaus vond',
  description:
    'Eén antwoord per stembureau. Een nieuwe versie met andere cijfers telt vanzelf als gecorrigeerd.',
  ...{ params, body: json(answerBody) },
  answers: { 200: { description: 'Vastgelegd', schema: referralAnswer } },
  refusals: ['referral.answeredAlready', 'referral.unknownStation'],
});

/** Polling stations that are sent back, and the answers, for programs. */
@Controller()
export class ReferralsController {
  constructor(
    private readonly refer: ReferStations,
    private readonly answering: AnswerReferral,
    private readonly referrals: ShowReferrals,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>) {
    const { plan, total, tallies, referrals } = await this.referrals.run(actor);
    return {
      ...{ verkiezing: plan.definition.id, totaal: countsJson(total) },
      gemeenten: tallies.map(({ code, name, ...tally }) => ({ code, naam: name, ...countsJson(tally) })),
      terugverwijzingen: referrals.map(referralJson),
    };
  }

  @Handle(refer)
  async referred({ actor, params: { id }, body }: Input<typeof refer>) {
    return referralJson(await this.referrals.one(actor, await this.refer.run(actor, id, body)));
  }

  @Handle(answer)
  async answered({ actor, params: { id }, body }: Input<typeof answer>) {
    await this.answering.run(actor, id, body);
    return referralJson(await this.referrals.one(actor, id));
  }
}

function countsJson({ sent, answered, corrected, stands, open }: Tally) {
  return { terugverwezen: sent, beantwoord: answered, gecorrigeerd: corrected, blijft: stands, open };
}

function referralJson(referral: NamedReferral) {
  const { id, from, fromName, to, toName, at, own, deliveryId, submissionId, stations } = referral;
  return {
    ...{ id, tijd: at.toISOString() },
    van: { niveau: from.level, code: from.code, naam: fromName },
    aan: { niveau: to.level, code: to.code, naam: toName },
    levering: own ? `/v1/ontvangen/${deliveryId}` : `/v1/leveringen/${submissionId}`,
    stembureaus: stations.map(({ unit, name, reason, state, answer: said }) => ({
      ...{ id: unit, naam: name, reden: reason, stand: STATES[state.state] },
      nieuweVersie: state.state === 'corrected' && state.by === 'file' ? state.at.toISOString() : null,
      antwoord: said && {
        ...{ bevinding: FINDING_KEYS[said.finding], uitleg: said.text, tijd: said.at.toISOString() },
      },
    })),
  };
}
