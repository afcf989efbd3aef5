import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, sameCommittee, type CommitteeRef } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { dutiesOf } from '../elections/duties.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { ElectionStore, type KeptExemption } from '../elections/election.store.js';
import { resultSetAside, resultUsedAfterAll } from './events.js';

/** Outbox topic: a committee left the outcome of the software aside, or takes that back; who has its file must know. */
export const RESULT_SET_ASIDE = 'result.setAside';

/** What a committee set aside in its election, the newest first. */
export interface SetAside {
  readonly plan: ElectionPlan;
  readonly committee: CommitteeRef;
  /** Now; null: it did not, or took it back. */
  readonly inForce: KeptExemption | null;
  readonly before: readonly KeptExemption[];
}

/**
 * A committee leaves the outcome of the software aside because it did not work reliably and could not be mended in time (Na 27,
 * O 6, O 17, P 20b): its own act, of which it tells the Kiesraad at once. That both conditions are met is asserted at the edge.
 */
@Injectable()
export class SetResultAside {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /** What the actor's committee set aside. */
  async show(actor: PersonActor): Promise<SetAside> {
    const { electionId, body } = segmentOf(actor);
    const [plan, all] = await Promise.all([
      this.elections.plan(electionId),
      this.elections.exemptions(electionId),
    ]);
    if (plan === null) throw new Refusal('request.notFound');
    const own = all.filter((one) => one.reason === 'setAside' && sameCommittee(one.committee, body));
    return {
      plan,
      committee: body,
      inForce: own.find(({ until }) => until === null) ?? null,
      before: own.filter(({ until }) => until !== null).reverse(),
    };
  }

  /**
   * `note`: what did not work, in the committee's words, not empty. Gives the id. With a passkey just used. Refused:
   * election.unknownCommittee (it delivers nothing here), election.exemptionTwice.
   */
  async declare(note: string, actor: PersonActor): Promise<string> {
    const { plan, committee } = await this.show(actor);
    if (!dutiesOf(plan).some((duty) => sameCommittee(duty.committee, committee)))
      throw new Refusal('election.unknownCommittee');
    const electionId = plan.definition.id;
    return await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, `exemption:${electionId}:${committeeKey(committee)}`);
        const standing = (await this.elections.exemptions(electionId, tx)).some(
          (one) => one.until === null && one.reason === 'setAside' && sameCommittee(one.committee, committee),
        );
        if (standing) throw new Refusal('election.exemptionTwice');
        const at = this.clock.now();
        const exemption = { committee, reason: 'setAside', since: at.toISOString(), until: null } as const;
        const id = await this.elections.addExemption(tx, electionId, exemption, note, actor.personId);
        await append(tx, resultSetAside({ object: { id, electionId }, actor, details: { committee } }), at);
        await tell(tx, plan, committee, id, false);
        return id;
      },
      'fresh',
    );
  }

  /** The committee uses the outcome after all. Refused: request.notFound when it did not set it aside, or not now. */
  async end(id: string, actor: PersonActor): Promise<void> {
    const { plan, committee, inForce } = await this.show(actor);
    if (inForce?.id !== id) throw new Refusal('request.notFound');
    const electionId = plan.definition.id;
    const at = this.clock.now();
    await act(
      this.db,
      actor,
      async (tx) => {
        if ((await this.elections.endExemption(tx, electionId, id, at)) === null)
          throw new Refusal('request.notFound');
        await append(
          tx,
          resultUsedAfterAll({ object: { id, electionId }, actor, details: { committee } }),
          at,
        );
        await tell(tx, plan, committee, id, true);
      },
      'fresh',
    );
  }
}

/** Those that have or would get what it delivers; the Kiesraad is told in any case. */
async function tell(
  tx: Tx,
  plan: ElectionPlan,
  committee: CommitteeRef,
  exemptionId: string,
  ended: boolean,
): Promise<void> {
  const to = new Map(
    dutiesOf(plan)
      .filter((duty) => sameCommittee(duty.committee, committee))
      .flatMap(({ message }) => recipientsOf(plan, committee, message))
      .map(({ committee: { level, code } }) => [`${level}:${code}`, { level, code }]),
  );
  await add(tx, RESULT_SET_ASIDE, {
    exemptionId,
    electionId: plan.definition.id,
    level: committee.level,
    code: committee.code,
    ended,
    to: [...to.values()],
  });
}
