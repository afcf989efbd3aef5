import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { ReceiptView } from './receipt-view.js';
import { ShowReceipt } from './show-receipt.js';
import { submissionNumber } from './submission.js';

/** Step 3: the receipt, on screen and on one sheet of paper. */
@Controller('leveringen/:id/ontvangstbewijs')
@Allow(COMMITTEE_LEVELS)
export class ReceiptPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly receipt: ShowReceipt,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    const receipt = await this.receipt.run(id, actor);
    const { submission } = receipt.view;
    return await this.frame.html(request, {
      title: `Ontvangstbewijs ${submissionNumber(submission)}`,
      back: { href: `/leveringen/${submission.id}`, label: `Levering ${submissionNumber(submission)}` },
      body: <ReceiptView receipt={receipt} />,
    });
  }
}
