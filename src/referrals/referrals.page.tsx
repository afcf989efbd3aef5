import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { CSV_TYPE } from '../platform/http/send-csv.js';
import { numberOf } from '../routing/delivery.js';
import { AnswerReferral } from './answer-referral.js';
import { answerForm, ANSWERERS, CONCERNED, REFERRERS, referForm } from './referral-input.js';
import { referralsCsv } from './referral-rows.js';
import { ReferralView } from './referral-view.js';
import { ReferralsView } from './referrals-view.js';
import { ReferStations } from './refer-stations.js';
import { ReferView } from './refer-view.js';
import { ShowReferrals } from './show-referrals.js';
import { referralPath, REFERRALS_PATH } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  terugverwezen: {
    tone: 'ok',
    title: 'De stembureaus zijn terugverwezen',
    text: 'De gemeente krijgt bericht. Haar antwoord ziet u hier.',
  },
  beantwoord: {
    tone: 'ok',
    title: 'Uw antwoord is vastgelegd',
    text: 'Het centraal stembureau krijgt bericht.',
  },
};

const params = { id: anId };
const title = 'Terugverwijzingen';
const choosing = page({
  path: '/ontvangen/:id/terugverwijzen',
  access: REFERRERS,
  title: 'Stembureaus terugverwijzen',
  ...{ params, refusals: ['counts.notReadYet'] as const },
  query: z.object({ bureau: z.string().max(100).optional().catch(undefined) }),
});
const referring = form({
  path: '/ontvangen/:id/terugverwijzen',
  access: REFERRERS,
  ...{ params, body: fields(referForm), field: 'bureau' },
  refusals: ['counts.notReadYet', 'delivery.superseded', 'referral.openAlready', 'referral.unknownStation'],
});
const list = page({
  path: REFERRALS_PATH,
  access: CONCERNED,
  title,
  nav: { label: 'Terugverwezen', place: 27 },
});
const csv = page({
  ...{ path: `${REFERRALS_PATH}.csv`, access: CONCERNED, title: 'Terugverwijzingen als CSV', type: CSV_TYPE },
});
const one = page({ path: `${REFERRALS_PATH}/:id`, access: CONCERNED, title: 'Terugverwijzing', params });
const answering = form({
  path: `${REFERRALS_PATH}/:id`,
  access: ANSWERERS,
  ...{ params, body: fields(answerForm), field: 'bureau' },
  refusals: ['referral.answeredAlready', 'referral.unknownStation'],
});

/** Polling stations that are sent back, and the answers, in the browser. */
@Controller()
export class ReferralsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly refer: ReferStations,
    private readonly answer: AnswerReferral,
    private readonly referrals: ShowReferrals,
  ) {}

  @Handle(choosing)
  choose({ actor, params: { id }, query }: Input<typeof choosing>, call: Call): Promise<string> {
    return this.choosing(actor, id, call, query.bureau);
  }

  @Handle(referring, (on: ReferralsPage, { actor, params: { id } }, call) => on.choosing(actor, id, call))
  async referred({ actor, params: { id }, body }: Input<typeof referring>) {
    const referral = await this.refer.run(actor, id, body);
    return seeOther(`${referralPath(referral)}?melding=terugverwezen`);
  }

  @Handle(list)
  async list({ actor }: Input<typeof list>, { request }: Call): Promise<string> {
    const shown = await this.referrals.run(actor);
    return await this.frame.html(request, {
      ...{ title, lead: shown.plan.definition.name, body: <ReferralsView shown={shown} /> },
    });
  }

  @Handle(csv)
  async csv({ actor }: Input<typeof csv>): Promise<Answered<string>> {
    const { plan, referrals } = await this.referrals.run(actor);
    const disposition = saveAs(`terugverwijzingen_${plan.definition.id}.csv`);
    return new Answered(200, referralsCsv(referrals), { 'content-disposition': disposition });
  }

  @Handle(one)
  one({ actor, params: { id } }: Input<typeof one>, call: Call): Promise<string> {
    return this.single(actor, id, call);
  }

  @Handle(answering, (on: ReferralsPage, { actor, params: { id } }, call) => on.single(actor, id, call))
  async answered({ actor, params: { id }, body }: Input<typeof answering>) {
    await this.answer.run(actor, id, body);
    return seeOther(`${referralPath(id)}?melding=beantwoord`);
  }

  /** `unit`: the station from whose page somebody came. */
  private async choosing(actor: PersonActor, id: string, call: Call, unit?: string): Promise<string> {
    const { request, problems, typed } = call;
    const shown = await this.refer.show(actor, id);
    const sent = { problems, typed };
    return await this.frame.html(request, {
      ...{ title: choosing.title, lead: shown.about, active: '/ontvangen', hasErrors: problems.length > 0 },
      back: { href: `/ontvangen/${id}`, label: `Levering ${numberOf(shown.delivery)}` },
      body: <ReferView {...{ shown, sent }} ticked={unit === undefined ? tickedIn(request.body) : [unit]} />,
    });
  }

  private async single(actor: PersonActor, id: string, call: Call): Promise<string> {
    const { request, problems, typed } = call;
    const referral = await this.referrals.one(actor, id);
    return await this.frame.html(request, {
      ...{ title: one.title, lead: referral.own ? referral.toName : referral.fromName },
      back: { href: REFERRALS_PATH, label: title },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <ReferralView referral={referral} ticked={tickedIn(request.body)} sent={{ problems, typed }} />,
    });
  }
}

/** Which boxes were ticked in a form that was turned down. */
function tickedIn(body: unknown): readonly string[] {
  const ticked = typeof body === 'object' && body !== null && 'bureau' in body ? [body.bureau].flat() : [];
  return ticked.filter((unit) => typeof unit === 'string');
}
