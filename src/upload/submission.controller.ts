import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Allow, CurrentPerson } from '../identity/access.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/settings.js';
import { AbandonSubmission } from './abandon-submission.js';
import { readContentDigest } from './content-digest.js';
import { DeliverSubmission } from './deliver-submission.js';
import { DescribeSubmission } from './describe-submission.js';
import { FindSubmission } from './find-submission.js';
import { FinishSubmission } from './finish-submission.js';
import { ListSubmissions } from './list-submissions.js';
import { OpenSubmission } from './open-submission.js';
import { ReceiveFile } from './receive-file.js';
import { ShowReceipt } from './show-receipt.js';
import { ShowSubmission } from './show-submission.js';
import { addressOf, receiptJson, submissionJson, summaryJson } from './submission-json.js';
import { readAnnouncement, readDeliveryWish } from './submission-wish.js';
import { isComplete } from './submission.js';

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
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const submission = await this.open.run(readAnnouncement(body), actor);
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
    private readonly finish: FinishSubmission,
    private readonly describe: DescribeSubmission,
  ) {}

  /** The last file answers with the complete verdict. */
  @Put('bestanden/:index')
  async put(
    @Param('id') id: string,
    @Param('index') index: string,
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
  ) {
    const submission = await this.find.run(id, actor);
    const received = await this.receive.run(
      {
        id: submission.id,
        index: /^[1-9]$/.test(index) ? Number(index) : 0,
        bytes: bodyOf(request),
        length: lengthOf(request),
        digest: readContentDigest(request.headers['content-digest']),
      },
      actor,
    );
    const after = isComplete(received) ? await this.finish.run(received.id, actor) : received;
    return submissionJson(await this.describe.run(after));
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

/** The bytes as they stream in. A body that was read as something else (JSON, a form) is not what belongs here. */
function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body;
  throw new Refusal('request.unsupportedType');
}

function lengthOf(request: FastifyRequest): number | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return length === undefined || encoding !== undefined ? null : Number(length);
}

function readNumber(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
