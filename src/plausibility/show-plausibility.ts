import { Injectable } from '@nestjs/common';
import { NO_NAMES, type CandidateNames } from '../counts/candidate-names.js';
import { FindNames } from '../counts/find-names.js';
import type { Bounds } from '../elections/bounds.js';
import { findCommittee } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { namesOf } from '../identity/person.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { mayReferBack, numberOf } from '../routing/delivery.js';
import { ShowDelivery } from '../routing/show-delivery.js';
import { findCount } from '../upload/count.store.js';
import { FindSubmission } from '../upload/show-submission.js';
import { chainOf, submissionNumber } from '../upload/submission.js';
import type { Count } from '../verify/eml/count.js';
import { findingsDigest, standingLook, type Look } from './look.js';
import { listLooks } from './look.store.js';
import { judgePlausibility, type JudgedStation } from './plausibility.js';

/** A look with the name of who looked. */
export interface ShownLook extends Look {
  readonly by: string;
}

/** A station with what this body saw in it. */
export interface SeenStation extends JudgedStation {
  /** Of what stands out now, to be sent back with what is said of it. */
  readonly digest: string;
  /** All that was said, the first first. */
  readonly looks: readonly ShownLook[];
  /** What was said last of what stands out now; null: nobody looked at that. */
  readonly look: ShownLook | null;
}

/** A count with what is implausible in it, station by station. */
export interface ShownPlausibility {
  readonly id: string;
  readonly number: string;
  readonly submissionId: string;
  readonly about: CommitteeRef & { readonly name: string };
  readonly bounds: Bounds;
  /** Where this body sends a station of it back; null: it may not. */
  readonly referHref: string | null;
  /** Null: it is still being read. */
  readonly judged: { readonly count: Count; readonly stations: readonly SeenStation[] } | null;
  readonly names: CandidateNames;
}

interface Source {
  readonly id: string;
  readonly number: string;
  readonly submissionId: string;
  readonly electionId: string;
  readonly about: CommitteeRef & { readonly name: string };
  readonly referHref: string | null;
}

/** Who sent or received the count of a gemeente looks for errors in it. */
@Injectable()
export class ShowPlausibility {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly deliveries: ShowDelivery,
    private readonly submissions: FindSubmission,
    private readonly names: FindNames,
  ) {}

  /** For a recipient. Refuses `request.notFound` for what is another's, absent, or no 510b. */
  async received(actor: PersonActor, id: string): Promise<ShownPlausibility> {
    const { delivery, about } = await this.deliveries.run(actor, id);
    if (delivery.message !== '510b') throw new Refusal('request.notFound');
    const { submissionId, electionId } = delivery;
    return await this.judge(actor, {
      ...{ id: delivery.id, number: numberOf(delivery), submissionId, electionId, about },
      referHref: mayReferBack(delivery) ? `/ontvangen/${delivery.id}/terugverwijzen` : null,
    });
  }

  /** For its sender, from its verdict on. Refuses as {@link received}. */
  async sent(actor: PersonActor, id: string): Promise<ShownPlausibility> {
    const submission = await this.submissions.run(id, actor);
    if (submission.state === 'open' || submission.verdict?.type !== '510b')
      throw new Refusal('request.notFound');
    const { electionId } = submission;
    const { about: ref } = chainOf({ ...submission, verdict: submission.verdict });
    const plan = await this.elections.plan(electionId);
    const name = (plan && findCommittee(plan.committees, ref)?.name) ?? ref.code;
    return await this.judge(actor, {
      ...{ id: submission.id, number: submissionNumber(submission), submissionId: submission.id },
      ...{ electionId, about: { ...ref, name }, referHref: null },
    });
  }

  private async judge(actor: PersonActor, source: Source): Promise<ShownPlausibility> {
    const { electionId, about, ...named } = source;
    const { bounds } = await this.elections.decisions(electionId);
    const count = await findCount(this.db.read, source.submissionId);
    if (count === null) return { ...named, about, bounds, judged: null, names: NO_NAMES };
    const stations = await this.seen(actor, about, judgePlausibility(count, bounds));
    const names = await this.names.run(electionId, about);
    return { ...named, about, bounds, judged: { count, stations }, names };
  }

  private async seen(
    actor: PersonActor,
    about: CommitteeRef,
    stations: readonly JudgedStation[],
  ): Promise<readonly SeenStation[]> {
    const all = await listLooks(this.db.read, { ...segmentOf(actor), about });
    const people = [...all.values()].flatMap((looks) => looks.map(({ personId }) => personId));
    const names = await namesOf(this.db.read, [...new Set(people)]);
    return stations.map((station) => {
      const digest = findingsDigest(station.findings);
      const looks = (all.get(station.unit) ?? []).map((look) => ({
        ...look,
        by: names.get(look.personId) ?? '',
      }));
      return { ...station, digest, looks, look: standingLook(looks, digest) };
    });
  }
}
