import type { BodyRef } from '../identity/person.store.js';
import type { Level } from '../kernel/committee.js';
import type { Database, Reader, Tx } from '../platform/postgres/database.js';
import { Prisma, type Webhook as Row } from '../platform/postgres/generated/client.js';
import { OLD_SECRET_HOURS, type Webhook } from './webhook.js';

function webhookOf({ id, electionId, level, code, url, secret, oldSecret, oldUntil, at }: Row): Webhook {
  return {
    ...{ id, url, secret, at },
    of: { electionId, body: { level: level as Level, code } },
    old: oldSecret === null || oldUntil === null ? null : { secret: oldSecret, until: oldUntil },
  };
}

const ofBody = ({ electionId, body: { level, code } }: BodyRef) => ({ electionId, level, code });

/** The webhook of a body; null: it has none. */
export async function findWebhook(read: Reader | Tx, of: BodyRef): Promise<Webhook | null> {
  const row = await read.webhook.findFirst({ where: ofBody(of) });
  return row && webhookOf(row);
}

export async function webhooksByIds(read: Reader, ids: readonly string[]): Promise<readonly Webhook[]> {
  return (await read.webhook.findMany({ where: { id: { in: [...ids] } } })).map(webhookOf);
}

/** Those of these bodies, in one query. */
export async function webhooksOf(
  tx: Tx,
  bodies: readonly BodyRef[],
): Promise<readonly Pick<Webhook, 'id' | 'of'>[]> {
  if (bodies.length === 0) return [];
  return (await tx.webhook.findMany({ where: { OR: bodies.map(ofBody) } })).map(webhookOf);
}

export async function addWebhook(
  tx: Tx,
  { of, ...kept }: Pick<Webhook, 'of' | 'url' | 'secret' | 'at'>,
): Promise<void> {
  await tx.webhook.create({ data: { ...ofBody(of), ...kept } });
}

export async function moveWebhook(tx: Tx, id: string, url: string, at: Date): Promise<void> {
  await tx.webhook.update({ where: { id }, data: { url, at } });
}

/** Gives it another secret; the one that it has is good for a while. */
export async function rotateSecret(tx: Tx, webhook: Webhook, secret: string, at: Date): Promise<void> {
  const oldUntil = new Date(at.getTime() + OLD_SECRET_HOURS * 3_600_000);
  await tx.webhook.update({
    where: { id: webhook.id },
    data: { secret, oldSecret: webhook.secret, oldUntil },
  });
}

/** Takes away secrets that are good no more; gives how many. */
export async function forgetOldSecrets(db: Database): Promise<number> {
  const gone = await db.once(Prisma.sql`
    UPDATE webhook SET old_secret = NULL, old_until = NULL WHERE old_until < now() RETURNING 1`);
  return gone.length;
}

export async function removeWebhook(tx: Tx, id: string): Promise<void> {
  await tx.webhook.delete({ where: { id } });
}
