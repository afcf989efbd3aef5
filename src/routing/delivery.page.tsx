import { Body, Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { AttemptLog } from '../audit/attempts.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { readFingerprintForm, type TypedFingerprint } from '../web/fingerprint-form.js';
import { AcknowledgeDelivery } from './acknowledge-delivery.js';
import { numberOf } from './bundle-deliveries.js';
import { CompareWithPaper } from './compare-with-paper.js';
import { DeliveryView, type WrongFingerprint } from './delivery-view.js';
import { RECEIVERS } from './received-input.js';
import { ROUTING_REFUSALS } from './refusals.js';
import { ShowDelivery } from './show-delivery.js';

const HTML = 'text/html; charset=utf-8';
const NOT_COMPLETE =
  'Vul alle 16 groepen van 4 tekens in. Er komen alleen cijfers en de letters a tot en met f in voor.';

const FLASHES: Readonly<Record<string, Flash>> = {
  bevestigd: { tone: 'ok', title: 'U heeft de ontvangst bevestigd' },
  gelijk: {
    tone: 'ok',
    title: 'De vingerafdruk is gelijk',
    text: 'Alle 64 tekens zijn gelijk aan wat u overtypte van het papieren proces-verbaal.',
  },
};

/** One delivery in the browser, with its two marks. */
@Controller('ontvangen/:id')
@Allow(RECEIVERS)
export class DeliveryPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly delivery: ShowDelivery,
    private readonly acknowledge: AcknowledgeDelivery,
    private readonly compare: CompareWithPaper,
    private readonly attempts: AttemptLog,
  ) {}

  @Get()
  @Header('content-type', HTML)
  show(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    return this.page(request, actor, id, null);
  }

  @Post('bevestigen')
  async confirm(
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id: known } = await this.acknowledge.run(actor, id);
    await reply.redirect(`/ontvangen/${known}?melding=bevestigd`, 303);
  }

  @Post('gelijk')
  async equal(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const typed = readFingerprintForm((body ?? {}) as Record<string, unknown>);
    const wrong = await this.differs(request, actor, id, typed);
    if (wrong === null) {
      await reply.redirect(`/ontvangen/${id}?melding=gelijk`, 303);
      return;
    }
    const html = await this.page(request, actor, id, wrong);
    await reply
      .status(typed.kind === 'complete' ? 409 : 400)
      .type(HTML)
      .send(html);
  }

  /** Null when it is equal. What differs is logged here, because the answer is a page and no refusal. */
  private async differs(
    request: FastifyRequest,
    actor: PersonActor,
    id: string,
    typed: TypedFingerprint,
  ): Promise<WrongFingerprint | null> {
    if (typed.kind !== 'complete') return { message: NOT_COMPLETE, typed };
    try {
      await this.compare.run(actor, id, typed.fingerprint);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'delivery.differsFromPaper') throw error;
      const { code } = error;
      const { method, traceId } = request;
      await this.attempts.record({ actor, method, route: '/ontvangen/:id/gelijk', traceId, code });
      return { message: ROUTING_REFUSALS['delivery.differsFromPaper'].detail, typed };
    }
  }

  private async page(
    request: FastifyRequest,
    actor: PersonActor,
    id: string,
    wrong: WrongFingerprint | null,
  ): Promise<string> {
    const shown = await this.delivery.run(actor, id);
    return await this.frame.html(request, {
      title: `Levering ${numberOf(shown.delivery)}`,
      lead: shown.about.name,
      back: { href: '/ontvangen', label: 'Ontvangen bestanden' },
      flash: wrong === null ? flashOf(request, FLASHES) : undefined,
      hasErrors: wrong !== null,
      body: <DeliveryView shown={shown} wrong={wrong} />,
    });
  }
}
