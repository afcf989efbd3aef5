import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Objects } from '../platform/objects/objects.js';
import { isIntact } from '../platform/objects/verified.js';
import { add } from '../platform/jobs/outbox.js';
import { Database } from '../platform/postgres/database.js';
import type { DeliveredFile, Delivery } from './delivery.js';
import { objectDamaged } from './events.js';

/** Makes sure that a kept file still has the bytes that were received, before any of them goes out. */
@Injectable()
export class CheckObject {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /**
   * Reads the whole file and hashes it. When it is not what its fingerprint says, or gone: an alarm in the log and to the
   * operator, and false.
   */
  async run(actor: PersonActor, delivery: Delivery, file: DeliveredFile): Promise<boolean> {
    if (await isIntact(this.objects, file.sha256)) return true;
    await this.db.transaction(async (tx) => {
      const { id: deliveryId, submissionId, electionId } = delivery;
      const details = { deliveryId, submissionId, file: file.index };
      await append(
        tx,
        objectDamaged({ object: { id: file.sha256, electionId }, actor, details }),
        this.clock.now(),
      );
      await add(tx, 'object.damaged', {
        sha256: file.sha256,
        submissionId: delivery.submissionId,
        electionId: delivery.electionId,
      });
    });
    return false;
  }
}

/** What is said when a file was found damaged: nothing of it is served. */
export function damaged(delivery: Delivery): Refusal {
  return new Refusal('delivery.damaged', { levering: delivery.id });
}
