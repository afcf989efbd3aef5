import { Body, Controller, HttpCode, Post, Redirect, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { parse } from '../platform/http/parse.js';
import { CurrentAccount, SignedIn } from './access.js';
import { AddPasskey } from './add-passkey.js';
import { OfferPasskey } from './offer-passkey.js';
import { sessionOf } from './own-session.js';
import { registrationAnswer } from './passkey-ceremony.js';
import { RemovePasskey } from './remove-passkey.js';
import { line } from '../frame/text.js';

const fields = z.object({ naam: line(60, 'Vul een naam voor de passkey in.') });
const answerBody = fields.extend({ antwoord: registrationAnswer });
const removal = z.object({ passkey: z.string().max(1400) });

/** One's own passkeys: adding and removing. */
@Controller('account/passkey')
export class PasskeysController {
  constructor(
    private readonly offer: OfferPasskey,
    private readonly add: AddPasskey,
    private readonly remove: RemovePasskey,
  ) {}

  @Post('opties')
  @SignedIn()
  @HttpCode(200)
  async options(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: PersonActor | HatlessActor,
    @Body() body: unknown,
  ) {
    sessionOf(request);
    parse(fields, body);
    return this.offer.run(actor);
  }

  @Post('antwoord')
  @SignedIn()
  @HttpCode(200)
  async answer(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: PersonActor | HatlessActor,
    @Body() body: unknown,
  ): Promise<{ volgende: string }> {
    sessionOf(request);
    const { naam, antwoord } = parse(answerBody, body);
    await this.add.run(antwoord, naam, actor);
    return { volgende: '/account?melding=passkey-toegevoegd' };
  }

  @Post('verwijderen')
  @SignedIn()
  @Redirect('/account?melding=passkey-verwijderd', 303)
  async takeAway(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: PersonActor | HatlessActor,
    @Body() body: unknown,
  ): Promise<void> {
    sessionOf(request);
    await this.remove.run(parse(removal, body).passkey, actor);
  }
}
