import { Body, Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parse } from '../platform/http/parse.js';
import { actorOf, originOf } from '../platform/http/request.js';
import { Public } from './access.js';
import { AttemptLimit } from './attempt-limit.js';
import { sessionCookie } from './cookie.js';
import { wayBack } from './own-session.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { signInAnswer } from './passkey-ceremony.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';
import { SignInBody } from './sign-in-view.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  afgemeld: { tone: 'ok', title: 'U bent afgemeld' },
  overal: { tone: 'ok', title: 'U bent overal afgemeld', text: 'Al uw sessies zijn beëindigd.' },
};

const answerBody = z.object({ antwoord: signInAnswer, naar: z.string().max(500).optional() });

/** Signing in with a passkey. */
@Controller('inloggen')
export class SignInPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly signIn: SignInWithPasskey,
    private readonly limit: AttemptLimit,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@Req() request: FastifyRequest, @Query('naar') wanted?: string): Promise<string> {
    const known = actorOf(request).kind === 'person' || actorOf(request).kind === 'hatless';
    return this.frame.html(request, {
      title: 'Inloggen',
      flash: flashOf(request, FLASHES),
      body: <SignInBody known={known} to={wayBack(wanted)} rehearsal={this.frame.isRehearsal} />,
    });
  }

  @Post('passkey/opties')
  @Public()
  @HttpCode(200)
  async options(@Req() request: FastifyRequest) {
    await this.limit.pass(request);
    return this.signIn.begin();
  }

  @Post('passkey/antwoord')
  @Public()
  @HttpCode(200)
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<{ volgende: string }> {
    await this.limit.pass(request);
    const { antwoord, naar } = parse(answerBody, body);
    const secret = await this.signIn.run(antwoord, originOf(request), request.sessionId);
    void reply.header('set-cookie', sessionCookie(secret));
    return { volgende: wayBack(naar) };
  }
}
