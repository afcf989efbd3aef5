import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { keyListAudienceSet } from './events.js';
import { audienceOf, keepAudience, type Audience } from './key-list.store.js';

/** The Kiesraad says for whom the key list of an election is. Only for the operator: the edge sees to it. */
@Injectable()
export class SetAudience {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** `why` is not empty. Said again, nothing changes. Refused: request.notFound. */
  async run(electionId: string, audience: Audience, why: string, actor: PersonActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      await lock(tx, `keyListAudience:${electionId}`);
      if (!(await this.elections.exists(tx, electionId))) throw new Refusal('request.notFound');
      if ((await audienceOf(tx, electionId)) === audience) return;
      const at = this.clock.now();
      await keepAudience(tx, electionId, { audience, why, byPerson: actor.personId, at });
      const object = { id: electionId, electionId };
      await append(tx, keyListAudienceSet({ object, actor, details: { audience, reason: why } }), at);
    });
  }
}
