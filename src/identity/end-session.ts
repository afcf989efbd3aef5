import { Injectable } from '@nestjs/common';
import { act } from './act.js';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { endSessions } from './session.store.js';
import { sessionEnded, sessionEndedEverywhere } from './events.js';

/** Signs out: this session, another of one's own, or all. */
@Injectable()
export class EndSession {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Ends one of the actor's own sessions. Refused with request.notFound when it is not theirs or over. */
  async run(sessionId: string, actor: PersonActor | HatlessActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      if ((await endSessions(tx, actor.personId, sessionId)) === 0) throw new Refusal('request.notFound');
      await append(tx, sessionEnded({ object: { id: sessionId.slice(0, 16) }, actor }), this.clock.now());
    });
  }

  /** Ends all of the actor's sessions, this one too. */
  async everywhere(actor: PersonActor | HatlessActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      const sessions = await endSessions(tx, actor.personId);
      const object = { id: actor.personId };
      await append(tx, sessionEndedEverywhere({ object, actor, details: { sessions } }), this.clock.now());
    });
  }
}
