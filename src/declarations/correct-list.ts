import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { findOrganisation } from '../bodies/organisation.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { addCorrection, decideSignal } from './after.store.js';
import type { Decision } from './declaration.js';
import { listCorrected, signalDecided } from './events.js';
import type { Correction } from './obligation.js';
import { WhoDeclares } from './who-declares.js';

/** What the Kiesraad decides of who must declare and of what is missing. Only for the operator: the edge sees to it. */
@Injectable()
export class CorrectList {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
  ) {}

  /** Corrects whether an organisation must declare; `reason` is not empty. Refused: request.notFound. */
  async run(
    votingDay: string,
    { organisation, says, reason }: Pick<Correction, 'organisation' | 'says' | 'reason'>,
    actor: PersonActor,
  ): Promise<void> {
    const at = this.clock.now();
    if (!(await this.who.days()).includes(votingDay)) throw new Refusal('request.notFound');
    await act(this.db, actor, async (tx) => {
      if ((await findOrganisation(tx, organisation)) === null) throw new Refusal('request.notFound');
      await addCorrection(tx, votingDay, { organisation, says, reason, at, by: actor.personId });
      const details = { declaringBody: organisation, declarationDay: votingDay, says, reason };
      await append(tx, listCorrected({ object: { id: null }, actor, details }), at);
    });
  }

  /** Decides of a signal; a later decision takes the place of it and both stand in the log. Refused: request.notFound. */
  async decide(id: string, decided: { decision: Decision; note: string }, actor: PersonActor): Promise<void> {
    const by = { at: this.clock.now(), personId: actor.personId };
    await act(this.db, actor, async (tx) => {
      const signal = await decideSignal(tx, id, decided, by);
      if (signal === null) throw new Refusal('request.notFound');
      const { organisation: declaringBody, votingDay: declarationDay, kind: signalKind } = signal;
      const { decision, note: reason } = decided;
      const details = { declaringBody, declarationDay, signalKind, decision, reason };
      await append(tx, signalDecided({ object: { id }, actor, details }), by.at);
    });
  }
}
