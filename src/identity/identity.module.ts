import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Navigation } from '../frame/navigation.js';
import { PageFrame } from '../frame/page-frame.js';
import { AcceptInvitation } from './accept-invitation.js';
import { AccountPage } from './account.page.js';
import { IdentityWorker } from './identity.worker.js';
import { AddPasskey } from './add-passkey.js';
import { AttemptLimit } from './attempt-limit.js';
import { ChooseHat } from './choose-hat.js';
import { ConfirmPage } from './confirm.page.js';
import { EndSession } from './end-session.js';
import { ForgetExpired } from './forget-expired.js';
import { IdentifyCaller } from './identify-caller.js';
import { InvitationPage } from './invitation.page.js';
import { IssueToken } from './issue-token.js';
import { ListHats } from './list-hats.js';
import { LiveAuthority } from './live-authority.js';
import { MakePasskey } from './add-passkey.js';
import { OfferPasskey } from './offer-passkey.js';
import { PasskeysController } from './passkeys.controller.js';
import { RemovePasskey } from './remove-passkey.js';
import { RevokeToken } from './revoke-token.js';
import { SessionController } from './session.controller.js';
import { ShowAccount } from './show-account.js';
import { ShowInvitation } from './show-invitation.js';
import { SignInPage } from './sign-in.page.js';
import { AskPasskey, ConfirmPerson, SignInWithPasskey } from './sign-in-with-passkey.js';

const SHARED = [IdentifyCaller, LiveAuthority, IssueToken, ListHats];

/** Who somebody is: passkeys, sessions, tokens, invitations. */
@Module({
  imports: [AuditModule],
  controllers: [SessionController, PasskeysController, AccountPage, ConfirmPage, InvitationPage, SignInPage],
  providers: [
    ...SHARED,
    AttemptLimit,
    AcceptInvitation,
    IdentityWorker,
    AddPasskey,
    AskPasskey,
    ConfirmPerson,
    ChooseHat,
    EndSession,
    ForgetExpired,
    MakePasskey,
    OfferPasskey,
    RemovePasskey,
    RevokeToken,
    ShowAccount,
    ShowInvitation,
    SignInWithPasskey,
  ],
  exports: [...SHARED, ChooseHat, RevokeToken, ShowAccount],
})
export class IdentityModule {
  constructor(frame: PageFrame, navigation: Navigation, hats: ListHats) {
    frame.knowHats((personId) => hats.run(personId));
    navigation.add({ order: 80, href: '/account', label: 'Account', levels: null });
  }
}
