import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import {
  addConfirmation,
  definitionSource,
  offeredDefinitions,
  type OfferedDefinition,
} from './definition.store.js';
import { planElection } from './election.js';
import { ElectionStore } from './election.store.js';
import { definitionRejected, definitionReplaced, electionConfigured } from './events.js';

/** The second person of the Kiesraad, with whom an election is set up or another 110a comes in force. */
@Injectable()
export class ConfirmDefinition {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Confirms what waits, with a passkey just used. `fingerprint`: that of the 110a as this person has it, from elsewhere than
   * the draft. Refused: request.notFound (nothing waits), election.secondMustDiffer, election.fingerprintDiffers,
   * access.notWithToken, and election.lostCommittee for a correction that would leave out a committee that delivered.
   */
  async confirm(electionId: string, fingerprint: Sha256, actor: PersonActor): Promise<void> {
    await this.decide(electionId, actor, async (tx, waiting) => {
      if (waiting.byPerson === actor.personId) throw new Refusal('election.secondMustDiffer');
      if (waiting.sha256 !== fingerprint) throw new Refusal('election.fingerprintDiffers');
      const at = this.clock.now();
      await addConfirmation(tx, 'definition', waiting, {
        outcome: 'confirmed',
        byPerson: actor.personId,
        at,
      });
      await this.putInForce(tx, waiting, actor, at);
    });
  }

  /** Turns down what waits: who offered it takes it back, or another does not agree. Refused: request.notFound. */
  async reject(electionId: string, actor: PersonActor): Promise<void> {
    await this.decide(electionId, actor, async (tx, waiting) => {
      const at = this.clock.now();
      await addConfirmation(tx, 'definition', waiting, { outcome: 'rejected', byPerson: actor.personId, at });
      const object = { id: electionId, electionId };
      const details = { fingerprint: waiting.sha256 };
      await append(tx, definitionRejected({ object, actor, details }), at);
    });
  }

  private async decide(
    electionId: string,
    actor: PersonActor,
    work: (tx: Tx, waiting: OfferedDefinition) => Promise<void>,
  ): Promise<void> {
    await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, `election:${electionId}`);
        const [last] = await offeredDefinitions(tx, electionId);
        if (last === undefined || last.confirmation !== null) throw new Refusal('request.notFound');
        await work(tx, last);
      },
      'fresh',
    );
  }

  private async putInForce(tx: Tx, waiting: OfferedDefinition, actor: PersonActor, at: Date): Promise<void> {
    const { electionId, number, definition, sha256: fingerprint } = waiting;
    const object = { id: electionId, electionId };
    const source = await definitionSource(tx, electionId, number);
    const before = await this.elections.definition(tx, electionId);
    if (before === null) {
      const plan = planElection(definition);
      await this.elections.add(tx, plan, source, fingerprint);
      const details = { fingerprint, committees: plan.committees.length };
      return await append(tx, electionConfigured({ object, actor, details }), at);
    }
    const plan = planElection(definition, before.settings);
    const delivered = await this.elections.deliveredBy(tx, electionId);
    const lost = delivered.find(
      (sender) => !plan.committees.some(({ level, code }) => level === sender.level && code === sender.code),
    );
    if (lost !== undefined)
      throw new Refusal('election.lostCommittee', { niveau: lost.level, code: lost.code });
    await this.elections.change(tx, plan, { source, fingerprint });
    const altered = waiting.differences.map(({ what }) => what);
    const details = { fingerprint, altered, correction: delivered.length > 0 };
    await append(tx, definitionReplaced({ object, actor, details }), at);
  }
}
