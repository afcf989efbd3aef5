import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PageFrame } from '../frame/page-frame.js';
import { AcceptInvitation } from './accept-invitation.js';
import { AccountPage, OwnAccessPage } from './account.page.js';
import { IdentityWorker } from './identity.worker.js';
import { AddPasskey } from './add-passkey.js';
import { AttemptLimit } from './attempt-limit.js';
import { ChooseHat } from './choose-hat.js';
import { EndSession } from './end-session.js';
import { ForgetExpired } from './forget-expired.js';
import { IdentifyCaller } from './identify-caller.js';
import { InvitationPage } from './invitation.page.js';
import { IssueToken } from './issue-token.js';
import { ListHats } from './list-hats.js';
import { LiveAuthority } from './live-authority.js';
import { MakePasskey } from './add-passkey.js';
import { OfferPasskey } from './offer-passkey.js';
import { RemovePasskey } from './remove-passkey.js';
import { RevokeToken } from './revoke-token.js';
import { ShowAccount } from './show-account.js';
import { ShowInvitation } from './show-invitation.js';
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
  constructor(frame: PageFrame, hats: ListHats) {
    frame.knowHats((personId) => hats.run(personId));
  }
}
