import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AcceptInvitation } from './accept-invitation.js';
import { AccountPage } from './account.page.js';
import { AccountsWorker } from './accounts.worker.js';
import { AddPasskey } from './add-passkey.js';
import { AddPeople } from './add-people.js';
import { AttemptLimit } from './attempt-limit.js';
import { AuditLogPage } from './audit-log.page.js';
import { ChallengeSignIn } from './challenge-sign-in.js';
import { ChooseHat } from './choose-hat.js';
import { CreateFirstInvitation } from './create-first-invitation.js';
import { CreatePerson } from './create-person.js';
import { EndHat } from './end-hat.js';
import { EndSession } from './end-session.js';
import { FormRefusals } from './form-refusals.js';
import { ForgetExpired } from './forget-expired.js';
import { GrantHat } from './grant-hat.js';
import { IdentifyCaller } from './identify-caller.js';
import { InvitationPage } from './invitation.page.js';
import { InvitePerson } from './invite-person.js';
import { IssueToken } from './issue-token.js';
import { ListHats } from './list-hats.js';
import { ListRehearsalPeople } from './list-rehearsal-people.js';
import { MakePasskey } from './make-passkey.js';
import { OfferPasskey } from './offer-passkey.js';
import { PasskeysController } from './passkeys.controller.js';
import { PeopleDesk } from './people-desk.js';
import { PeoplePage } from './people.page.js';
import { PageFrame } from './page-frame.js';
import { RecogniseCaller } from './recognise-caller.js';
import { RehearsalPage } from './rehearsal.page.js';
import { RemovePasskey } from './remove-passkey.js';
import { RenewInvitation } from './renew-invitation.js';
import { RevokeToken } from './revoke-token.js';
import { SessionController } from './session.controller.js';
import { ShowAccount } from './show-account.js';
import { ShowInvitation } from './show-invitation.js';
import { ShowPeople } from './show-people.js';
import { SignInInRehearsal } from './sign-in-in-rehearsal.js';
import { SignInPage } from './sign-in.page.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';

const SHARED = [
  AddPeople,
  CreateFirstInvitation,
  CreatePerson,
  GrantHat,
  IdentifyCaller,
  FormRefusals,
  IssueToken,
  ListHats,
  PageFrame,
  RecogniseCaller,
];

/** Who somebody is, and what they may touch. */
@Module({
  imports: [AuditModule],
  controllers: [
    SessionController,
    PasskeysController,
    AccountPage,
    AuditLogPage,
    InvitationPage,
    PeoplePage,
    RehearsalPage,
    SignInPage,
  ],
  providers: [
    ...SHARED,
    AttemptLimit,
    AcceptInvitation,
    AccountsWorker,
    AddPasskey,
    ChallengeSignIn,
    ChooseHat,
    EndHat,
    EndSession,
    ForgetExpired,
    InvitePerson,
    ListRehearsalPeople,
    MakePasskey,
    OfferPasskey,
    PeopleDesk,
    RemovePasskey,
    RenewInvitation,
    RevokeToken,
    ShowAccount,
    ShowInvitation,
    ShowPeople,
    SignInInRehearsal,
    SignInWithPasskey,
  ],
  exports: [...SHARED, ChooseHat],
})
export class AccountsModule {}
