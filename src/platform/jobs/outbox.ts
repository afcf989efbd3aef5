import { onTheWire, WIRE } from '../live/publish.js';
import type { Tx } from '../postgres/database.js';
import type { Prisma } from '../postgres/generated/client.js';

/** The channel on which workers hear that events wait. */
export const OUTBOX_CHANNEL = 'outbox';

/** The payload of an event: plain JSON, small; ids rather than contents. */
export type Payload = Readonly<Record<string, Prisma.InputJsonValue | null>>;

/**
 * Hands an event over in the transaction of what caused it, and wakes the workers when that commits. The relay brings it
 * to the queue afterwards, at least once: who handles it must be able to do so twice.
 */
export async function add(tx: Tx, topic: string, payload: Payload): Promise<void> {
  await tx.$executeRaw`
    WITH added AS (INSERT INTO outbox (topic, payload) VALUES (${topic}, ${JSON.stringify(payload)}::jsonb))
    SELECT pg_notify(${WIRE}, ${onTheWire(OUTBOX_CHANNEL, {})})`;
}
