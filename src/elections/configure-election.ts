import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import type { Actor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { ElectionStore } from './election.store.js';
import { planElection, type ElectionPlan } from './election.js';
import { definitionRefused } from './definition-refused.js';
import { readDefinition } from './read-definition.js';

/** Sets up an election from its 110a: committees, settings and routes, once and for good. */
@Injectable()
export class ConfigureElection {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
  ) {}

  /**
   * Takes the bytes of a 110a. Refused: election.definitionRefused with every reason (RefusalWithReasons), and
   * election.alreadyConfigured.
   */
  async run(definition: Uint8Array, actor: Actor): Promise<ElectionPlan> {
    const result = readDefinition(definition);
    if (!result.ok) throw definitionRefused(result.problems);
    const plan = planElection(result.definition);
    const fingerprint = createHash('sha256').update(definition).digest('hex');
    const { id } = result.definition;
    await this.db.transaction(async (tx) => {
      await lock(tx, `election:${id}`);
      if (await this.elections.exists(tx, id)) throw new Refusal('election.alreadyConfigured', { id });
      await this.elections.add(tx, plan, definition, fingerprint);
      await append(tx, {
        action: 'election.configured',
        object: { kind: 'election', id, electionId: id },
        actor,
        details: { fingerprint, committees: plan.committees.length },
      });
    });
    return plan;
  }
}
