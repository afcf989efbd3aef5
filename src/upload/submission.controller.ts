import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { created } from '../platform/http/answer.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, optionalJson, route, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { DELIVERY_LAW } from '../elections/routes.js';
import { AbandonSubmission } from './abandon-submission.js';
import { ComparePaper } from './compare-paper.js';
import { DeliverSubmission } from './deliver-submission.js';
import { DescribeSubmission } from './describe-submission.js';
import { FindSubmission, ShowReceipt, ShowSubmission } from './show-submission.js';
import { ListSubmissions } from './list-submissions.js';
import { OpenSubmission } from './open-submission.js';
import { receiptAnswer, submissionAnswer, submissionsAnswer } from './submission-answers.js';
import { addressOf, receiptJson, submissionJson, summaryJson } from './submission-json.js';
import { announcementBody, comparisonBody, wishBody } from './submission-wish.js';

export const TAG = 'Leveringen';
/** Who delivers, and sees what they delivered. */
export const SENDERS = hats(COMMITTEE_LEVELS);
const tag = TAG;
const access = SENDERS;
const params = { id: anId };
/** A header that may be left away, in the document. */
export const text = (description: string) => z.string().optional().meta({ description });
const announcing = route({
  method: 'POST',
  path: '/v1/leveringen',
  access,
  law: DELIVERY_LAW,
  id: 'leveringBeginnen',
  tag,
  summary: 'Een levering aankondigen',
  description:
    'Noem elk bestand met zijn grootte. Het antwoord geeft per bestand een adres. Een los paar (telbestand en handtekening) zijn twee bestanden. Met `sha256` erbij hoort u meteen of u dit bestand al hebt ingediend. Met `indienen: direct` wordt ingediend zodra de controle het toelaat.',
  headers: {
    'Idempotency-Key': text(
      'Een eigen naam voor deze aankondiging, 1 tot 200 zichtbare tekens. Dezelfde naam nog eens geeft dezelfde levering.',
    ),
  },
  body: json(announcementBody),
  answers: {
    201: {
      description: 'Aangekondigd',
      schema: submissionAnswer,
      headers: { Location: 'Adres van de levering' },
    },
  },
  refusals: [
    'upload.otherElection',
    'upload.notOpenYet',
    'upload.paperMissing',
    'upload.alreadySubmitted',
    'upload.tooManyWaiting',
    'upload.tooLarge',
    'upload.noSpace',
    'upload.bytesGone',
    'upload.replacesUnknown',
    'upload.replacesWrong',
    'upload.keyReused',
    'upload.keyUnreadable',
  ],
});

const list = route({
  method: 'GET',
  path: '/v1/leveringen',
  access,
  id: 'leveringen',
  tag,
  summary: 'De leveringen van uw stembureau, de nieuwste eerst',
  query: z.object({
    voor: z.coerce
      .number()
      .int()
      .min(0)
      .max(999_999_999)
      .optional()
      .meta({ description: 'Alleen wat eerder begonnen is; volg `volgende`' }),
  }),
  answers: { 200: { description: 'De lijst', schema: submissionsAnswer } },
});

const one = route({
  method: 'GET',
  path: '/v1/leveringen/:id',
  access,
  id: 'levering',
  tag,
  summary: 'Eén levering met haar controle',
  params,
  answers: { 200: { description: 'De levering', schema: submissionAnswer } },
});

const receipt = route({
  method: 'GET',
  path: '/v1/leveringen/:id/ontvangstbewijs',
  access,
  id: 'ontvangstbewijs',
  tag,
  summary: 'Het ontvangstbewijs',
  params,
  answers: { 200: { description: 'Ontvangen en goedgekeurd', schema: receiptAnswer } },
  refusals: ['upload.noReceipt'],
});

const delivering = route({
  method: 'POST',
  path: '/v1/leveringen/:id/indienen',
  access,
  law: DELIVERY_LAW,
  id: 'indienen',
  tag,
  summary: 'Indienen wat gecontroleerd is',
  description:
    'Geef de vingerafdruk van het papieren proces-verbaal en wie die las, of de reden waarom u het niet bij de hand hebt.',
  params,
  body: optionalJson(wishBody),
  answers: { 200: { description: 'Ontvangen en goedgekeurd', schema: receiptAnswer } },
  refusals: [
    'upload.notComplete',
    'upload.notOpenYet',
    'upload.paperMissing',
    'upload.paperSlip',
    'upload.countMissing',
    'upload.refused',
    'upload.notAllowed',
    'upload.replacesMissing',
    'upload.replacesWrong',
    'upload.stopped',
  ],
});

