import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Navigation, placeOf } from '../frame/navigation.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { inSession, passes, PUBLIC, SIGNED_IN } from '../platform/http/access.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, json, page, script, type Form, type Input } from '../platform/http/route.js';
import { addressAgain, sentFields, withoutParameter, withParameter } from '../platform/http/sent-again.js';
import { actorOf, originOf } from '../platform/http/request.js';
import { MADE_FOR } from '../web/components/index.js';
import { ChooseHat } from './choose-hat.js';
import { EndSession } from './end-access.js';
import { signInAnswer } from './passkey-ceremony.js';
import { IDENTITY_REFUSALS } from './refusals.js';
import { clearedCookie, sessionCookie, sessionOf, wayBack } from './session.js';
import { ConfirmPerson, SignInWithPasskey } from './sign-in-with-passkey.js';
import { ConfirmBody, OtherRoleBody, SignInAgainBody, SignInBody, type Waiting } from './sign-in-view.js';
import { onwards } from '../web/onwards.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  afgemeld: { tone: 'ok', title: 'U bent afgemeld' },
  overal: { tone: 'ok', title: 'U bent overal afgemeld', text: 'Al uw sessies zijn beëindigd.' },
};

/** Users authenticate as prescribed. */
const law = 'Kiesbesluit Ea 3 lid 3 a';
const address = z.string().max(500).optional();
const signIn = page({
  path: '/inloggen',
  access: PUBLIC,
  title: 'Inloggen',
  query: z.object({ naar: z.unknown().optional() }),
});
const asking = script({ path: '/inloggen/passkey/opties', access: PUBLIC, limited: 'signIn' });
const answering = script({
  path: '/inloggen/passkey/antwoord',
  access: PUBLIC,
  law,
  limited: 'signIn',
  body: json(z.object({ antwoord: signInAnswer, naar: address, hoed: anId.optional() })),
  refusals: ['accounts.passkeyRefused'],
});
const confirmAsking = script({ path: '/bevestigen/passkey/opties', access: inSession(SIGNED_IN) });
const confirmAnswering = script({
  path: '/bevestigen/passkey/antwoord',
  access: inSession(SIGNED_IN),
  law,
  body: json(z.object({ antwoord: signInAnswer })),
  refusals: ['accounts.passkeyRefused'],
});
/** How long the session still stands. Asked by hand it is use of it; a page that asks by itself only hears. */
const looking = script({ path: '/sessie', access: inSession(SIGNED_IN) });
/** For everyone: who has no session any more is signed out as well. */
const signOut = form({ path: '/afmelden', access: PUBLIC });
const choosing = form({
  path: '/rol',
  access: inSession(SIGNED_IN),
  body: fields(z.object({ hoed: anId, terug: address, naar: address })),
});

/** Back to the role that a form was made for, with that form: `formulier` is where it goes, `naar` where it stood. */
const goingBack = form({
  path: '/rol/verder',
  access: inSession(SIGNED_IN),
  query: z.object({ hoed: anId, formulier: address, naar: address }),
});

/**
 * Whether a link on another site led here (Fetch Metadata, W3C): then the browser kept the session's cookie back, which is
 * SameSite=Strict, and nobody knows whether there is a session.
 */
function cameFromElsewhere({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] === 'navigate';
}

/** Signing in, and confirming that one is still there. */
@Controller()
export class SignInPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly signInWith: SignInWithPasskey,
    private readonly confirm: ConfirmPerson,
  ) {}

  @Handle(signIn)
  async show({ actor, query }: Input<typeof signIn>, { request }: Call): Promise<string> {
    const known = actor.kind === 'person' || actor.kind === 'hatless';
    if (!known && cameFromElsewhere(request)) return onwards(wayBack(query.naar));
    return this.frame.html(request, {
      title: signIn.title,
      flash: flashOf(request, FLASHES),
      body: (
        <SignInBody
          known={known}
          to={wayBack(query.naar)}
          rehearsal={this.frame.isRehearsal}
          onCall={await this.frame.onCall.now()}
        />
      ),
    });
  }

  @Handle(asking)
  async options() {
    return this.signInWith.begin();
  }

  @Handle(answering)
  async answer({ body: { antwoord, naar, hoed } }: Input<typeof answering>, { request, reply }: Call) {
    const before = { sessionId: request.sessionId, hatId: hoed };
    const secret = await this.signInWith.run(antwoord, originOf(request), before);
    void reply.header('set-cookie', sessionCookie(secret));
    return { volgende: wayBack(naar) };
  }

  @Handle(confirmAsking)
  async confirmOptions({ actor }: Input<typeof confirmAsking>) {
    return this.confirm.begin(actor);
  }

  @Handle(confirmAnswering)
  async confirmAnswer({ actor, body }: Input<typeof confirmAnswering>) {
    await this.confirm.run(body.antwoord, actor);
    return { volgende: '/' };
  }
}

/** Signing out, and choosing for whom one acts. */
@Controller()
export class SessionPage {
  constructor(
    private readonly endSession: EndSession,
    private readonly chooseHat: ChooseHat,
    private readonly navigation: Navigation,
  ) {}

