import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { ElectionStore } from './election.store.js';
import { exemptionEnded } from './events.js';

/** Takes a decision back: from now on the file is due again. What was decided stays in the list and in the log. */
@Injectable()
export class EndExemption {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** `exemptionId` is a UUID. Refused: request.notFound when no such decision is in force in this election. */
  async run(electionId: string, exemptionId: string, actor: PersonActor): Promise<void> {
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const ended = await this.elections.endExemption(tx, electionId, exemptionId, at);
      if (ended === null) throw new Refusal('request.notFound');
      const details = { committee: ended.committee, ground: ended.reason };
      await append(tx, exemptionEnded({ object: { id: exemptionId, electionId }, actor, details }), at);
    });
  }
}
