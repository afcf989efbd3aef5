import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { line, phoneNumber } from '../frame/text.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats, inSession, SIGNED_IN } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, json, page, script, type Input } from '../platform/http/route.js';
import { AccountBody, LostPasskey, type AccountView } from './account-view.js';
import { ChangePhone } from './change-phone.js';
import { AddPasskey, OfferPasskey, RemovePasskey } from './change-passkeys.js';
import { EndSession } from './end-access.js';
import { IssueToken, LONGEST_TOKEN_DAYS, RevokeToken } from './change-tokens.js';
import { RemovePasskeyView, RevokeTokenView } from './end-own-view.js';
import { registrationAnswer } from './passkey-ceremony.js';
import { sessionOf } from './session.js';
import { ShowAccount } from './show-account.js';
import { signedOut } from './sign-in.page.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  telefoon: { tone: 'ok', title: 'Uw telefoonnummer is bewaard' },
  'passkey-toegevoegd': { tone: 'ok', title: 'De passkey is toegevoegd' },
  'passkey-verwijderd': { tone: 'ok', title: 'De passkey is verwijderd' },
  'sessie-beeindigd': { tone: 'ok', title: 'De sessie is beëindigd' },
  'token-ingetrokken': {
    tone: 'ok',
    title: 'Het token is ingetrokken',
    text: 'Het werkt vanaf nu niet meer.',
  },
};

const access = inSession(SIGNED_IN);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const DAYS = `Vul een getal in van 1 tot en met ${LONGEST_TOKEN_DAYS}.`;
const passkeyName = z.object({ naam: line(60, 'Vul een naam voor de passkey in.') });

const account = page({
  path: '/account',
  access,
  title: 'Uw account',
  nav: { label: 'Account', place: 80 },
});
const phoning = form({
  path: '/account/telefoon',
  access,
  body: fields(z.object({ telefoon: phoneNumber })),
  field: 'telefoon',
});
const issuing = form({
  path: '/account/tokens',
  access: inSession(hats(LEVELS)),
  body: fields(
    z.object({
      label: line(60, 'Vul een naam voor het token in.'),
      dagen: z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(LONGEST_TOKEN_DAYS, DAYS),
    }),
  ),
  field: 'label',
});
const aToken = z.object({ token: hash });
const revoking = form({ path: '/account/tokens/intrekken', access, body: fields(aToken), grave: true });
const beforeRevoking = page({
  path: revoking.path,
  access,
  title: 'Dit token intrekken?',
  query: aToken.partial(),
});
const asking = script({
  path: '/account/passkey/opties',
  access,
  body: json(passkeyName),
  refusals: ['accounts.tooManyPasskeys'],
});
const adding = script({
  path: '/account/passkey/antwoord',
  access,
  body: json(passkeyName.extend({ antwoord: registrationAnswer })),
  refusals: ['accounts.passkeyNotAdded', 'accounts.tooManyPasskeys'],
});
const aPasskey = z.object({ passkey: z.string().max(1400) });
const removing = form({
  path: '/account/passkey/verwijderen',
  access,
  body: fields(aPasskey),
  grave: true,
});
const beforeRemoving = page({
  path: removing.path,
  access,
  title: 'Deze passkey verwijderen?',
  query: aPasskey.partial(),
});
const ending = form({
  path: '/account/sessies/beeindigen',
  access,
  endsSession: true,
  body: fields(z.object({ sessie: hash })),
});
const everywhere = form({ path: '/account/overal-afmelden', access, endsSession: true });

const BACK = { href: account.path, label: account.title };
const done = (melding: string) => seeOther(`/account?melding=${melding}`);

type Who = PersonActor | HatlessActor;

