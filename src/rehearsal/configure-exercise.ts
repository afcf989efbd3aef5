import { Injectable } from '@nestjs/common';
import { ConfigureElection } from '../setup/configure-election.js';
import { DecideElection } from '../setup/decide-election.js';
import type { ElectionPlan } from '../elections/election.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';

/**
 * Sets up an election of an exercise: its counts come in before the voting day, so it is decided that they may, and each HSB
 * has its seat in the gemeente or island after which its kieskring is called.
 */
@Injectable()
export class ConfigureExercise {
  constructor(
    private readonly configure: ConfigureElection,
    private readonly decide: DecideElection,
    private readonly clock: Clock,
  ) {}

  /** Takes the bytes of a 110a; refused as ConfigureElection says. */
  async run(definition: Uint8Array, actor: SystemActor): Promise<ElectionPlan> {
    const plan = await this.configure.run(definition, actor);
    const realLaneOpens = this.clock.now().toISOString();
    const seats = seatsOf(plan);
    await this.decide.run(
      plan.definition.id,
      ({ settings, decisions }) => ({
        settings,
        decisions: { ...decisions, seats, moments: { ...decisions.moments, realLaneOpens } },
      }),
      'In een oefening wordt meteen geleverd.',
      actor,
    );
    return plan;
  }
}

function seatsOf({ committees }: ElectionPlan): Record<string, string> {
  const hosts = committees.filter(({ level }) => level === 'GSB' || level === 'SOL');
  return Object.fromEntries(
    committees
      .filter(({ level }) => level === 'HSB')
      .flatMap(({ code, place }) => {
        const host = hosts.find((each) => each.place === place);
        return host === undefined ? [] : [[code, host.code] as const];
      }),
  );
}
