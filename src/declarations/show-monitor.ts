import { Injectable } from '@nestjs/common';
import { declarationDue } from '../elections/calendar.js';
import { findCommittee } from '../elections/committees.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { dayDeclaredBefore, firstDeclarations } from './declaration.store.js';
import { chooseLines, progressOf, type MonitorChoice, type MonitorLine, type Progress } from './monitor.js';
import { WhoDeclares } from './who-declares.js';

/** Who declared for a voting day and who did not. */
export interface Monitor {
  readonly votingDay: string;
  /** The last day on which a declaration is in time. */
  readonly due: string;
  readonly now: Date;
  readonly lines: readonly MonitorLine[];
  /** Those that were chosen, in the order that was chosen. */
  readonly chosen: readonly MonitorLine[];
  /** Committees of which nobody entered where they have their seat, so that it is not known who declares for them. */
  readonly unseated: readonly { readonly electionId: string; readonly name: string }[];
  readonly progress: Progress;
  /** That of the last voting day before it for which was declared; null: there is none. */
  readonly before: Progress | null;
}

/** The Kiesraad's monitor of the declarations. */
@Injectable()
export class ShowMonitor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
  ) {}

  /** A day without elections is refused as absent. */
  async run(votingDay: string, choice: MonitorChoice): Promise<Monitor> {
    const now = this.clock.now();
    const [{ bodies, elections, unseated }, before] = await Promise.all([
      this.who.run(votingDay),
      this.dayBefore(votingDay, now),
    ]);
    if (elections.length === 0) throw new Refusal('request.notFound');
    const plans = new Map(elections.map((plan) => [plan.definition.id, plan]));
    const firsts = bodies.flatMap(({ state }) => (state === null ? [] : [state.firstAt]));
    return {
      ...{ votingDay, due: declarationDue(votingDay), now, lines: bodies, before },
      chosen: chooseLines(bodies, choice),
      unseated: unseated.map(({ electionId, committee }) => ({
        electionId,
        name: findCommittee(plans.get(electionId)!.committees, committee)?.name ?? committee.code,
      })),
      progress: progressOf(votingDay, firsts, now),
    };
  }

  private async dayBefore(votingDay: string, now: Date): Promise<Progress | null> {
    const day = await dayDeclaredBefore(this.db.read, votingDay);
    return day === null ? null : progressOf(day, await firstDeclarations(this.db.read, day), now);
  }
}
