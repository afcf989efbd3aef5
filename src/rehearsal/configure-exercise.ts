import { Injectable } from '@nestjs/common';
import { ConfigureElection } from '../elections/configure-election.js';
import { addDecision } from '../elections/decision.store.js';
import type { ElectionPlan } from '../elections/election.js';
import { act } from '../identity/act.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';

/** Sets up an election of an exercise: its counts come in before the voting day, so it is decided that they may. */
@Injectable()
export class ConfigureExercise {
  constructor(
    private readonly configure: ConfigureElection,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes the bytes of a 110a; refused as ConfigureElection says. */
  async run(definition: Uint8Array, actor: SystemActor): Promise<ElectionPlan> {
    const plan = await this.configure.run(definition, actor);
    const at = this.clock.now();
    const decided = { moments: { realLaneOpens: at.toISOString() } };
    await act(this.db, actor, (tx) =>
      addDecision(tx, plan.definition.id, {
        ...{ number: 1, decided, settings: null, changed: ['realLaneOpens'], at },
        ...{ why: 'In een oefening wordt meteen geleverd.', needsSecond: false, byPerson: null },
      }),
    );
    return plan;
  }
}
