import { Injectable } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { isAllowed, publicFrom, publisherOf, type Publisher } from './obligation.js';
import { isPublic, isSetAside, type ResultFile } from './publication.js';
import { PublicationStore } from './publication.store.js';

/** A file that holds, and whether it is public. */
export interface ListedFile {
  readonly file: ResultFile;
  /** The id under which who looks knows it; null: it is another's to make public. */
  readonly id: string | null;
  /** Whose count it is, and who makes it public. */
  readonly about: string;
  readonly by: string;
  readonly publisher: Publisher;
}

/** What is not public yet and what is, of one body, or for the Kiesraad of the whole election. */
export interface ShownUnpublished {
  readonly plan: ElectionPlan;
  /** The whole election, for the Kiesraad that collects. */
  readonly all: boolean;
  /** The longest waiting first. */
  readonly waiting: readonly ListedFile[];
  /** The last first. */
  readonly published: readonly ListedFile[];
  /** Whether it may be made public now; `from`: from when on, null where nobody said so yet. */
  readonly allowed: boolean;
  readonly from: Date | null;
}

/** What of the results has not become public yet: for who must do so, and of everybody for the Kiesraad (A 3 d). */
@Injectable()
export class ShowUnpublished {
  constructor(
    private readonly elections: ElectionStore,
    private readonly publications: PublicationStore,
    private readonly clock: Clock,
  ) {}

  async run(wearer: Pick<PersonActor, 'hat'>): Promise<ShownUnpublished> {
    const segment = segmentOf(wearer);
    const { electionId, body } = segment;
    const all = body.level === 'COUNCIL';
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const [kept, decisions, exemptions] = await Promise.all([
      all ? this.publications.list(electionId) : this.publications.own(segment),
      this.elections.decisions(electionId),
      this.elections.exemptions(electionId),
    ]);
    const now = this.clock.now();
    const files = kept.flatMap((file): ListedFile[] => {
      const publisher = publisherOf(plan, file.about, file.message);
      if (publisher === null || !(all || sameCommittee(publisher.body, body))) return [];
      const [about, by] = [file.about, publisher.body].map((ref) => committeeName(plan.committees, ref));
      return [{ file, publisher, id: 'id' in file ? String(file.id) : null, about: about!, by: by! }];
    });
    const from = publicFrom(plan, decisions);
    return {
      ...{ plan, all, allowed: isAllowed(from, now), from: from instanceof Date ? from : null },
      waiting: files.filter(
        ({ file }) => !isPublic(file) && file.newest && !isSetAside(file, exemptions, now),
      ),
      published: files.filter(({ file }) => isPublic(file)).reverse(),
    };
  }
}
