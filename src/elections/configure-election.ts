import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { createHash } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { ElectionStore } from './election.store.js';
import { planElection, type ElectionPlan } from './election.js';
import { readDefinition } from './read-definition.js';
import { electionConfigured } from './events.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import type { DefinitionProblem } from './definition-problem.js';

/** Sets up an election from its 110a: committees, settings and routes, once and for good. */
@Injectable()
export class ConfigureElection {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the bytes of a 110a. Refused: election.definitionRefused with every reason (RefusalWithReasons), and
   * election.alreadyConfigured.
   */
  async run(definition: Uint8Array, actor: PersonActor | SystemActor): Promise<ElectionPlan> {
    const { plan, fingerprint } = readPlan(definition);
    const { id } = plan.definition;
    const details = { fingerprint, committees: plan.committees.length };
    await act(this.db, actor, async (tx) => {
      await lock(tx, `election:${id}`);
      if (await this.elections.exists(tx, id)) throw new Refusal('election.alreadyConfigured', { id });
      await this.elections.add(tx, plan, definition, fingerprint);
      await append(
        tx,
        electionConfigured({ object: { id, electionId: id }, actor, details }),
        this.clock.now(),
      );
    });
    return plan;
  }

  /** What {@link run} would set up, refused for the same reasons; nothing is kept. */
  async preview(definition: Uint8Array): Promise<ReturnType<typeof readPlan>> {
    const read = readPlan(definition);
    const { id } = read.plan.definition;
    if ((await this.elections.summary(id)) !== null) throw new Refusal('election.alreadyConfigured', { id });
    return read;
  }
}

/** What would be set up, and the SHA-256 of the 110a (hex). Refused: election.definitionRefused. */
function readPlan(definition: Uint8Array): { readonly plan: ElectionPlan; readonly fingerprint: string } {
  const result = readDefinition(definition);
  if (!result.ok) throw definitionRefused(result.problems);
  const fingerprint = createHash('sha256').update(definition).digest('hex');
  return { plan: planElection(result.definition), fingerprint };
}

/**
 * The refusal of a 110a, with every reason. The pointer of a reason names the element it is about, as in
 * `/NumberOfSeats`; line and column stand at the end of its sentence.
 */
export function definitionRefused(problems: readonly DefinitionProblem[]): RefusalWithReasons {
  const [first] = problems;
  return new RefusalWithReasons(
    'election.definitionRefused',
    problems.map(({ code, detail, place }) => ({
      pointer: place?.path ? `/${place.path}` : '',
      detail: place === null ? detail : `${detail} (regel ${place.line}, teken ${place.column})`,
      code,
    })),
    { reason: first?.detail ?? '', problem: first?.code ?? '', problems: problems.length },
  );
}
