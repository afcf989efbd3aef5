import { chainLock } from '../kernel/delivery-chain.js';
import type { Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { lock, type Tx } from '../platform/postgres/database.js';
import { readDeliveryId, type Delivery } from './delivery.js';
import type { DeliveryStore } from './delivery.store.js';

/**
 * The delivery with this id as it stands in an address, of which no other version can come until the transaction ends.
 * Another's is refused as absent.
 */
export async function holdDelivery(
  tx: Tx,
  deliveries: DeliveryStore,
  segment: Segment,
  id: string,
): Promise<Delivery> {
  const known = readDeliveryId(id);
  const found = known && (await deliveries.find(segment, known, tx));
  if (!found) throw new Refusal('request.notFound');
  await lock(tx, chainLock(found));
  const held = await deliveries.find(segment, found.id, tx);
  if (held === null) throw new Error(`delivery ${found.id} went away`);
  return held;
}
