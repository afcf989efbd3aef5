import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { objectDamaged } from '../audit/events.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { add } from '../platform/jobs/outbox.js';
import { ChunkHasher, type ChunkDigests } from '../platform/objects/chunk-digests.js';
import * as rows from '../platform/objects/object.store.js';
import { ObjectMissing, Objects } from '../platform/objects/objects.js';
import { readObject } from '../platform/objects/verified.js';
import { Database } from '../platform/postgres/database.js';
import { fileWith, namedAmong } from './receiving.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'bestanden' };
/** Every object is read whole at least this often. */
const CHECK_DAYS = 7;
const CHECK_AT_ONCE = 20;
const RETAIN_AT_ONCE = 50;
const REMOVE_AT_ONCE = 100;
const LOOK_AT_ONCE = 500;

/**
 * Looks after the bytes that submissions and releases name, by the database's clock. Each of its rounds may be cut short anywhere: what
 * was not done comes round again.
 */
@Injectable()
export class TendObjects {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /**
   * Reads the objects that were read longest ago, and raises the alarm before somebody fetches what is damaged. Makes the
   * digests of the stretches of what an earlier release kept. Gives how many were found damaged for the first time.
   */
  async check(): Promise<number> {
    let damaged = 0;
    for (let i = 0; i < CHECK_AT_ONCE; i += 1) {
      const [object] = await rows.takeToCheck(this.db, CHECK_DAYS, 1);
      if (object === undefined) break;
      const chunks = await this.chunksOf(object.id);
      if (chunks === null) damaged += (await this.alarm(object.id)) ? 1 : 0;
      else {
        await rows.markWhole(this.db, object.id);
        if (object.chunks === null) await rows.saveChunks(this.db, object.id, chunks);
      }
    }
    return damaged;
  }

  /** Null when it is gone or not what its name says; throws when the store does not answer. */
  private async chunksOf(id: Sha256): Promise<ChunkDigests | null> {
    const whole = createHash('sha256');
    const chunks = new ChunkHasher();
    try {
      for await (const bytes of readObject(this.objects, id)) {
        whole.update(bytes);
        chunks.update(bytes);
      }
    } catch (error) {
      if (error instanceof ObjectMissing) return null;
      throw error;
    }
    return whole.digest('hex') === id ? chunks.end() : null;
  }

  private async alarm(id: Sha256): Promise<boolean> {
    return await this.db.transaction(async (tx) => {
      const named = await fileWith(tx, id);
      if (named === null || !(await rows.markDamaged(tx, id))) return false;
      const { electionId, index: file, ...owner } = named;
      const event = objectDamaged({
        object: { id, electionId },
        actor: SYSTEM,
        details: { ...owner, file },
      });
      await append(tx, event, this.clock.now());
      const topic =
        'releaseId' in owner
          ? 'release.damaged'
          : 'documentKind' in owner
            ? 'register.damaged'
            : 'object.damaged';
      await add(tx, topic, {
        ...owner,
        sha256: id,
        electionId,
      });
      return true;
    });
  }

  /** Has the store hold on to what was delivered, where it proved that it can. Gives how many. */
  async retain(): Promise<number> {
    if (!this.objects.facts.locks) return 0;
    const ids = await rows.listUnretained(this.db.read, RETAIN_AT_ONCE);
    for (const id of ids) {
      await this.objects.retain(id);
      await rows.markRetained(this.db, id);
    }
    return ids.length;
  }

  /**
   * Removes what nothing names: let go minutes ago, or touched by nobody for a day. In two steps, so that bytes which are
   * being received again meanwhile are kept: first they are marked as leaving, under their row's lock; then they go; then
   * their row. Killed in between, the mark stands, who receives them waits, and the next round ends it. Gives how many.
   */
  async remove(): Promise<number> {
    await this.adopt();
    await this.doomUnnamed();
    let removed = 0;
    for (const id of await rows.listDoomed(this.db.read, REMOVE_AT_ONCE)) {
      if (!(await this.mayLeave(id))) continue;
      await this.objects.remove(id);
      await rows.forget(this.db, id);
      removed += 1;
    }
    return removed;
  }

  private async adopt(): Promise<void> {
    for (let prefix = 0; prefix < 256; prefix += 1) {
      const found: { id: Sha256; size: number }[] = [];
      for await (const object of this.objects.list(prefix.toString(16).padStart(2, '0'))) found.push(object);
      for (let at = 0; at < found.length; at += LOOK_AT_ONCE)
        await rows.adopt(this.db, found.slice(at, at + LOOK_AT_ONCE));
    }
  }

  private async doomUnnamed(): Promise<void> {
    let ids: readonly Sha256[] = [];
    do {
      ids = await rows.listUntouched(this.db.read, ids.at(-1) ?? '', LOOK_AT_ONCE);
      await this.db.transaction(async (tx) => {
        const named = await namedAmong(tx, ids);
        await rows.doom(
          tx,
          ids.filter((id) => !named.has(id)),
        );
      });
    } while (ids.length === LOOK_AT_ONCE);
  }

  private async mayLeave(id: Sha256): Promise<boolean> {
    return await this.db.transaction(async (tx) => {
      if (!(await rows.holdDoomed(tx, id))) return false;
      const named = (await namedAmong(tx, [id])).has(id);
      await (named ? rows.spare(tx, id) : rows.markLeaving(tx, id));
      return !named;
    });
  }
}
