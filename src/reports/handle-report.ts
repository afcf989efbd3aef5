import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { Database, lock } from '../platform/postgres/database.js';
import { reportHandled } from './events.js';
import { checkOpen, eraseAt, stateOf, type Step } from './report.js';
import { ReportStore } from './report.store.js';

/** What a body does with a report: looks at it, or ends it with an answer. */
export type Handling =
  | { readonly step: 'lookedAt'; readonly text: null }
  | { readonly step: Exclude<Step, 'lookedAt'>; readonly text: string };

/** The CSB handles what was reported to it. */
@Injectable()
export class HandleReport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly reports: ReportStore,
  ) {}

  /**
   * Adds this step. To look at what somebody looks at already changes nothing. Once ended, who reported it is kept a shorter time.
   * Refused: request.notFound, also of another election; report.closed.
   */
  async run(actor: PersonActor, id: string, { step, text }: Handling): Promise<void> {
    const { electionId } = segmentOf(actor);
    if (!isUuid(id)) throw new Refusal('request.notFound');
    await act(this.db, actor, async (tx) => {
      await lock(tx, `report:${id}`);
      const report = await this.reports.find(electionId, id, tx);
      if (report === null) throw new Refusal('request.notFound');
      checkOpen(report);
      const from = stateOf(report);
      if (from === step) return;
      const at = this.clock.now();
      await this.reports.addStep(tx, id, { step, text, at, personId: actor.personId });
      if (step !== 'lookedAt') await this.reports.keepUntil(tx, id, eraseAt(report.at, at));
      const details = { reportNumber: report.number, from, state: step };
      await append(tx, reportHandled({ object: { id, electionId }, actor, details }), at);
    });
  }
}
