import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PageFrame } from '../frame/page-frame.js';
import { typedOf } from '../frame/form-refusals.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { parse } from '../platform/http/parse.js';
import { Button, Form, Paragraph, PasskeyForm } from '../web/components/index.js';
import { CurrentAccount, SignedIn } from './access.js';
import { sessionOf } from './own-session.js';
import { signInAnswer } from './passkey-ceremony.js';
import { IDENTITY_REFUSALS } from './refusals.js';
import { ConfirmPerson } from './sign-in-with-passkey.js';

const answerBody = z.object({ antwoord: signInAnswer });

/** Confirming with a passkey that one is still there, before a sensitive act. */
@Controller('bevestigen/passkey')
@SignedIn()
export class ConfirmPage {
  constructor(private readonly confirm: ConfirmPerson) {}

  @Post('opties')
  @HttpCode(200)
  async options(@Req() request: FastifyRequest, @CurrentAccount() actor: PersonActor | HatlessActor) {
    sessionOf(request);
    return this.confirm.begin(actor);
  }

  @Post('antwoord')
  @HttpCode(200)
  async answer(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: PersonActor | HatlessActor,
    @Body() body: unknown,
  ): Promise<{ volgende: string }> {
    sessionOf(request);
    await this.confirm.run(parse(answerBody, body).antwoord, actor);
    return { volgende: '/' };
  }
}

/**
 * What answers a form that asked for a sensitive act too long after the passkey was used (access.confirmFirst). It holds
 * what the form sent, and sends it again when the passkey was used: nothing is lost and nothing was done yet.
 */
export function confirmFirst(frame: PageFrame, request: FastifyRequest): Promise<string> {
  return frame.html(request, {
    title: IDENTITY_REFUSALS['access.confirmFirst'].title,
    lead: 'U gebruikte uw passkey langer dan 10 minuten geleden. Voor deze handeling vragen wij er opnieuw om.',
    body: (
      <>
        <Paragraph>Er is nog niets veranderd. Wat u invulde, blijft bewaard.</Paragraph>
        <PasskeyForm action="confirm" submit="Bevestig met passkey" />
        <Form action={request.url} hidden={typedOf(request.body)} afterPasskey>
          <Button kind="secondary">Ga verder na het bevestigen</Button>
        </Form>
      </>
    ),
  });
}
