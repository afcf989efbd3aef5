import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { DaysPage } from './days.page.js';
import { DeadDispatchesPage } from './dead-dispatches.page.js';
import { ListDeadDispatches, SendDispatchAgain } from './dead-dispatches.js';
import { DispatchNotices } from './dispatch-notices.js';
import { FollowedPage } from './followed.page.js';
import { HomePage } from './home.page.js';
import { ListMailbox } from './list-mailbox.js';
import { ListNotices } from './list-notices.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';
import { NoticeStore } from './notice.store.js';
import { NoticesController } from './notices.controller.js';
import { NotifyWorker } from './notify.worker.js';
import { PlanReminders } from './plan-reminders.js';
import { ReminderAgenda } from './reminder-agenda.js';
import { ReminderLetters } from './reminder-letters.js';
import { RemindersPage } from './reminders.page.js';
import { ReviewReminders } from './review-reminders.js';
import { SendMail } from './send-mail.js';
import { SendWaiting } from './send-waiting.js';
import { ShowDays } from './show-days.js';
import { ShowNotice } from './show-notice.js';
import { ShowStart } from './show-start.js';
import { TellBodies } from './tell-bodies.js';
import { UnseenCounts } from './unseen-counts.js';
import { SendWebhooks } from './send-webhooks.js';
import { KeepWebhook } from './keep-webhook.js';
import { WebhookPage } from './webhook.page.js';
import { KeepWishes } from './keep-wishes.js';
import { WishesPage } from './wishes.page.js';

/** Notices to bodies, what goes out of them, and the begin page on which they stand. */
@Module({
  imports: [IdentityModule, ElectionsModule, RoutingModule],
  controllers: [
    DaysPage,
    DeadDispatchesPage,
    FollowedPage,
    HomePage,
    NoticesController,
    RemindersPage,
    WebhookPage,
    WishesPage,
  ],
  providers: [
    DispatchNotices,
    ListDeadDispatches,
    ListMailbox,
    ListNotices,
    MarkNoticeSeen,
    NoticeStore,
    NotifyWorker,
    PlanReminders,
    ReminderLetters,
    ReminderAgenda,
    ReviewReminders,
    SendDispatchAgain,
    SendMail,
    SendWaiting,
    ShowDays,
    ShowNotice,
    ShowStart,
    TellBodies,
    UnseenCounts,
    KeepWebhook,
    KeepWishes,
    SendWebhooks,
  ],
  exports: [ListDeadDispatches, ListMailbox],
})
export class NotifyModule {}
