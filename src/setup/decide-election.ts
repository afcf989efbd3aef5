import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { addDecision, decidedOf, listDecisions, type KeptDecision } from '../elections/decision.store.js';
import { decisionsOf } from '../elections/decisions.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { formatDay } from '../web/format-time.js';
import { changesOf, changesSettings, decidedBy, needsSecond, type Standing } from './decision-changes.js';
import { addConfirmation, confirmationsOf, type Confirmation } from '../elections/definition.store.js';
import { planElection } from '../elections/election.js';
import { ElectionStore, type DefinitionInForce } from '../elections/election.store.js';
import { decisionConfirmed, decisionMade, decisionRejected } from './events.js';

/** What the Kiesraad decides about an election beside its 110a: by one, and confirmed by a second where others rest on it. */
@Injectable()
export class DecideElection {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps what is to hold from now on, with why (not empty), as one decision; gives whether it waits for a second person. The
   * platform by itself counts as both. Refused: request.notFound, election.nothingChanged, election.waitsForSecond (another
   * decision does), election.deliveredAlready, election.fourEyesFixed.
   */
  async run(
    electionId: string,
    wished: (now: Standing) => Standing,
    why: string,
    actor: PersonActor | SystemActor,
  ): Promise<boolean> {
    return await act(this.db, actor, async (tx) => {
      const { inForce, last, waiting } = await this.standing(tx, electionId);
      if (waiting !== null) throw new Refusal('election.waitsForSecond', { id: electionId });
      const decided = (await decidedOf(tx, [electionId])).get(electionId) ?? {};
      const now = { decisions: decisionsOf(inForce.definition, decided), settings: inForce.settings };
      const wish = wished(now);
      const changed = changesOf(now, wish);
      if (changed.length === 0) throw new Refusal('election.nothingChanged');
      this.refuseFixed(inForce, changed);
      const settings = changesSettings(changed) ? wish.settings : null;
      if (settings !== null) await this.refuseDelivered(tx, electionId);
      const decision: KeptDecision = {
        number: (last?.number ?? 0) + 1,
        decided: decidedBy(decided, wish, changed),
        settings,
        changed,
        why,
        needsSecond: actor.kind === 'person' && needsSecond(changed),
        byPerson: actor.kind === 'person' ? actor.personId : null,
        at: this.clock.now(),
      };
      await addDecision(tx, electionId, decision);
      if (!decision.needsSecond) await this.apply(tx, inForce, decision, actor);
      const object = { id: electionId, electionId };
      const details = { altered: [...changed], reason: why, needsSecond: decision.needsSecond };
      await append(tx, decisionMade({ object, actor, details }), decision.at);
      return decision.needsSecond;
    });
  }

  /**
   * The second person confirms what waits, with a passkey just used. Refused: request.notFound, election.secondMustDiffer,
   * election.deliveredAlready, election.fourEyesFixed, access.notWithToken.
   */
  async confirm(electionId: string, actor: PersonActor): Promise<void> {
    await this.answer(electionId, 'confirmed', actor, async (tx, inForce, waiting) => {
      if (waiting.byPerson === actor.personId) throw new Refusal('election.secondMustDiffer');
      this.refuseFixed(inForce, waiting.changed);
      if (waiting.settings !== null) await this.refuseDelivered(tx, electionId);
      await this.apply(tx, inForce, waiting, actor);
    });
  }

  /** Turns down what waits: who decided it takes it back, or another does not agree. Refused: request.notFound. */
  async reject(electionId: string, actor: PersonActor): Promise<void> {
    await this.answer(electionId, 'rejected', actor, async () => undefined);
  }

  private async answer(
    electionId: string,
    outcome: Confirmation['outcome'],
    actor: PersonActor,
    work: (tx: Tx, inForce: DefinitionInForce, waiting: KeptDecision) => Promise<void>,
  ): Promise<void> {
    await act(
      this.db,
      actor,
      async (tx) => {
        const { inForce, waiting } = await this.standing(tx, electionId);
        if (waiting === null) throw new Refusal('request.notFound');
        await work(tx, inForce, waiting);
        const at = this.clock.now();
        const { number } = waiting;
        const said = { outcome, why: null, byPerson: actor.personId, at };
        await addConfirmation(tx, 'decision', { electionId, number }, said);
        const object = { id: electionId, electionId };
        const details = { altered: [...waiting.changed] };
        const event = outcome === 'confirmed' ? decisionConfirmed : decisionRejected;
        await append(tx, event({ object, actor, details }), at);
      },
      'fresh',
    );
  }

  private async standing(tx: Tx, electionId: string) {
    await lock(tx, `election:${electionId}`);
    const inForce = await this.elections.definition(tx, electionId);
    if (inForce === null) throw new Refusal('request.notFound');
    const [last] = await listDecisions(tx, electionId);
    const said = await confirmationsOf(tx, 'decision', [electionId]);
    const waits = last?.needsSecond === true && !said.has(`${electionId} ${last.number}`);
    return { inForce, last: last ?? null, waiting: waits ? last : null };
  }

  /** How a committee hands in is known to it before its people are trained: from the day of kandidaatstelling on. */
  private refuseFixed(
    { definition: { nominationDate } }: DefinitionInForce,
    changed: readonly string[],
  ): void {
    if (changed.includes('fourEyes') && dutchDay(this.clock.now()) > nominationDate)
      throw new Refusal('election.fourEyesFixed', { dag: formatDay(nominationDate) });
  }

  private async refuseDelivered(tx: Tx, electionId: string): Promise<void> {
    if ((await this.elections.deliveredBy(tx, electionId)).length > 0)
      throw new Refusal('election.deliveredAlready');
  }

  private async apply(
    tx: Tx,
    { definition, routes, settings: before }: DefinitionInForce,
    { settings, changed, decided }: KeptDecision,
    actor: PersonActor | SystemActor,
  ): Promise<void> {
    const plan = planElection(definition, settings ?? before, routes);
    if (settings !== null) await this.elections.change(tx, plan);
    if (!changed.includes('software')) return;
    const at = this.clock.now();
    await this.elections.freeNoneAnyMore(tx, definition.id, at);
    const byPerson = actor.kind === 'person' ? actor.personId : null;
    if (decided.software === 'notUsed') await this.elections.freeAll(tx, plan, byPerson, at);
  }
}
