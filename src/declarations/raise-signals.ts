import { Injectable, type OnModuleInit } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { OpenDuties, type OpenDuty } from '../frame/open-duties.js';
import { addDays } from '../elections/calendar.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { Database } from '../platform/postgres/database.js';
import { addSignals } from './after.store.js';
import type { SignalKind } from './declaration.js';
import { signalRaised } from './events.js';
import { WhoDeclares, type DeclaringBody } from './who-declares.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'verklaringen' };
/** Until so many days after the vote what is missing becomes a signal: long enough for a night without workers. */
const DAYS_AFTER = 30;

/**
 * What is not there after the due day becomes a signal by itself, once: that a body declared nothing (000 ch. 2), or that it did
 * not say where it published. A person decides. And what is still open, for reminders.
 */
@Injectable()
export class RaiseSignals implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
    private readonly jobs: JobHandlers,
    private readonly duties: OpenDuties,
  ) {}

  onModuleInit(): void {
    this.jobs.sweepWith('declarations.missing', { everyMs: 60_000 }, () => this.run());
    this.duties.add((votingDay) => this.open(votingDay));
  }

  /** Makes the signals that were not made yet; gives how many. Two at once make each once. */
  async run(): Promise<number> {
    const today = dutchDay(this.clock.now());
    const days = (await this.who.days()).filter(
      (day) => addDays(day, -2) < today && today <= addDays(day, DAYS_AFTER),
    );
    let made = 0;
    for (const day of days) made += await this.ofDay(day);
    return made;
  }

  private async ofDay(votingDay: string): Promise<number> {
    const { bodies } = await this.who.run(votingDay);
    const missing = bodies.filter(({ standing }) => standing === 'missing');
    const unpublished = bodies.filter(isUnpublished);
    return (
      (await this.raise(votingDay, 'missing', missing)) +
      (await this.raise(votingDay, 'unpublished', unpublished))
    );
  }

  private async raise(votingDay: string, kind: SignalKind, bodies: readonly DeclaringBody[]) {
    const at = this.clock.now();
    return await this.db.transaction(async (tx) => {
      const codes = bodies.map(({ organisation }) => organisation);
      const added = await addSignals(tx, votingDay, kind, codes, at);
      for (const { id, organisation } of added) {
        const details = { declaringBody: organisation, declarationDay: votingDay, signalKind: kind };
        await append(tx, signalRaised({ object: { id }, actor: SYSTEM, details }), at);
      }
      return added.length;
    });
  }

  /** Who must still declare: nobody any more after the vote. */
  private async open(votingDay: string): Promise<readonly OpenDuty[]> {
    const { bodies, today } = await this.who.run(votingDay);
    if (today > votingDay) return [];
    return bodies
      .filter(({ standing }) => standing === 'open' || standing === 'missing')
      .map(({ organisation, due }) => ({ organisation, subject: 'declaration', of: null, due }));
  }
}

/** It declared, and did not say where it published that, or somebody of the Kiesraad did not find it there. */
export function isUnpublished({ must, state }: Pick<DeclaringBody, 'must' | 'state'>): boolean {
  return must && state !== null && (state.publication === null || state.publication.found === false);
}