/** One's own account: roles, passkeys, sessions, tokens. Only with a session. */
@Controller()
export class AccountPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly accounts: ShowAccount,
    private readonly changePhone: ChangePhone,
    private readonly issue: IssueToken,
    private readonly revoke: RevokeToken,
  ) {}

  @Handle(account)
  show({ actor }: { actor: Who }, call: Call): Promise<string> {
    return this.page(actor, call);
  }

  @Handle(phoning, (on: AccountPage, { actor }, call) => on.page(actor, call))
  async phone({ actor, body: { telefoon } }: Input<typeof phoning>) {
    await this.changePhone.run(telefoon, actor);
    return done('telefoon');
  }

  /** The answer shows the token; it is not kept and no address gives it again. */
  @Handle(issuing, (on: AccountPage, { actor }, call) => on.page(actor, call))
  async issueToken({ actor, body: { label, dagen } }: Input<typeof issuing>, call: Call): Promise<string> {
    const issued = await this.issue.run({ hatId: actor.hat.id, label, days: dagen }, actor);
    return this.page(actor, { ...call, typed: {} }, issued);
  }

  @Handle(beforeRevoking)
  async beforeRevoke({ actor, query }: Input<typeof beforeRevoking>, { request }: Call): Promise<string> {
    const { tokens } = await this.accounts.run(actor.personId);
    const token = tokens.find(({ tokenHash }) => tokenHash === query.token);
    if (token === undefined) throw new Refusal('request.notFound');
    return this.frame.html(request, {
      ...{ title: beforeRevoking.title, active: account.path, back: BACK },
      body: <RevokeTokenView token={token} at={account.path} />,
    });
  }

  @Handle(revoking)
  async revokeToken({ actor, body }: Input<typeof revoking>) {
    await this.revoke.run(body.token, actor);
    return done('token-ingetrokken');
  }

  private async page(
    actor: Who,
    { request, problems, typed }: Call,
    issued: AccountView['issued'] = null,
  ): Promise<string> {
    const sessionId = sessionOf(actor);
    const found = await this.accounts.run(actor.personId);
    const worn = actor.kind === 'person' ? actor.hat.id : null;
    const hat = found.hats.find(({ id }) => id === worn) ?? null;
    return this.frame.html(request, {
      title: account.title,
      active: '/account',
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <>
          <AccountBody account={found} {...{ sessionId, hat, issued, problems, typed }} />
          <LostPasskey onCall={await this.frame.onCall.now()} />
        </>
      ),
    });
  }
}

/** What lets one in oneself: passkeys and sessions. */
@Controller()
export class OwnAccessPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly accounts: ShowAccount,
    private readonly offer: OfferPasskey,
    private readonly addPasskey: AddPasskey,
    private readonly removePasskey: RemovePasskey,
    private readonly endSession: EndSession,
  ) {}

  @Handle(asking)
  async options({ actor }: Input<typeof asking>) {
    return this.offer.run(actor);
  }

  @Handle(adding)
  async add({ actor, body: { naam, antwoord } }: Input<typeof adding>) {
    await this.addPasskey.run(antwoord, naam, actor);
    return { volgende: '/account?melding=passkey-toegevoegd' };
  }

  @Handle(beforeRemoving)
  async beforeRemove({ actor, query }: Input<typeof beforeRemoving>, { request }: Call): Promise<string> {
    const { passkeys } = await this.accounts.run(actor.personId);
    const passkey = passkeys.find(({ credentialId }) => credentialId === query.passkey);
    if (passkey === undefined) throw new Refusal('request.notFound');
    return this.frame.html(request, {
      ...{ title: beforeRemoving.title, active: account.path, back: BACK },
      body: <RemovePasskeyView passkey={passkey} />,
    });
  }

  @Handle(removing)
  async remove({ actor, body }: Input<typeof removing>) {
    await this.removePasskey.run(body.passkey, actor);
    return done('passkey-verwijderd');
  }

  @Handle(ending)
  async end({ actor, body }: Input<typeof ending>) {
    await this.endSession.run(body.sessie, actor);
    return done('sessie-beeindigd');
  }

  @Handle(everywhere)
  async endAll({ actor }: Input<typeof everywhere>) {
    await this.endSession.everywhere(actor);
    return signedOut('overal');
  }
}
