import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import type { PersonActor } from '../kernel/actor.js';
import { SeedDeclarations } from './seed-declarations.js';
import { SeedRegister } from './seed-register.js';
import { SeedReleases } from './seed-releases.js';

/** What the Kiesraad publishes in the rehearsal: software, documents of the first election, and what executives declare by. */
@Injectable()
export class SeedPublications {
  constructor(
    private readonly releases: SeedReleases,
    private readonly register: SeedRegister,
    private readonly declarations: SeedDeclarations,
  ) {}

  /** `say` is told what is being made. */
  async run(
    plans: readonly ElectionPlan[],
    {
      operators,
      executives,
    }: {
      readonly operators: readonly [PersonActor, PersonActor];
      readonly executives: readonly PersonActor[];
    },
    say: (line: string) => void,
  ): Promise<void> {
    say('Programmatuur publiceren, door twee personen goedgekeurd …');
    await this.releases.run(
      plans.map(({ definition }) => definition.id),
      operators,
    );
    say('Het publicatieregister half invullen …');
    await this.register.run(plans[0]!, operators[1]);
    say('Contactpersonen en verklaringen van besturen maken …');
    await this.declarations.run(plans[0]!.definition.electionDate, operators[0], executives);
  }
}
