import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { digestOf } from '../kernel/canonical-json.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey } from '../kernel/committee.js';
import { chainLock } from '../kernel/delivery-chain.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { findObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { groupBy } from '../routing/inbox.js';
import { removalLock } from '../upload/quarantine.js';
import { namedAmong, releaseFiles } from '../upload/receiving.store.js';
import type { SubmissionId } from '../upload/submission.js';
import { certificateOf, type HandledItem } from './certificate.js';
import { told } from './decide-removal.js';
import { copyRemoved, removalCarriedOut } from './events.js';
import { HoldStore } from './hold.store.js';
import { stateOf, type Removal } from './removal.js';
import { RemovalStore } from './removal.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'vernietigen' };
const isWaiting = ({ outcome }: HandledItem) => outcome === null;
const ofSubmission = ({ submissionId }: { readonly submissionId: string }) => submissionId;

/**
 * Carries out what two confirmed, one submission in a transaction: first its copies go, then, where nobody has a copy left and
 * no lock keeps them, its row names no bytes any more, and the sweep of objects removes what no other row names. When it is
 * known of everything what became of it, the certificate is kept. Killed between any two of these, the next round goes on, on
 * any machine.
 */
@Injectable()
export class CarryOutRemovals {
  /** Until when a lock keeps bytes: not asked again before. */
  private readonly locked = new Map<Sha256, Date>();

  constructor(
    private readonly db: Database,
    private readonly removals: RemovalStore,
    private readonly holds: HoldStore,
    private readonly objects: Objects,
    private readonly clock: Clock,
  ) {}

  /** Gives how much there was to do. What fails keeps no other removal waiting; the first fault is thrown at the end. */
  async run(): Promise<number> {
    const faults: unknown[] = [];
    let done = 0;
    for (const removal of await this.removals.open()) {
      if (stateOf(removal) !== 'underWay') continue;
      await this.carryOut(removal).then(
        (steps) => (done += steps),
        (error: unknown) => faults.push(error),
      );
    }
    if (faults.length > 0) throw faults[0];
    return done;
  }

  private async carryOut(removal: Removal): Promise<number> {
    let steps = 0;
    const waiting = (await this.removals.items(removal.id)).filter(isWaiting);
    for (const items of groupBy(waiting, ofSubmission).values())
      steps += (await this.removeCopies(removal, items)) ? 1 : 0;
    const left = await this.removals.bytesLeft(removal.id);
    const waits = new Set<Sha256>();
    for (const [submissionId, digests] of groupBy(left, ofSubmission))
      if (
        !(await this.letGo(
          removal,
          submissionId,
          digests.map(({ sha256 }) => sha256),
        ))
      )
        for (const { sha256 } of digests) waits.add(sha256);
    for (const sha256 of new Set(left.map((each) => each.sha256)))
      if (!waits.has(sha256)) steps += (await this.settleBytes(removal, sha256)) ? 1 : 0;
    return steps + ((await this.finish(removal)) ? 1 : 0);
  }

  /** The copies of one submission go, or a hold keeps them: decided once, with the holds standing still. */
  private async removeCopies(removal: Removal, items: readonly HandledItem[]): Promise<boolean> {
    const [{ submissionId, spoken }] = items as readonly [HandledItem, ...HandledItem[]];
    return await act(this.db, SYSTEM, async (tx) => {
      await this.hold(tx, removal, submissionId);
      const now = await this.removals.items(removal.id, submissionId, tx);
      const numbers = now.filter(isWaiting).map(({ number }) => number);
      if (numbers.length === 0) return false;
      const at = this.clock.now();
      const held = await this.holds.keeps(tx, removal.electionId, submissionId);
      await this.removals.settle(tx, removal.id, numbers, { outcome: held ? 'held' : 'removed', at });
      if (held) return true;
      const holders = new Map(items.map(({ holder }) => [committeeKey(holder), holder]));
      const details = { number: spoken, removalNumber: removal.number, holders: [...holders.values()] };
      const object = { id: submissionId, electionId: removal.electionId };
      await append(tx, copyRemoved({ object, actor: SYSTEM, details }), at);
      return true;
    });
  }

  /**
   * Where nobody has a copy left, its row names its bytes no longer. False: that waits, as a lock of the store or a hold keeps
   * them.
   */
  private async letGo(removal: Removal, submissionId: string, digests: readonly Sha256[]): Promise<boolean> {
    if (!(await this.removals.isWithoutCopies(submissionId))) return true;
    for (const sha256 of digests) if (await this.isLocked(sha256)) return false;
    return await act(this.db, SYSTEM, async (tx) => {
      await this.hold(tx, removal, submissionId);
      if (await this.holds.keeps(tx, removal.electionId, submissionId)) return false;
      if (await this.removals.isWithoutCopies(submissionId, tx))
        await releaseFiles(tx, submissionId as SubmissionId);
      return true;
    });
  }

  private async isLocked(sha256: Sha256): Promise<boolean> {
    const now = this.clock.now();
    const known = this.locked.get(sha256);
    if (known !== undefined && known > now) return true;
    this.locked.delete(sha256);
    const until = await this.objects.lockedUntil(sha256);
    if (until === null || until <= now) return false;
    this.locked.set(sha256, until);
    return true;
  }

  /** Whether it is known now: gone from the store, or needed by who still has a copy. Bytes that are about to go wait. */
  private async settleBytes(removal: Removal, sha256: Sha256): Promise<boolean> {
    const known = await findObject(this.db.read, sha256);
    const gone = known === null && (await this.objects.stat(sha256)) === null;
    return await act(this.db, SYSTEM, async (tx) => {
      const at = this.clock.now();
      if (!gone && !(await namedAmong(tx, [sha256])).has(sha256)) return false;
      await this.removals.settleBytes(tx, removal.id, { sha256, outcome: gone ? 'gone' : 'needed', at });
      return true;
    });
  }

  private async finish({ id, electionId }: Removal): Promise<boolean> {
    return await act(this.db, SYSTEM, async (tx) => {
      await lock(tx, removalLock(electionId));
      const removal = await this.removals.find(id, tx);
      if (removal === null || stateOf(removal) !== 'underWay') return false;
      if (removal.handled < removal.items || (await this.removals.bytesLeft(id, tx)).length > 0) return false;
      const items = await this.removals.items(id, undefined, tx);
      const digest = digestOf(certificateOf(removal, items, await this.removals.objects(id, tx)));
      const at = this.clock.now();
      await this.removals.end(tx, id, { kind: 'done', at, digest });
      const details = {
        ...told(removal),
        ...{ count: removal.items - removal.held, heldCount: removal.held, certificateDigest: digest },
      };
      await append(tx, removalCarriedOut({ object: removal, actor: SYSTEM, details }), at);
      return true;
    });
  }

  /** Holds and removals stand still, and so do the versions that this submission is one of. */
  private async hold(tx: Tx, { electionId }: Removal, submissionId: string): Promise<void> {
    await lock(tx, removalLock(electionId));
    const chain = await this.removals.chainOf(tx, submissionId);
    if (chain !== null) await lock(tx, chainLock(chain));
  }
}
