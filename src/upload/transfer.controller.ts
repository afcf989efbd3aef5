import { Controller } from '@nestjs/common';
import { z } from 'zod';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { Answered } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, route, stream, type Input } from '../platform/http/route.js';
import { DELIVERY_LAW } from '../elections/routes.js';
import { AwaitVerdict } from './await-verdict.js';
import { DescribeSubmission } from './describe-submission.js';
import { DIGEST_HEADERS, readRest, readWhole, REST_HEADERS } from './read-arrival.js';
import { FindSubmission } from './show-submission.js';
import { UPLOAD_LIMITS } from './limits.js';
import { ReceiveFile } from './receive-file.js';
import { submissionAnswer } from './submission-answers.js';
import { addressOf, receivedOf, submissionJson } from './submission-json.js';
import { SENDERS, TAG } from './submission.controller.js';
import { fileOf, isComplete, waitsFor, type Submission } from './submission.js';

const tag = TAG;
const access = SENDERS;
const fileParams = {
  id: anId,
  index: z
    .string()
    .regex(/^[1-9]$/)
    .transform(Number),
};
const whole = stream(['application/octet-stream'], UPLOAD_LIMITS.totalBytes, 'Het bestand');
const rest = stream(
  ['application/partial-upload', 'application/octet-stream'],
  UPLOAD_LIMITS.totalBytes,
  'De rest van het bestand',
);
const RECEIVED = {
  200: { description: 'Ontvangen', schema: submissionAnswer },
  202: {
    description: 'Ontvangen; de controle duurt nog. Kijk bij de levering.',
    schema: submissionAnswer,
    headers: {
      Location: 'Adres van de levering',
      'Retry-After': 'Na zoveel seconden is opnieuw kijken zinvol: later als er meer wachten',
    },
  },
} as const;
const RECEIVING = [
  'upload.tooLarge',
  'upload.wrongLength',
  'upload.wrongDigest',
  'upload.digestUnreadable',
  'upload.tooSlow',
  'upload.stalled',
  'upload.beingReceived',
  'upload.noPart',
  'upload.encoded',
  'upload.noSpace',
  'upload.alreadyReceived',
  'upload.stopped',
] as const satisfies readonly RefusalCode[];

const sending = route({
  method: 'PUT',
  path: '/v1/leveringen/:id/bestanden/:index',
  access,
  law: DELIVERY_LAW,
  id: 'bestandVersturen',
  tag,
  summary: 'Een bestand versturen',
  description:
    'Precies zoveel bytes als aangekondigd. Het laatste bestand antwoordt met de volledige controle (`staat` is dan gecontroleerd, ingediend of geweigerd), of met 202 als die nog duurt. Dezelfde bytes nog een keer geven hetzelfde antwoord.',
  params: fileParams,
  headers: DIGEST_HEADERS,
  body: whole,
  answers: RECEIVED,
  refusals: RECEIVING,
});

const goingOn = route({
  method: 'PATCH',
  path: '/v1/leveringen/:id/bestanden/:index',
  access,
  law: DELIVERY_LAW,
  id: 'bestandVervolgen',
  tag,
  summary: 'Verdergaan met een bestand dat is afgebroken',
  description:
    'Stuur de rest vanaf `Upload-Offset`: zoveel bytes zijn er al (draft-ietf-httpbis-resumable-upload). HEAD op dit adres zegt hoeveel.',
  params: fileParams,
  headers: REST_HEADERS,
  body: rest,
  answers: RECEIVED,
  refusals: [...RECEIVING, 'upload.wrongOffset'],
});

const progress = route({
  method: 'HEAD',
  path: '/v1/leveringen/:id/bestanden/:index',
  access,
  id: 'bestandStand',
  tag,
  summary: 'Hoeveel van een bestand er al is',
  params: fileParams,
  answers: {
    204: {
      description: 'De stand',
      headers: {
        'Upload-Offset': 'Hoeveel bytes er zijn',
        'Upload-Length': 'Hoeveel bytes het er worden',
        'Upload-Complete': '`?1` als het bestand er helemaal is',
      },
    },
  },
});

/** Sending: each file to its own address. */
@Controller()
export class TransferController {
  constructor(
    private readonly find: FindSubmission,
    private readonly receive: ReceiveFile,
    private readonly verdict: AwaitVerdict,
    private readonly describe: DescribeSubmission,
  ) {}

  /**
   * The whole file. The last one answers with the complete verdict, or with 202 when that takes longer than a connection
   * should be held: then it is where the delivery is.
   */
  @Handle(sending)
  async put({ params, body, headers, actor }: Input<typeof sending>, { request }: Call) {
    const own = await this.find.run(params.id, actor);
    const arrival = readWhole(request, body, headers);
    return await this.answer(
      await this.receive.run({ ...arrival, id: own.id, index: params.index }, actor),
      actor,
    );
  }

  /** The rest of a file of which a part is here, from where it was cut off (draft-ietf-httpbis-resumable-upload). */
  @Handle(goingOn)
  async goOn({ params, body, headers, actor }: Input<typeof goingOn>, { request }: Call) {
    const own = await this.find.run(params.id, actor);
    const arrival = readRest(request, body, headers);
    return await this.answer(
      await this.receive.run({ ...arrival, id: own.id, index: params.index }, actor),
      actor,
    );
  }

  @Handle(progress)
  async progress({ params, actor }: Input<typeof progress>, { reply }: Call): Promise<void> {
    const view = await this.describe.run(await this.find.run(params.id, actor));
    const file = fileOf(view.submission, params.index);
    if (file === null) throw new Refusal('request.notFound');
    void reply
      .header('upload-offset', receivedOf(view, file))
      .header('upload-length', file.size)
      .header('upload-complete', file.sha256 === null ? '?0' : '?1');
  }

  private async answer(received: Submission, actor: PersonActor) {
    const after = isComplete(received) ? await this.verdict.run(received.id, actor) : received;
    const json = submissionJson(await this.describe.run(after), actor);
    if (waitsFor(after) !== 'verdict') return json;
    const retryAfter = String(await this.verdict.lookAgainAfter());
    return new Answered(202, json, { location: addressOf(after), 'retry-after': retryAfter });
  }
}
