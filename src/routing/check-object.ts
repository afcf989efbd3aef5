import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { objectDamaged } from '../audit/events.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { ObjectDamaged, ObjectMissing, Objects } from '../platform/objects/objects.js';
import { findObject } from '../platform/objects/object.store.js';
import { openVerified, type KnownObject } from '../platform/objects/verified.js';
import { add } from '../platform/jobs/outbox.js';
import { Database } from '../platform/postgres/database.js';
import type { DeliveredFile, Delivery } from './delivery.js';
import type { ByteRange } from '../platform/http/download-headers.js';

/** Makes sure that a kept file still has the bytes that were received, before any of them goes out. */
@Injectable()
export class CheckObject {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /**
   * Reads the stretches of the file that `range` touches (null: all) and compares each with its digest of when it was
   * received. When one is not what came in, or the file is gone: an alarm in the log and to the operator, and false.
   */
  async run(
    actor: PersonActor,
    delivery: Delivery,
    file: DeliveredFile,
    range: ByteRange | null = null,
  ): Promise<boolean> {
    if (await this.isIntact(await this.known(file), range)) return true;
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

  /** What is known of the bytes of a file; one kept by an earlier release has no digests of its stretches yet. */
  async known({ sha256: id, size }: DeliveredFile): Promise<KnownObject> {
    return (await findObject(this.db.read, id)) ?? { id, size, chunks: null };
  }

  private async isIntact(object: KnownObject, range: ByteRange | null): Promise<boolean> {
    if ((await this.objects.stat(object.id))?.size !== object.size) return false;
    const bytes = openVerified(this.objects, object, range ?? undefined);
    try {
      while ((await bytes.next()).done !== true);
      return true;
    } catch (error) {
      if (error instanceof ObjectDamaged || error instanceof ObjectMissing) return false;
      throw error;
    }
  }
}

/** What is said when a file was found damaged: nothing of it is served. */
export function damaged(delivery: Delivery): Refusal {
  return new Refusal('delivery.damaged', { levering: delivery.id });
}
