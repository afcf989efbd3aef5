import {
  Body,
  Controller,
  Get,
  Head,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Allow, CurrentPerson } from '../identity/access.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/settings.js';
import { AbandonSubmission } from './abandon-submission.js';
import { AwaitVerdict } from './await-verdict.js';
import { readContentDigest } from './content-digest.js';
import { DeliverSubmission } from './deliver-submission.js';
import { DescribeSubmission } from './describe-submission.js';
import { FindSubmission } from './find-submission.js';
import { ListSubmissions } from './list-submissions.js';
import { OpenSubmission } from './open-submission.js';
import { ReceiveFile } from './receive-file.js';
import { ShowReceipt } from './show-receipt.js';
import { ShowSubmission } from './show-submission.js';
import { addressOf, receiptJson, receivedOf, submissionJson, summaryJson } from './submission-json.js';
import { readAnnouncement, readDeliveryWish } from './submission-wish.js';
import { fileOf, isComplete, waitsFor, type Submission, type SubmissionId } from './submission.js';

/** Announcing a delivery and looking at one's own. */
@Controller('v1/leveringen')
@Allow(COMMITTEE_LEVELS)
export class SubmissionController {
  constructor(
    private readonly open: OpenSubmission,
    private readonly list: ListSubmissions,
    private readonly show: ShowSubmission,
    private readonly receipt: ShowReceipt,
    private readonly describe: DescribeSubmission,
  ) {}

  @Post()
  @HttpCode(201)
  async announce(
    @Body() body: unknown,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const key = keyOf(request);
    const submission = await this.open.run(readAnnouncement(body), actor, { key });
    void reply.header('location', addressOf(submission));
    return submissionJson(await this.describe.run(submission));
  }

  @Get()
  async all(@CurrentPerson() actor: PersonActor, @Query('voor') before?: unknown) {
    const { submissions, older } = await this.list.run(actor, readNumber(before));
    return {
      leveringen: submissions.map(summaryJson),
      volgende: older === null ? null : `/v1/leveringen?voor=${older}`,
    };
  }

  @Get(':id')
  async one(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    return submissionJson(await this.show.run(id, actor));
  }

  @Get(':id/ontvangstbewijs')
  async receiptOf(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    const { view, rehearsal } = await this.receipt.run(id, actor);
    return receiptJson(view, rehearsal);
  }
}

/** Sending: each file to its own address. */
@Controller('v1/leveringen/:id')
@Allow(COMMITTEE_LEVELS)
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
  @Put('bestanden/:index')
  async put(
    @Param('id') id: string,
    @Param('index') index: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const own = await this.find.run(id, actor);
    refusePieces(request);
    const arrival = { ...arrivalOf(request, own.id, index), offset: null, complete: true };
    return await this.answer(await this.receive.run(arrival, actor), actor, reply);
  }

  /** The rest of a file of which a part is here, from where it was cut off (draft-ietf-httpbis-resumable-upload). */
  @Patch('bestanden/:index')
  async goOn(
    @Param('id') id: string,
    @Param('index') index: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const own = await this.find.run(id, actor);
    refusePieces(request);
    const offset = readWhole(request.headers['upload-offset']);
    if (offset === null) throw new Refusal('upload.noPart');
    const complete = request.headers['upload-complete'] !== '?0';
    const arrival = { ...arrivalOf(request, own.id, index), offset, complete };
    return await this.answer(await this.receive.run(arrival, actor), actor, reply);
  }

  /** How much of a file is here. */
  @Head('bestanden/:index')
  @HttpCode(204)
  async progress(
    @Param('id') id: string,
    @Param('index') index: string,
    @CurrentPerson() actor: PersonActor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const view = await this.describe.run(await this.find.run(id, actor));
    const file = fileOf(view.submission, readIndex(index));
    if (file === null) throw new Refusal('request.notFound');
    void reply
      .header('upload-offset', receivedOf(view, file))
      .header('upload-length', file.size)
      .header('upload-complete', file.sha256 === null ? '?0' : '?1');
  }

  private async answer(received: Submission, actor: PersonActor, reply: FastifyReply) {
    const after = isComplete(received) ? await this.verdict.run(received.id, actor) : received;
    const view = await this.describe.run(after);
    if (waitsFor(after) === 'verdict') void reply.status(202).header('location', addressOf(after));
    return submissionJson(view);
  }
}

/** The sender's word: deliver, or stop. */
@Controller('v1/leveringen/:id')
@Allow(COMMITTEE_LEVELS)
export class DecisionController {
  constructor(
    private readonly find: FindSubmission,
    private readonly deliver: DeliverSubmission,
    private readonly abandon: AbandonSubmission,
    private readonly describe: DescribeSubmission,
    private readonly settings: Settings,
  ) {}

  @Post('indienen')
  @HttpCode(200)
  async submit(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() actor: PersonActor) {
    const submission = await this.find.run(id, actor);
    const delivered = await this.deliver.run(submission.id, readDeliveryWish(body), actor);
    return receiptJson(await this.describe.run(delivered), this.settings.mode === 'rehearsal');
  }

  @Post('stoppen')
  @HttpCode(200)
  async stop(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    const submission = await this.find.run(id, actor);
    return submissionJson(await this.describe.run(await this.abandon.run(submission.id, actor)));
  }
}

function arrivalOf(request: FastifyRequest, id: SubmissionId, index: string) {
  const { 'content-digest': content, 'repr-digest': whole } = request.headers;
  return {
    id,
    index: readIndex(index),
    bytes: bodyOf(request),
    length: lengthOf(request),
    content: readContentDigest(content),
    whole: readContentDigest(whole),
  };
}

/** A file is sent as it is, and whole or from where it was cut off; anything else would be taken for other bytes. */
function refusePieces({ headers }: FastifyRequest): void {
  const { 'content-range': range, 'content-encoding': encoding } = headers;
  if (range !== undefined) throw new Refusal('upload.noPart');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new Refusal('upload.encoded');
}

/** The sender's own name for this announcement; null without one. */
function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new Refusal('upload.keyUnreadable');
  return key;
}

/** The bytes as they stream in. A body that was read as something else (JSON, a form) is not what belongs here. */
function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body;
  throw new Refusal('request.unsupportedType');
}

function lengthOf(request: FastifyRequest): number | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return length === undefined || encoding !== undefined ? null : Number(length);
}

function readIndex(text: string): number {
  return /^[1-9]$/.test(text) ? Number(text) : 0;
}

function readWhole(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function readNumber(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
