import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { organisationsMerged } from './events.js';
import { holdOrganisations } from './load-organisations.js';
import { judgeMerger, type Merger } from './merger.js';
import type { Organisation } from './organisation.js';
import { addOrganisations, endOrganisation, listEveryOrganisation } from './organisation.store.js';

/** Records mergers; that it is the operator who does the edge sees to. */
@Injectable()
export class MergeOrganisations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
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
      const { from, day: mergedOn, reason } = merger;
      for (const code of from) await endOrganisation(tx, code, { until: mergedOn, successor: into.code });
      const details = { predecessors: [...from], mergedOn, reason };
      await append(tx, organisationsMerged({ object: { id: into.code }, actor, details }), this.clock.now());
      return into;
    };
    return await act(this.db, actor, work, 'fresh');
  }
}
