import { Injectable } from '@nestjs/common';
import { crc32 } from 'node:zlib';
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
    return (await this.crcOf(actor, delivery, file, range)) !== null;
  }

  /** The same; gives the CRC-32 of what it read, null where it is not what came in. */
  async crcOf(
    actor: PersonActor,
    delivery: Delivery,
    file: DeliveredFile,
    range: ByteRange | null = null,
  ): Promise<number | null> {
    const crc = await this.readWhole(await this.known(file), range);
    if (crc !== null) return crc;
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
    return null;
  }

  /** What is known of the bytes of a file; one kept by an earlier release has no digests of its stretches yet. */
  async known({ sha256: id, size }: DeliveredFile): Promise<KnownObject> {
    return (await findObject(this.db.read, id)) ?? { id, size, chunks: null };
  }

  private async readWhole(object: KnownObject, range: ByteRange | null): Promise<number | null> {
    if ((await this.objects.stat(object.id))?.size !== object.size) return null;
    let crc = 0;
    try {
      for await (const chunk of openVerified(this.objects, object, range ?? undefined))
        crc = crc32(chunk, crc);
      return crc;
    } catch (error) {
      if (error instanceof ObjectDamaged || error instanceof ObjectMissing) return null;
      throw error;
    }
  }
}

/** What is said when a file was found damaged: nothing of it is served. */
export function damaged(delivery: Delivery): Refusal {
  return new Refusal('delivery.damaged', { levering: delivery.id });
}
