import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { mergerTakenBack, organisationsMerged } from './events.js';
import { holdOrganisations } from './load-organisations.js';
import { judgeMerger, type Merger } from './merger.js';
import { addMerger, listMergers, markTakenBack, type KeptMerger } from './merger.store.js';
import type { Organisation } from './organisation.js';
import { addOrganisations, endOrganisations, listEveryOrganisation } from './organisation.store.js';
import { builtOn, findMerger, isToCome } from './show-mergers.js';
import { VotingDays } from './voting-days.js';

/** Records mergers and takes them back; that it is the operator who does the edge sees to. */
@Injectable()
export class MergeOrganisations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly votingDays: VotingDays,
  ) {}

  /**
   * Records that organisations become another on a day, in the past or to come. Sensitive. Those before it end on that day,
   * each under its own name; the one after begins on it, or was there already. Gives that one. Refused:
   * organisations.wrongMerger.
   */
  async run(merger: Merger, actor: PersonActor): Promise<Organisation> {
    const work = async (tx: Tx) => {
      await holdOrganisations(tx);
      const { into, isNew } = judgeMerger(merger, await listEveryOrganisation(tx));
      if (isNew) await addOrganisations(tx, [into]);
      const { from, day, reason } = merger;
      const { code: successor, name } = into;
      await endOrganisations(tx, from, { until: day, successor });
      const at = this.clock.now();
      const by = { at, byPerson: actor.personId };
      await addMerger(tx, { ...by, predecessors: from, successor, name, isNew, day });
      const details = { predecessors: [...from], mergedOn: day, reason };
      await append(tx, organisationsMerged({ object: { id: successor }, actor, details }), at);
      return into;
    };
    return await act(this.db, actor, work, 'fresh');
  }

  /**
   * Takes back a merger that organisation `code` has part in, while its day has not come: those before it stay, and the one it
   * would make does not come. That it was recorded stays known. Sensitive. `reason` is not empty. Of one that was taken back already
   * nothing changes. Gives the merger. Refused: organisations.noMerger, organisations.mergerCame, organisations.mergerBuiltOn.
   */
  async takeBack(
    { code, id, reason }: { readonly code: string; readonly id: string; readonly reason: string },
    actor: PersonActor,
  ): Promise<KeptMerger> {
    const { predecessors, successor, isNew, day } = findMerger(await listMergers(this.db.read, code), id);
    const today = () => dutchDay(this.clock.now());
    const vote = await this.votingDays.firstOf(successor, today());
    const work = async (tx: Tx) => {
      await holdOrganisations(tx);
      const merger = findMerger(await listMergers(tx, code), id);
      if (merger.takenBack !== null) return merger;
      if (!isToCome(merger, today())) throw new Refusal('organisations.mergerCame');
      const waarom = await builtOn(tx, merger, vote);
      if (waarom !== null) throw new Refusal('organisations.mergerBuiltOn', { waarom });
      await endOrganisations(tx, predecessors, { until: null, successor: null });
      if (isNew) await endOrganisations(tx, [successor], { until: day, successor: null });
      const at = this.clock.now();
      await markTakenBack(tx, id, { at, by: actor.personId, reason });
      const details = { predecessors: [...predecessors], mergedOn: day, reason };
      await append(tx, mergerTakenBack({ object: { id: successor }, actor, details }), at);
      return merger;
    };
    return await act(this.db, actor, work, 'fresh');
  }
}