const comparing = route({
  method: 'POST',
  path: '/v1/leveringen/:id/vergelijken',
  access,
  law: DELIVERY_LAW,
  id: 'vergelijken',
  tag,
  summary: 'Alsnog vergelijken wat is ingediend',
  description:
    'Voegt aan een levering die niet is vergeleken toe wat iemand van het papieren proces-verbaal las. De ontvangers krijgen bericht. Wijkt het papier af, dan ook de Kiesraad; de levering blijft staan.',
  params,
  body: json(comparisonBody),
  answers: { 200: { description: 'Vastgelegd', schema: receiptAnswer } },
  refusals: ['upload.noReceipt', 'upload.paperSlip'],
});

const stopping = route({
  method: 'POST',
  path: '/v1/leveringen/:id/stoppen',
  access,
  id: 'stoppen',
  tag,
  summary: 'Stoppen zonder in te dienen',
  params,
  answers: { 200: { description: 'Gestopt', schema: submissionAnswer } },
  refusals: ['upload.alreadyDelivered'],
});

/** Announcing a delivery and looking at one's own. */
@Controller()
export class SubmissionController {
  constructor(
    private readonly open: OpenSubmission,
    private readonly list: ListSubmissions,
    private readonly show: ShowSubmission,
    private readonly receipt: ShowReceipt,
    private readonly describe: DescribeSubmission,
  ) {}

  @Handle(announcing)
  async announce({ body, headers, actor }: Input<typeof announcing>) {
    const key = readKey(headers['Idempotency-Key']);
    const submission = await this.open.run(body, actor, { key });
    return created(addressOf(submission), submissionJson(await this.describe.run(submission), actor));
  }

  @Handle(list)
  async all({ query, actor }: Input<typeof list>) {
    const { submissions, older } = await this.list.run(actor, query.voor ?? null);
    return {
      leveringen: submissions.map((each) => summaryJson(each, actor)),
      volgende: older === null ? null : `/v1/leveringen?voor=${older}`,
    };
  }

  @Handle(one)
  async one({ params, actor }: Input<typeof one>) {
    return submissionJson(await this.show.run(params.id, actor), actor);
  }

  @Handle(receipt)
  async receiptOf({ params, actor }: Input<typeof receipt>) {
    const { view, rehearsal } = await this.receipt.run(params.id, actor);
    return receiptJson(view, rehearsal, actor);
  }
}

/** The sender's word: deliver, or stop. */
@Controller()
export class DecisionController {
  constructor(
    private readonly find: FindSubmission,
    private readonly deliver: DeliverSubmission,
    private readonly comparing: ComparePaper,
    private readonly abandon: AbandonSubmission,
    private readonly describe: DescribeSubmission,
    private readonly settings: Settings,
  ) {}

  @Handle(delivering)
  async submit({ params, body, actor }: Input<typeof delivering>) {
    const submission = await this.find.run(params.id, actor);
    const delivered = await this.deliver.run(submission, body, actor);
    return receiptJson(await this.describe.run(delivered), this.settings.mode === 'rehearsal', actor);
  }

  @Handle(comparing)
  async compare({ params, body, actor }: Input<typeof comparing>) {
    const { id } = await this.find.run(params.id, actor);
    const compared = await this.comparing.run(id, body, actor);
    return receiptJson(await this.describe.run(compared), this.settings.mode === 'rehearsal', actor);
  }

  @Handle(stopping)
  async stop({ params, actor }: Input<typeof stopping>) {
    const submission = await this.find.run(params.id, actor);
    return submissionJson(await this.describe.run(await this.abandon.run(submission.id, actor)), actor);
  }
}

/** The sender's own name for this announcement; null without one. */
function readKey(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Refusal('upload.keyUnreadable');
  return key;
}