  @Handle(signOut)
  async leave({ actor }: Input<typeof signOut>, { request }: Call) {
    if (request.sessionId !== undefined && (actor.kind === 'person' || actor.kind === 'hatless'))
      await this.endSession.run(request.sessionId, actor);
    return signedOut('afgemeld');
  }

  @Handle(looking)
  async look({ actor }: Input<typeof looking>, { request: { sessionLeft } }: Call) {
    const seconds = (ms = 0) => Math.floor(ms / 1000);
    return {
      stil: seconds(sessionLeft?.idleMs),
      einde: seconds(sessionLeft?.endMs),
      namens: actor.kind === 'person' ? actor.hat.id : null,
    };
  }

  /**
   * Goes back to the page one was on when the new hat has that place, else to the beginning. `naar`: to that very page, by
   * who knows that it is one of the new hat's.
   */
  @Handle(choosing)
  async choose({ actor, body: { hoed, terug, naar } }: Input<typeof choosing>) {
    const hat = await this.chooseHat.run(hoed, sessionOf(actor), actor);
    const wanted = wayBack(naar ?? terug);
    const place = placeOf(wanted, this.navigation.placesFor(hat));
    return seeOther(place === null ? '/' : naar === undefined ? place.href : wanted);
  }

  /** Has the browser send the same fields on, to be shown and no more. */
  @Handle(goingBack)
  async goBack({ actor, query: { hoed, formulier, naar } }: Input<typeof goingBack>) {
    await this.chooseHat.run(hoed, sessionOf(actor), actor);
    const location = addressAgain(withParameter(wayBack(formulier), MADE_FOR, hoed), wayBack(naar));
    return new Answered<undefined>(307, undefined, { location }) as Answered<never>;
  }
}

/** To the page where one signs in, without the session's cookie. */
export function signedOut(melding: 'afgemeld' | 'overal'): Answered<never> {
  const { status, body, headers } = seeOther(`/inloggen?melding=${melding}`);
  return new Answered(status, body, { ...headers, 'set-cookie': clearedCookie() });
}

/**
 * What answers a form that asked for a sensitive act too long after the passkey was used (access.confirmFirst), or the page of
 * one. It holds what the form sent, and sends it again when the passkey was used: nothing is lost and nothing was done yet. Files
 * do not come along: a form that has them is shown again instead. `page`: where it stood.
 */
export async function confirmFirst(
  frame: PageFrame,
  request: FastifyRequest,
  form: Form | undefined,
  page: string,
): Promise<string> {
  const { method, url } = request;
  const files = method === 'POST' && form?.body?.kind === 'parts';
  const waiting: Waiting = method === 'GET' ? 'page' : { sent: await sentFields(request), files };
  return frame.html(request, {
    title: IDENTITY_REFUSALS['access.confirmFirst'].title,
    lead: 'U gebruikte uw passkey langer dan 10 minuten geleden. Voor deze handeling vragen wij er opnieuw om.',
    body: <ConfirmBody action={files ? addressAgain(url, page) : url} waiting={waiting} />,
  });
}

/**
 * What answers a form whose session was over. It holds what the form sent (no files) and where it stood; signed in again,
 * one sees that page with that input, and presses its button. Nothing is kept here, for nobody is known.
 */
export async function signInAgain(
  frame: PageFrame,
  request: FastifyRequest,
  form: Form,
  page: string,
): Promise<string> {
  const sent = await sentFields(request);
  const { [MADE_FOR]: hat } = request.query as Record<string, unknown>;
  return frame.html(request, {
    title: 'Uw sessie is voorbij',
    lead: form.kept ?? 'Er is nog niets veranderd.',
    body: (
      <SignInAgainBody
        again={addressAgain(request.url, page)}
        sent={sent}
        files={form.body?.kind === 'parts'}
        page={page}
        hat={anId.safeParse(hat).data}
        rehearsal={frame.isRehearsal}
      />
    ),
  });
}

/**
 * What answers a form that was made for another role than the session has now. It holds what the form sent (no files), and
 * lets its sender say for which role it is meant: that shows the form again, and does nothing yet.
 */
export async function otherRole(
  frame: PageFrame,
  request: FastifyRequest,
  form: Form,
  page: string,
): Promise<string> {
  const { [MADE_FOR]: hat } = request.query as Record<string, unknown>;
  const { hats = [], currentHat } = await frame.around(request);
  const sent = await sentFields(request);
  const url = withoutParameter(request.url, MADE_FOR);
  const before = hats.find(({ id }) => id === hat);
  const back = new URLSearchParams({ hoed: before?.id ?? '', formulier: url, naar: page });
  return frame.html(request, {
    title: IDENTITY_REFUSALS['access.otherRole'].title,
    lead: form.kept ?? 'Er is nog niets veranderd.',
    hasErrors: true,
    body: (
      <OtherRoleBody
        again={addressAgain(url, page)}
        back={`/rol/verder?${back.toString()}`}
        sent={sent}
        files={form.body?.kind === 'parts'}
        page={page}
        before={before?.label}
        now={hats.find(({ id }) => id === currentHat)?.label}
        may={passes(form.access, actorOf(request), true) === 'yes'}
      />
    ),
  });
}
