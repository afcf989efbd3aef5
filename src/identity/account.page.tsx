import { Body, Controller, Get, Header, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { parse } from '../platform/http/parse.js';
import { CurrentAccount, SignedIn } from './access.js';
import { AccountBody, type AccountView } from './account-view.js';
import { FormRefusals, typedOf } from '../frame/form-refusals.js';
import { IssueToken, LONGEST_TOKEN_DAYS } from './issue-token.js';
import { sessionOf } from './own-session.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { IDENTITY_REFUSALS } from './refusals.js';
import { RevokeToken } from './revoke-token.js';
import { ShowAccount } from './show-account.js';
import { line } from '../frame/text.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  ingesteld: {
    tone: 'ok',
    title: 'Uw account is ingesteld',
    text: 'Voeg nu een tweede passkey toe, voor als u de eerste kwijt bent.',
  },
  'passkey-toegevoegd': { tone: 'ok', title: 'De passkey is toegevoegd' },
  'passkey-verwijderd': { tone: 'ok', title: 'De passkey is verwijderd' },
  'sessie-beeindigd': { tone: 'ok', title: 'De sessie is beëindigd' },
  'token-ingetrokken': {
    tone: 'ok',
    title: 'Het token is ingetrokken',
    text: 'Het werkt vanaf nu niet meer.',
  },
};

const DAYS = `Vul een getal in van 1 tot en met ${LONGEST_TOKEN_DAYS}.`;
const tokenBody = z.object({
  label: line(60, 'Vul een naam voor het token in.'),
  dagen: z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(LONGEST_TOKEN_DAYS, DAYS),
});
const revocation = z.object({ token: z.string().regex(/^[0-9a-f]{64}$/) });

type Who = PersonActor | HatlessActor;

/** One's own account: roles, passkeys, sessions, tokens. Only with a session. */
@Controller('account')
export class AccountPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly accounts: ShowAccount,
    private readonly issue: IssueToken,
    private readonly revoke: RevokeToken,
    private readonly forms: FormRefusals,
  ) {}

  @Get()
  @SignedIn()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@Req() request: FastifyRequest, @CurrentAccount() actor: Who): Promise<string> {
    return this.page(request, actor, { flash: flashOf(request, FLASHES) });
  }

  /** The answer shows the token; it is not kept and no address gives it again. */
  @Post('tokens')
  @SignedIn()
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  async issueToken(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentAccount() actor: Who,
    @Body() body: unknown,
  ): Promise<string> {
    sessionOf(request);
    if (actor.kind !== 'person') throw new Refusal('request.notFound');
    try {
      const { label, dagen } = parse(tokenBody, body);
      const issued = await this.issue.run({ hatId: actor.hat.id, label, days: dagen }, actor);
      return await this.page(request, actor, { issued });
    } catch (error) {
      const problems = await this.forms.problems(request, error, {
        table: IDENTITY_REFUSALS,
        field: 'label',
      });
      void reply.status(422);
      return this.page(request, actor, { problems, typed: typedOf(body) });
    }
  }

  @Post('tokens/intrekken')
  @SignedIn()
  @Redirect('/account?melding=token-ingetrokken', 303)
  async revokeToken(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: Who,
    @Body() body: unknown,
  ): Promise<void> {
    sessionOf(request);
    await this.revoke.run(parse(revocation, body).token, actor);
  }

  private async page(
    request: FastifyRequest,
    actor: Who,
    { flash, ...shown }: Partial<AccountView> & { flash?: Flash | undefined },
  ): Promise<string> {
    const sessionId = sessionOf(request);
    const account = await this.accounts.run(actor.personId);
    const worn = actor.kind === 'person' ? actor.hat.id : null;
    const hat = account.hats.find(({ id }) => id === worn) ?? null;
    const view = { account, sessionId, hat, issued: null, problems: [], typed: {}, ...shown };
    return this.frame.html(request, {
      title: 'Uw account',
      active: '/account',
      flash,
      hasErrors: view.problems.length > 0,
      body: <AccountBody {...view} />,
    });
  }
}
