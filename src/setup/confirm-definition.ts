import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Reader, type Tx } from '../platform/postgres/database.js';
import {
  addConfirmation,
  definitionSource,
  offeredDefinitions,
  type OfferedDefinition,
} from '../elections/definition.store.js';
import { planElection } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { definitionRejected, definitionReplaced, electionConfigured } from './events.js';
import {
  confirmerOf,
  fingerprintOf,
  mayConfirm,
  mustBeRight,
  reachOf,
  turnDown,
  type Confirmer,
} from './who-confirms.js';

/** The second person, with whom an election is set up or another 110a comes in force; who that may be says mayConfirm. */
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
    await this.decide(electionId, actor, async (tx, waiting, confirmer) => {
      mustBeRight(waiting, fingerprint, confirmer);
      const at = this.clock.now();
      const said = { outcome: 'confirmed', why: null, byPerson: actor.personId, at } as const;
      await addConfirmation(tx, 'definition', waiting, said);
      await this.putInForce(tx, waiting, actor, at);
    });
  }

  /** The fingerprint of somebody's own copy of what waits; nothing is kept. Refused as {@link confirm}. */
  async compare(electionId: string, copy: Uint8Array, actor: PersonActor): Promise<Sha256> {
    const fingerprint = fingerprintOf(copy);
    const { waiting, confirmer } = await this.find(this.db.read, electionId, actor);
    mustBeRight(waiting, fingerprint, confirmer);
    return fingerprint;
  }

  /**
   * Turns down what waits: who offered it takes it back, or another says what is wrong with it. Refused: request.notFound,
   * election.sayWhy.
   */
  async reject(electionId: string, why: string | null, actor: PersonActor): Promise<void> {
    await this.decide(electionId, actor, async (tx, waiting, confirmer) => {
      const at = this.clock.now();
      const said = { ...turnDown(waiting, why, confirmer), byPerson: actor.personId, at };
      await addConfirmation(tx, 'definition', waiting, said);
      const object = { id: electionId, electionId };
      const details = { fingerprint: waiting.sha256, ...(said.why === null ? {} : { reason: said.why }) };
      await append(tx, definitionRejected({ object, actor, details }), at);
    });
  }

  private async find(read: Reader | Tx, electionId: string, actor: PersonActor) {
    const confirmer = confirmerOf(actor, await this.elections.definitionOf(read, actor.hat.electionId));
    const [waiting] = await offeredDefinitions(read, electionId, reachOf(confirmer));
    if (waiting === undefined || waiting.confirmation !== null || mayConfirm(waiting, confirmer) === 'no')
      throw new Refusal('request.notFound');
    return { waiting, confirmer };
  }

  private async decide(
    electionId: string,
    actor: PersonActor,
    work: (tx: Tx, waiting: OfferedDefinition, confirmer: Confirmer) => Promise<void>,
  ): Promise<void> {
    await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, `election:${electionId}`);
        const { waiting, confirmer } = await this.find(tx, electionId, actor);
        await work(tx, waiting, confirmer);
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
