import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { removalLock } from '../upload/quarantine.js';
import { removalAnnounced, removalCalledOff, removalConfirmed } from './events.js';
import { CLASSES, termEnds, type RemovalClass } from './removal-class.js';
import { checkConfirmable, checkOpen, firstDay, listDigest, type Removal } from './removal.js';
import { classIn, RemovalStore } from './removal.store.js';

/**
 * What is decided about removing: one person announces exactly which copies go, and when their day has come two different
 * people confirm it. A worker carries out what both confirmed. Only for the operator: the edge sees to it.
 */
@Injectable()
export class DecideRemoval {
  constructor(
    private readonly db: Database,
    private readonly removals: RemovalStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Announces that the copies of a class go that are there now; gives the id. With a passkey just used. Refused:
   * request.notFound (no such election), removal.noAdmission, removal.nothing.
   */
  async announce(electionId: string, removalClass: RemovalClass, actor: PersonActor): Promise<string> {
    const { plan, ends } = await this.termOf(electionId, removalClass);
    return await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, removalLock(electionId));
        const items = await this.removals.copies(classIn(plan, removalClass), tx);
        if (items.length === 0) throw new Refusal('removal.nothing');
        const at = this.clock.now();
        const { source, basis } = CLASSES[removalClass];
        const removal = {
          ...{ id: randomUUID(), electionId, removalClass, source, inferred: basis === 'inferred' },
          ...{ fromDay: firstDay(ends, dutchDay(at)), digest: listDigest(items) },
          announced: { at, by: actor.personId },
        };
        const number = await this.removals.add(tx, removal, items);
        const details = {
          ...told({ ...removal, number }),
          ...{ fromDay: removal.fromDay, count: items.length },
          size: items.reduce((sum, item) => sum + item.size, 0),
        };
        await append(tx, removalAnnounced({ object: removal, actor, details }), at);
        return removal.id;
      },
      'fresh',
    );
  }

  /**
   * Confirms it, as the first or the second. With a passkey just used. Its term must be over as the day of the admission is
   * known now, also when that was another when it was announced. Refused: request.notFound, removal.noAdmission, as
   * checkConfirmable, and removal.changed: of what it lists something is gone or held, or must reach the Kiesraad first.
   */
  async confirm(id: string, actor: PersonActor): Promise<void> {
    const known = isUuid(id) ? await this.removals.find(id) : null;
    if (known === null) throw new Refusal('request.notFound');
    const { plan, ends } = await this.termOf(known.electionId, known.removalClass);
    await this.change(id, actor, async (tx, removal, at) => {
      const fromDay = ends > removal.fromDay ? ends : removal.fromDay;
      checkConfirmable({ ...removal, fromDay }, actor.personId, dutchDay(at));
      const there = await this.removals.copies(classIn(plan, removal.removalClass), tx, id);
      if (listDigest(there) !== removal.digest) throw new Refusal('removal.changed');
      const place = removal.confirmations.length === 0 ? 1 : 2;
      await this.removals.confirm(tx, id, place, { at, by: actor.personId });
      await append(tx, removalConfirmed({ object: removal, actor, details: told(removal) }), at);
    });
  }

  /** Calls it off, by one person, as long as not both confirmed it. Refused: request.notFound, removal.notOpen. */
  async callOff(id: string, why: string, actor: PersonActor): Promise<void> {
    await this.change(id, actor, async (tx, removal, at) => {
      checkOpen(removal);
      await this.removals.end(tx, id, { kind: 'calledOff', at, why, by: actor.personId });
      const details = { ...told(removal), reason: why };
      await append(tx, removalCalledOff({ object: removal, actor, details }), at);
    });
  }

  private async termOf(electionId: string, removalClass: RemovalClass) {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const { moments } = await this.elections.decisions(electionId);
    const ends = termEnds(removalClass, moments.admission);
    if (ends === null) throw new Refusal('removal.noAdmission');
    return { plan, ends };
  }

  private async change(
    id: string,
    actor: PersonActor,
    work: (tx: Tx, removal: Removal, at: Date) => Promise<void>,
  ): Promise<void> {
    await act(
      this.db,
      actor,
      async (tx) => {
        const found = isUuid(id) ? await this.removals.find(id, tx) : null;
        if (found === null) throw new Refusal('request.notFound');
        await lock(tx, removalLock(found.electionId));
        const held = await this.removals.find(id, tx);
        if (held === null) throw new Error(`removal ${id} went away`);
        await work(tx, held, this.clock.now());
      },
      'fresh',
    );
  }
}

/** What the log says of any act on a removal. */
export function told({ number, removalClass, digest }: Pick<Removal, 'number' | 'removalClass' | 'digest'>) {
  return { removalNumber: number, removalClass, listDigest: digest };
}
