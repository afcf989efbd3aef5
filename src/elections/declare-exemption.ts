import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { standingExemptions, type ExemptionReason } from './duties.js';
import { ElectionStore } from './election.store.js';
import { exemptionFault, type ExemptionFault } from './exemption.js';
import { exemptionDeclared } from './events.js';

/** What is decided of whom, and why in the words of who decides. */
export interface ExemptionToDeclare {
  readonly committee: CommitteeRef;
  readonly reason: ExemptionReason;
  readonly note: string;
}

const REFUSED: Readonly<Record<ExemptionFault, RefusalCode>> = {
  noDuty: 'election.unknownCommittee',
  reasonDoesNotFit: 'election.reasonDoesNotFit',
  twice: 'election.exemptionTwice',
};

/** Frees a committee from delivering from now on: its file is not due, which is not the same as missing. */
@Injectable()
export class DeclareExemption {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives the id of the decision. Refused: request.notFound (no such election), election.unknownCommittee,
   * election.reasonDoesNotFit, election.exemptionTwice.
   */
  async run(electionId: string, exemption: ExemptionToDeclare, actor: PersonActor): Promise<string> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const { committee, reason, note } = exemption;
    return await act(this.db, actor, async (tx) => {
      await lock(tx, `exemption:${electionId}:${committeeKey(committee)}`);
      const kept = [...standingExemptions(plan), ...(await this.elections.exemptions(electionId, tx))];
      const fault = exemptionFault(plan, committee, reason, kept);
      if (fault !== null) throw new Refusal(REFUSED[fault]);
      const since = this.clock.now();
      const id = await this.elections.addExemption(
        tx,
        electionId,
        { committee, reason, since: since.toISOString(), until: null },
        note,
        actor.personId,
      );
      const details = { committee, ground: reason };
      await append(tx, exemptionDeclared({ object: { id, electionId }, actor, details }), since);
      return id;
    });
  }
}
