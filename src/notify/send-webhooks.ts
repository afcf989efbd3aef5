import { Injectable } from '@nestjs/common';
import { nameOfBody } from '../identity/person.store.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { reachOf } from '../platform/sending/web-address.js';
import { postJson, WEB_CALLS } from '../platform/sending/web-call.js';
import { Settings } from '../platform/settings.js';
import { keyOf } from './dispatch-notices.js';
import { pauseAfter, type HeldDispatch, type Outcome } from './dispatch.js';
import { kindOf } from './notice-kinds.js';
import { NoticeStore } from './notice.store.js';
import type { Prepared } from './send-lane.js';
import { noticeCall, signedHeaders, testCall, type Webhook } from './webhook.js';
import { webhooksByIds } from './webhook.store.js';

type CallRow = Pick<HeldDispatch, 'cause' | 'noticeId' | 'addressee'>;

/** A call of a row: where it goes and what it is about. Null: the webhook is gone, or the notice. */
type ToCall = { readonly webhook: Webhook; readonly subject: string; readonly body: string } | null;

const webhookId = ({ addressee }: CallRow) => addressee.replace(/^webhook:/, '');

/** Writes and sends the calls of rows to the webhooks of bodies. */
@Injectable()
export class SendWebhooks {
  /** How calls are made, and how long one that did not answer is left alone; a test looks names up in another way. */
  calls = { ...WEB_CALLS, restMs: pauseAfter(1) * 1_000 };
  /** Until when a webhook is left alone, so that others need not wait for it. */
  private readonly resting = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly notices: NoticeStore,
    private readonly settings: Settings,
  ) {}

  async prepare(rows: readonly HeldDispatch[]): Promise<readonly Prepared[]> {
    const found = await this.toCall(rows);
    return rows.map((row, i) => ({ row, send: () => this.send(row, found[i] ?? null) }));
  }

  /** To whom each row goes and about what, for who looks why it did not arrive; null: that is gone. */
  async shown(
    rows: readonly CallRow[],
  ): Promise<
    readonly ({ readonly to: { name: string; address: string }; readonly subject: string } | null)[]
  > {
    const found = await this.toCall(rows);
    const names = new Map<string, string | null>();
    for (const { webhook } of found.flatMap((one) => one ?? []))
      if (!names.has(webhook.id)) names.set(webhook.id, await nameOfBody(this.db.read, webhook.of));
    return found.map(
      (one) =>
        one && {
          to: {
            name: `Webhook van ${names.get(one.webhook.id) ?? keyOf(one.webhook.of)}`,
            address: new URL(one.webhook.url).host,
          },
          subject: one.subject,
        },
    );
  }

  private async toCall(rows: readonly CallRow[]): Promise<readonly ToCall[]> {
    const [webhooks, notices] = await Promise.all([
      webhooksByIds(this.db.read, rows.map(webhookId)),
      this.notices.byIds(rows.flatMap(({ noticeId }) => noticeId ?? [])),
    ]);
    const { baseUrl } = this.settings;
    return rows.map((row) => {
      const webhook = webhooks.find(({ id }) => id === webhookId(row));
      if (webhook === undefined) return null;
      if (row.cause.startsWith('test:'))
        return { webhook, subject: 'Proefbericht', body: testCall(this.clock.now(), baseUrl) };
      const notice = notices.find(({ id }) => id === row.noticeId);
      if (notice === undefined || keyOf(notice.to) !== keyOf(webhook.of)) return null;
      return { webhook, subject: kindOf(notice.facts).subject, body: noticeCall(notice, baseUrl) };
    });
  }

  private async send(row: HeldDispatch, call: ToCall): Promise<Outcome> {
    if (call === null) return { kind: 'dropped', said: 'deze webhook, of dit bericht, is er niet meer' };
    const { webhook, body } = call;
    if (performance.now() < (this.resting.get(webhook.id) ?? 0))
      return { kind: 'later', said: 'wacht: dit adres antwoordde net niet' };
    const headers = signedHeaders(webhook, row.id, this.clock.now(), body);
    const parts = { ...this.calls, ...reachOf(this.settings) };
    const { kind, said } = await postJson(webhook.url, headers, body, parts);
    if (kind === 'later') this.resting.set(webhook.id, performance.now() + this.calls.restMs);
    else this.resting.delete(webhook.id);
    if (kind === 'taken') return { kind: 'sent', said };
    // who tries it looks now: nobody waits for it later
    if (row.cause.startsWith('test:')) return { kind: 'dropped', said };
    return { kind: kind === 'refused' ? 'dead' : 'later', said };
  }
}
