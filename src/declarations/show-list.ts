import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { listSignals, type Signal } from './after.store.js';
import { ShowOwn, type ShownDeclaration } from './show-own.js';
import { WhoDeclares, type DeclaringDay } from './who-declares.js';

/** The first voting day that comes, else the last that was; `days`: the last first. */
export const firstComing = (days: readonly string[], today: string): string | undefined =>
  days.filter((day) => day >= today).at(-1) ?? days[0];

/** Who must declare and what is missing, for the Kiesraad. */
@Injectable()
export class ShowList {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
    private readonly own: ShowOwn,
  ) {}

  /** A voting day; the first that comes when none is asked for. Null without elections. Refused: request.notFound. */
  async day(asked: string | undefined): Promise<{
    readonly days: readonly string[];
    readonly day: DeclaringDay | null;
    readonly signals: readonly Signal[];
  }> {
    const days = await this.who.days();
    const today = dutchDay(this.clock.now());
    const chosen = asked ?? firstComing(days, today);
    if (chosen === undefined) return { days, day: null, signals: [] };
    if (!days.includes(chosen)) throw new Refusal('request.notFound');
    const [day, signals] = await Promise.all([this.who.run(chosen), listSignals(this.db.read, chosen)]);
    return { days, day, signals };
  }

  /** One body of a voting day. Refused: request.notFound. */
  async body(
    votingDay: string,
    organisation: string,
  ): Promise<{ readonly shown: ShownDeclaration; readonly signals: readonly Signal[] }> {
    const [shown, signals] = await Promise.all([
      this.own.one(votingDay, organisation),
      listSignals(this.db.read, votingDay),
    ]);
    return { shown, signals: signals.filter((signal) => signal.organisation === organisation) };
  }
}
