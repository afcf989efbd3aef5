import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import type { PersonActor } from '../kernel/actor.js';
import { SeedRegister } from './seed-register.js';
import { SeedReleases } from './seed-releases.js';

/** What the Kiesraad publishes in the rehearsal: software, and documents of the first election. */
@Injectable()
export class SeedPublications {
  constructor(
    private readonly releases: SeedReleases,
    private readonly register: SeedRegister,
  ) {}

  /** `say` is told what is being made. */
  async run(
    plans: readonly ElectionPlan[],
    people: readonly [PersonActor, PersonActor],
    say: (line: string) => void,
  ): Promise<void> {
    say('Programmatuur publiceren, door twee personen goedgekeurd …');
    await this.releases.run(
      plans.map(({ definition }) => definition.id),
      people,
    );
    say('Het publicatieregister half invullen …');
    await this.register.run(plans[0]!, people[1]);
  }
}
