import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { BodyRef } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { reachOf, readWebAddress } from '../platform/sending/web-address.js';
import { Settings } from '../platform/settings.js';
import { keyOf } from './dispatch-notices.js';
import { addDispatches, newestCalls, type CallRow } from './dispatch.store.js';
import { webhookKept, webhookRemoved, webhookRotated, webhookTried } from './events.js';
import { newWebhookSecret, type Webhook } from './webhook.js';
import { addWebhook, findWebhook, moveWebhook, removeWebhook, rotateSecret } from './webhook.store.js';

const SHOWN_CALLS = 10;
const MINUTE_MS = 60_000;
const OR = new Intl.ListFormat('nl', { type: 'disjunction' });

const bodyOf = ({ hat }: PersonActor): BodyRef => ({ electionId: hat.electionId, body: hat.body });

/** A body's webhook as its manager sees it: without its secret. */
export interface ShownWebhook extends Omit<Webhook, 'secret' | 'old'> {
  readonly oldUntil: Date | null;
  readonly calls: readonly CallRow[];
}

/** The webhook of the body whose manager somebody is: what there is, and changing it. */
@Injectable()
export class KeepWebhook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** On which ports a webhook can be reached, in words. */
  ports(): string {
    return OR.format(reachOf(this.settings).ports.map(String));
  }

  async of(actor: PersonActor): Promise<ShownWebhook | null> {
    const found = await findWebhook(this.db.read, bodyOf(actor));
    if (found === null) return null;
    const { id, of, url, at, old } = found;
    const oldUntil = old !== null && old.until > this.clock.now() ? old.until : null;
    return { id, of, url, at, oldUntil, calls: await newestCalls(this.db.read, found.id, SHOWN_CALLS) };
  }

  /**
   * Sends to this address from here on. Gives the secret when there was no webhook yet, which no address gives again; else null.
   * Sensitive. Refused: webhook.address, webhook.port (see readWebAddress).
   */
  async keep(address: string, actor: PersonActor): Promise<string | null> {
    const url = readWebAddress(address, reachOf(this.settings));
    if (url === 'address') throw new Refusal('webhook.address');
    if (url === 'port') throw new Refusal('webhook.port', { poort: this.ports() });
    const at = this.clock.now();
    return await this.change(actor, async (tx, found) => {
      const secret = found === null ? newWebhookSecret() : null;
      if (found !== null) await moveWebhook(tx, found.id, url.href, at);
      else if (secret !== null) await addWebhook(tx, { of: bodyOf(actor), url: url.href, secret, at });
      await append(tx, webhookKept({ object: { id: null }, actor, details: { host: url.host } }), at);
      return secret;
    });
  }

  /** Gives another secret, once; the old one signs too for a day. Sensitive. Refused: request.notFound (no webhook). */
  async rotate(actor: PersonActor): Promise<string> {
    const at = this.clock.now();
    return await this.change(actor, async (tx, found) => {
      if (found === null) throw new Refusal('request.notFound');
      const secret = newWebhookSecret();
      await rotateSecret(tx, found, secret, at);
      await append(tx, webhookRotated({ object: { id: found.id }, actor }), at);
      return secret;
    });
  }

  /** Nothing goes out any more, nor what waits. Sensitive. Refused: request.notFound (no webhook). */
  async remove(actor: PersonActor): Promise<void> {
    await this.change(actor, async (tx, found) => {
      if (found === null) throw new Refusal('request.notFound');
      await removeWebhook(tx, found.id);
      await append(tx, webhookRemoved({ object: { id: found.id }, actor }), this.clock.now());
    });
  }

  /** Sends one that says that it is a test, at most one a minute. Gives whether it goes. Refused: request.notFound (no webhook). */
  async test(actor: PersonActor): Promise<boolean> {
    const at = this.clock.now();
    return await act(this.db, actor, async (tx) => {
      const found = await findWebhook(tx, bodyOf(actor));
      if (found === null) throw new Refusal('request.notFound');
      const row = {
        noticeId: null,
        channel: 'webhook',
        addressee: `webhook:${found.id}`,
        delaySeconds: 0,
      } as const;
      const cause = `test:${Math.floor(at.getTime() / MINUTE_MS)}` as const;
      const added = await addDispatches(tx, [{ ...row, cause }]);
      if (added > 0) await append(tx, webhookTried({ object: { id: found.id }, actor }), at);
      return added > 0;
    });
  }

  private change<T>(actor: PersonActor, work: (tx: Tx, found: Webhook | null) => Promise<T>): Promise<T> {
    const of = bodyOf(actor);
    return act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, `webhook:${keyOf(of)}`);
        return await work(tx, await findWebhook(tx, of));
      },
      'fresh',
    );
  }
}
