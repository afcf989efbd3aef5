import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { Database, lock } from '../platform/postgres/database.js';
import { removalLock } from '../upload/quarantine.js';
import { holdLifted, holdPlaced } from './events.js';
import type { Hold } from './hold.js';
import { HoldStore } from './hold.store.js';

/**
 * What must be kept whatever its term. One person says so at once: keeping can be undone. Whoever lifts it does that with a
 * passkey just used. Only for the operator: the edge sees to it.
 */
@Injectable()
export class KeepHold {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldStore,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps these submissions of the election, or (null) everything of it. All or none; what is kept by a hold of its own is
   * left as it is. Refused: request.notFound (no such election, or a submission of which nothing is kept), hold.already (all
   * of it is).
   */
  async place(
    electionId: string,
    submissionIds: readonly string[] | null,
    why: string,
    actor: PersonActor,
  ): Promise<void> {
    if ((await this.elections.plan(electionId)) === null) throw new Refusal('request.notFound');
    await act(this.db, actor, async (tx) => {
      await lock(tx, removalLock(electionId));
      if (submissionIds !== null) {
        const known = await this.holds.known(tx, electionId, submissionIds);
        if (submissionIds.some((id) => !known.has(id))) throw new Refusal('request.notFound');
      }
      const kept = new Set(
        (await this.holds.list(electionId, tx))
          .filter(({ lifted }) => lifted === null)
          .map(({ submissionId }) => submissionId),
      );
      const wanted = (submissionIds ?? [null]).filter((id) => !kept.has(id));
      if (wanted.length === 0) throw new Refusal('hold.already');
      const at = this.clock.now();
      for (const submissionId of wanted) {
        const hold = { id: randomUUID(), electionId, submissionId, why, placed: { at, by: actor.personId } };
        await this.holds.place(tx, hold);
        const details = { submissionId, reason: why };
        await append(tx, holdPlaced({ object: hold, actor, details }), at);
      }
    });
  }

  /** The hold, to say what follows when it is lifted. Refused: request.notFound. */
  async show(id: string): Promise<Hold> {
    const hold = isUuid(id) ? await this.holds.find(id) : null;
    if (hold === null) throw new Refusal('request.notFound');
    return hold;
  }

  /** Lifts it; gives what it was of. Refused: request.notFound, hold.lifted. */
  async lift(id: string, why: string, actor: PersonActor): Promise<Hold> {
    return await act(
      this.db,
      actor,
      async (tx) => {
        const found = isUuid(id) ? await this.holds.find(id, tx) : null;
        if (found === null) throw new Refusal('request.notFound');
        await lock(tx, removalLock(found.electionId));
        const hold = await this.holds.find(id, tx);
        if (hold === null || hold.lifted !== null) throw new Refusal('hold.lifted');
        const at = this.clock.now();
        await this.holds.lift(tx, id, { why, at, by: actor.personId });
        const details = { submissionId: hold.submissionId, reason: why };
        await append(tx, holdLifted({ object: hold, actor, details }), at);
        return hold;
      },
      'fresh',
    );
  }
}
