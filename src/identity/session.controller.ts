import { Body, Controller, Post, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { parse } from '../platform/http/parse.js';
import { actorOf } from '../platform/http/request.js';
import { CurrentAccount, Public, SignedIn } from './access.js';
import { ChooseHat } from './choose-hat.js';
import { clearedCookie } from './cookie.js';
import { EndSession } from './end-session.js';
import { LiveAuthority } from './live-authority.js';
import { Navigation, placeOf } from '../frame/navigation.js';
import { idOf, sessionOf, wayBack } from './own-session.js';

/** Where a form of the frame goes next. */
interface Next {
  readonly url: string;
  readonly statusCode: 303;
}

const to = (url: string): Next => ({ url, statusCode: 303 });
const hatBody = z.object({ hoed: z.string().max(36), terug: z.string().max(500).optional() });
const sessionBody = z.object({ sessie: z.string().regex(/^[0-9a-f]{64}$/) });

/** Signing out, and acting for another body. */
@Controller()
export class SessionController {
  constructor(
    private readonly endSession: EndSession,
    private readonly authority: LiveAuthority,
    private readonly chooseHat: ChooseHat,
    private readonly navigation: Navigation,
  ) {}

  /** For everyone: who has no session any more is signed out as well. */
  @Post('afmelden')
  @Public()
  @Redirect('/', 303)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Next> {
    const actor = actorOf(request);
    this.authority.release(request);
    if (request.sessionId !== undefined && (actor.kind === 'person' || actor.kind === 'hatless'))
      await this.endSession.run(request.sessionId, actor);
    void reply.header('set-cookie', clearedCookie());
    return to('/inloggen?melding=afgemeld');
  }

  @Post('account/overal-afmelden')
  @SignedIn()
  @Redirect('/', 303)
  async signOutEverywhere(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentAccount() actor: PersonActor | HatlessActor,
  ): Promise<Next> {
    sessionOf(request);
    this.authority.release(request);
    await this.endSession.everywhere(actor);
    void reply.header('set-cookie', clearedCookie());
    return to('/inloggen?melding=overal');
  }

  @Post('account/sessies/beeindigen')
  @SignedIn()
  @Redirect('/', 303)
  async endOther(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: PersonActor | HatlessActor,
    @Body() body: unknown,
  ): Promise<Next> {
    sessionOf(request);
    this.authority.release(request);
    await this.endSession.run(parse(sessionBody, body).sessie, actor);
    return to('/account?melding=sessie-beeindigd');
  }

  /** Goes back to the page one was on when the new hat has that place, else to the beginning. */
  @Post('rol')
  @SignedIn()
  @Redirect('/', 303)
  async choose(
    @Req() request: FastifyRequest,
    @CurrentAccount() actor: PersonActor | HatlessActor,
    @Body() body: unknown,
  ): Promise<Next> {
    const { hoed, terug } = parse(hatBody, body);
    const hat = await this.chooseHat.run(idOf(hoed), sessionOf(request), actor);
    return to(placeOf(wayBack(terug), this.navigation.placesFor(hat))?.href ?? '/');
  }
}
