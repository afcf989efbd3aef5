import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { AnswerReferral } from './answer-referral.js';
import { FindReferrals } from './find-referrals.js';
import { ReferralStore } from './referral.store.js';
import { ReferralsAgenda } from './referrals-agenda.js';
import { ReferralsController } from './referrals.controller.js';
import { ReferralsPage } from './referrals.page.js';
import { ReferStations } from './refer-stations.js';
import { ShowReferrals } from './show-referrals.js';

/** Polling stations that a CSB sends back to a GSB, and what the GSB answers. */
@Module({
  imports: [IdentityModule, ElectionsModule, RoutingModule],
  controllers: [ReferralsController, ReferralsPage],
  providers: [AnswerReferral, FindReferrals, ReferralStore, ReferralsAgenda, ReferStations, ShowReferrals],
})
export class ReferralsModule {}
