import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Allow, CurrentPerson } from '../identity/access.js';
import type { PersonActor } from '../kernel/actor.js';
import { parse } from '../platform/http/parse.js';
import { AcknowledgeDelivery } from './acknowledge-delivery.js';
import { AskAgain } from './ask-again.js';
import { CompareWithPaper } from './compare-with-paper.js';
import { filterRows } from './inbox.js';
import { ListInbox } from './list-inbox.js';
import { boardQuery, fingerprintBody, RECEIVERS, requestBody } from './received-input.js';
import { deliveryJson, inboxJson } from './received-json.js';
import { ShowDelivery } from './show-delivery.js';

/** What a body received, for programs: `/v1/ontvangen`. */
@Controller('v1/ontvangen')
@Allow(RECEIVERS)
export class ReceivedController {
  constructor(
    private readonly inbox: ListInbox,
    private readonly delivery: ShowDelivery,
    private readonly acknowledge: AcknowledgeDelivery,
    private readonly compare: CompareWithPaper,
    private readonly ask: AskAgain,
  ) {}

  /** `sinds` and `status` narrow both the lines and the deliveries that belong to them. */
  @Get()
  async list(@Query() query: unknown, @CurrentPerson() actor: PersonActor) {
    const { verkiezing, status, sinds } = parse(boardQuery, query);
    const inbox = await this.inbox.run(actor, verkiezing ?? null);
    const rows = filterRows(inbox.rows, status ?? null, sinds ?? null);
    const shown = new Set(rows.map((row) => row.file?.id));
    const files = inbox.files.filter(
      (file) => (status === undefined || shown.has(file.id)) && (sinds === undefined || file.at >= sinds),
    );
    return inboxJson({ ...inbox, rows, files });
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    return await this.shown(actor, id);
  }

  @Post(':id/bevestigen')
  @HttpCode(200)
  async confirm(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    await this.acknowledge.run(actor, id);
    return await this.shown(actor, id);
  }

  @Post(':id/gelijk')
  @HttpCode(200)
  async equal(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() actor: PersonActor) {
    const { vingerafdruk } = parse(fingerprintBody, body);
    await this.compare.run(actor, id, vingerafdruk);
    return await this.shown(actor, id);
  }

  /** Kieswet O 2 and P 1c: the HSB and the CSB ask for what they did not receive as required. */
  @Post('verzoek')
  @Allow(['HSB', 'CSB'])
  @HttpCode(202)
  async request(@Body() body: unknown, @CurrentPerson() actor: PersonActor) {
    const { niveau, code, bericht } = parse(requestBody, body);
    const at = await this.ask.run(actor, { committee: { level: niveau, code }, message: bericht });
    return { stembureau: { niveau, code }, bericht, gevraagd: at.toISOString() };
  }

  private async shown(actor: PersonActor, id: string) {
    const { delivery, versions } = await this.delivery.run(actor, id);
    return deliveryJson(delivery, versions);
  }
}
