import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { firstComing } from './show-list.js';
import { WhoDeclares } from './who-declares.js';

/** That a body declared, as everybody may know it. */
export interface Declared {
  /** Its code. */
  readonly organisation: string;
  readonly name: string;
  /** When its first declaration came. */
  readonly at: Date;
  /** Where it says that it published; null while it did not say. */
  readonly url: string | null;
}

/**
 * Who declared for a voting day, for everybody. Never what a body declared: a national list of deviations would show an attacker
 * where to go; each body publishes its own (Ea 6 lid 2). No person is named.
 */
@Injectable()
export class ShowDeclared {
  constructor(
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
  ) {}

  /** A voting day; the first that comes when none is asked for; null without elections. Nobody where nobody votes that day. */
  async run(asked: string | undefined): Promise<{
    readonly days: readonly string[];
    readonly votingDay: string | null;
    readonly declared: readonly Declared[];
  }> {
    const days = await this.who.days();
    const votingDay = asked ?? firstComing(days, dutchDay(this.clock.now())) ?? null;
    if (votingDay === null || !days.includes(votingDay)) return { days, votingDay, declared: [] };
    const { bodies } = await this.who.run(votingDay);
    const declared = bodies.flatMap(({ organisation, name, state }) =>
      state === null ? [] : [{ organisation, name, at: state.firstAt, url: state.publication?.url ?? null }],
    );
    return { days, votingDay, declared };
  }
}
