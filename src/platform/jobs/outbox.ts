import type { Tx } from '../postgres/database.js';
import type { Prisma } from '../postgres/generated/client.js';

/** The payload of an event: plain JSON, small; ids rather than contents. */
export type Payload = Readonly<Record<string, Prisma.InputJsonValue | null>>;

/**
 * Hands an event over in the transaction of what caused it. The relay brings it to the queue afterwards, at least once:
 * who handles it must be able to do so twice.
 */
export async function add(tx: Tx, topic: string, payload: Payload): Promise<void> {
  await tx.outbox.create({ data: { topic, payload: payload } });
}
