import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, type Segment } from '../kernel/committee.js';
import { chainLock } from '../kernel/delivery-chain.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { stationsAnswered } from './events.js';
import { FindReferrals } from './find-referrals.js';
import { checkAnswerable, type Finding, type Referral } from './referral.js';
import { ReferralStore } from './referral.store.js';

/** What a GSB says of stations that were sent back to it. */
export interface Answering {
  readonly units: readonly string[];
  readonly finding: Finding;
  readonly text: string;
}

/** A GSB answers what a CSB sent back. */
@Injectable()
export class AnswerReferral {
  constructor(
    private readonly db: Database,
    private readonly referrals: ReferralStore,
    private readonly finding: FindReferrals,
    private readonly clock: Clock,
  ) {}

  /**
   * Records what was found of these stations, all or none, and hands that over. A station is answered once. Refused:
   * another's, as absent; and as {@link checkAnswerable}.
   */
  async run(actor: PersonActor, id: string, { units, ...said }: Answering): Promise<void> {
    const segment = segmentOf(actor);
    await act(this.db, actor, async (tx) => {
      const { electionId, to } = await this.find(segment, id, tx);
      await lock(tx, chainLock({ electionId, sender: to, about: to, message: '510b' }));
      const referral = await this.find(segment, id, tx);
      checkAnswerable(referral, units);
      const at = this.clock.now();
      await this.referrals.answer(tx, referral.id, units, said, { personId: actor.personId, at });
      const { submissionId, from: recipient } = referral;
      const details = { submissionId, recipient, units: [...units], finding: said.finding };
      await append(tx, stationsAnswered({ object: referral, actor, details }), at);
      await add(tx, 'referral.answered', { referralId: referral.id });
    });
  }

  private async find(segment: Segment, id: string, tx: Tx): Promise<Referral> {
    const [found] = isUuid(id) ? await this.finding.run(segment, { id }, tx) : [];
    if (found === undefined || !sameCommittee(found.to, segment.body)) throw new Refusal('request.notFound');
    return found;
  }
}
