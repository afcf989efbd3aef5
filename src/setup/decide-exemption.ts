import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { standingExemptions, type ExemptionReason } from '../elections/duties.js';
import { ElectionStore } from '../elections/election.store.js';
import { exemptionFault, type ExemptionFault } from '../elections/exemption.js';
import { exemptionDeclared, exemptionEnded } from './events.js';

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

/** What the Kiesraad decides about a file being due. */
@Injectable()
export class DecideExemption {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Frees a committee from delivering from now on: its file is not due, which is not the same as missing.
   * Gives the id of the decision. Refused: request.notFound (no such election), election.unknownCommittee,
   * election.reasonDoesNotFit, election.exemptionTwice, and election.setAsideIsTheirs: that is the committee's own act.
   */
  async declare(electionId: string, exemption: ExemptionToDeclare, actor: PersonActor): Promise<string> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const { committee, reason, note } = exemption;
    if (reason === 'setAside') throw new Refusal('election.setAsideIsTheirs');
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

  /**
   * Takes a decision back: from now on the file is due again. What was decided stays in the list and in the log.
   * `exemptionId` is a UUID. Refused: request.notFound when no such decision is in force in this election,
   * election.setAsideIsTheirs for what a committee decided.
   */
  async end(electionId: string, exemptionId: string, actor: PersonActor): Promise<void> {
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const ended = await this.elections.endExemption(tx, electionId, exemptionId, at);
      if (ended === null) throw new Refusal('request.notFound');
      if (ended.reason === 'setAside') throw new Refusal('election.setAsideIsTheirs');
      const details = { committee: ended.committee, ground: ended.reason };
      await append(tx, exemptionEnded({ object: { id: exemptionId, electionId }, actor, details }), at);
    });
  }
}
