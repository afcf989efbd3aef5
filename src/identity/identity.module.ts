import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PageFrame } from '../frame/page-frame.js';
import { AcceptInvitation, ShowInvitation } from './accept-invitation.js';
import { AccountPage, OwnAccessPage } from './account.page.js';
import { ForgetExpired } from './forget-expired.js';
import { ChangePhone } from './change-phone.js';
import { AddPasskey, MakePasskey, OfferPasskey, RemovePasskey } from './change-passkeys.js';
import { AttemptLimit } from './attempt-limit.js';
import { ChooseHat, ListHats } from './choose-hat.js';
import { EndSession } from './end-access.js';
import { IdentifyCaller } from './identify-caller.js';
import { InvitationPage } from './invitation.page.js';
import { IssueToken, RevokeToken } from './change-tokens.js';
import { LiveAuthority } from './live-authority.js';
import { ShowAccount } from './show-account.js';
import { SessionPage, SignInPage } from './sign-in.page.js';
import { AskPasskey, ConfirmPerson, SignInWithPasskey } from './sign-in-with-passkey.js';

const SHARED = [AttemptLimit, IdentifyCaller, LiveAuthority, IssueToken, ListHats];

/** Who somebody is: passkeys, sessions, tokens, invitations. */
@Module({
  imports: [AuditModule],
  controllers: [AccountPage, OwnAccessPage, InvitationPage, SessionPage, SignInPage],
  providers: [
    ...SHARED,
    AcceptInvitation,
    AddPasskey,
    AskPasskey,
    ConfirmPerson,
    ChooseHat,
    EndSession,
    ForgetExpired,
    MakePasskey,
    OfferPasskey,
    RemovePasskey,
    ChangePhone,
    RevokeToken,
    ShowAccount,
    ShowInvitation,
    SignInWithPasskey,
  ],
  exports: [...SHARED, ChooseHat, RevokeToken, ShowAccount],
})
export class IdentityModule {
  constructor(frame: PageFrame, hats: ListHats) {
    frame.knowHats((personId) => hats.run(personId));
  }
}
