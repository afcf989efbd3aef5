import { Injectable } from '@nestjs/common';
import type { ElectionCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { hasDistricts } from '../elections/definition.js';
import { canonicalAuthority } from '../kernel/eml-ids.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { sameCommittee, type CommitteeRef, type DeliveredType, type Segment } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { fileKey } from '../routing/inbox.js';
import { ListInbox, type Inbox } from '../routing/list-inbox.js';
import { listCurrent } from '../upload/submission.store.js';
import { NO_NAMES, type CandidateNames } from './candidate-names.js';
import { FindNames } from './find-names.js';
import { KeptCounts } from './kept-counts.js';
import { sumsOf, type Sums } from './sums.js';

/** A 510c or 510d beside the counts that must be in it. */
export interface WholeSums extends Sums {
  readonly committee: ElectionCommittee;
  readonly message: '510c' | '510d';
  /** This body's own page of the file; null when there is none yet. */
  readonly href: string | null;
  /** It came, and is not read yet. */
  readonly unread: boolean;
  /** How many must be in it. */
  readonly due: number;
  /** Of its candidates, where any is shown. */
  readonly names: CandidateNames;
}

/** All wholes that a body may lay beside their parts. */
export interface ShownSums {
  readonly plan: ElectionPlan;
  readonly at: Date;
  readonly wholes: readonly WholeSums[];
}

interface Source {
  readonly submissionId: string;
  readonly at: Date;
  readonly href: string;
}

/** What reached a body or was delivered by it, added up anew at every asking. */
@Injectable()
export class ShowSums {
  constructor(
    private readonly db: Database,
    private readonly inbox: ListInbox,
    private readonly deliveries: DeliveryStore,
    private readonly counts: KeptCounts,
    private readonly names: FindNames,
  ) {}

  /**
   * The wholes of the election of who asks: of a HSB its own 510c, of the CSB and the Kiesraad every 510c and the 510d. Only from
   * what this body received or delivered itself, in its current version; what a CSB corrected takes the place of what the
   * HSB sent. What is not due is no part (domain: 510b → 510c → 510d).
   */
  async run(actor: PersonActor): Promise<ShownSums> {
    const segment = segmentOf(actor);
    const inbox = await this.inbox.run(actor);
    const sources = await this.sources(segment, inbox);
    const wanted = wholesOf(inbox, segment.body);
    const find = (committee: CommitteeRef, message: DeliveredType) =>
      sources.get(fileKey(committee, message));
    const parts = wanted.flatMap((whole) => whole.parts.map((part) => find(part, part.message)));
    const wholes = wanted.map(({ committee, message }) => find(committee, message));
    const totals = await this.counts.totals(parts.flatMap((source) => source?.submissionId ?? []));
    const counts = await this.counts.whole(wholes.flatMap((source) => source?.submissionId ?? []));
    return {
      ...{ plan: inbox.plan, at: inbox.at },
      wholes: await Promise.all(
        wanted.map(async ({ committee, message, parts: members, ...codes }, i) => {
          const source = wholes[i];
          const count = (source && counts.get(source.submissionId)) ?? null;
          const own = members.map((part) => {
            const found = find(part, part.message);
            return { ...part, totals: (found && totals.get(found.submissionId)?.totals) ?? null };
          });
          const sums = sumsOf(count, own, codes);
          return {
            ...sums,
            ...{ committee, message, due: members.length },
            ...{ href: source?.href ?? null, unread: source !== undefined && count === null },
            names: sums.state === 'differs' ? await this.names.run(segment.electionId, committee) : NO_NAMES,
          };
        }),
      ),
    };
  }

  /** By `fileKey` the newest of what counts now. */
  private async sources(segment: Segment, { files }: Inbox): Promise<ReadonlyMap<string, Source>> {
    const current = files.filter(({ superseded }) => !superseded);
    const [ids, own] = await Promise.all([
      this.deliveries.submissionsOf(current.map(({ id }) => id)),
      listCurrent(this.db.read, segment),
    ]);
    const all = [
      ...current.map(({ id, about, message, at }) => ({
        key: fileKey(about, message),
        source: { submissionId: ids.get(id)!, at, href: `/ontvangen/${id}` },
      })),
      ...own.flatMap(({ id, verdict, deliveredAt }) => {
        if (verdict.type === null) return [];
        const about = verdict.committee ?? segment.body;
        const source = { submissionId: id, at: deliveredAt, href: `/leveringen/${id}` };
        return [{ key: fileKey(about, verdict.type), source }];
      }),
    ];
    all.sort((a, b) => a.source.at.getTime() - b.source.at.getTime());
    return new Map(all.map(({ key, source }) => [key, source]));
  }
}

type WantedPart = ElectionCommittee & { readonly message: '510b' | '510c' };

interface Wanted {
  readonly committee: ElectionCommittee;
  readonly message: '510c' | '510d';
  readonly parts: readonly WantedPart[];
  readonly elsewhere: ReadonlySet<string>;
  readonly below: ReadonlySet<string>;
}

/** Which wholes a body lays beside which parts, by the bodies of the election. */
function wholesOf({ plan, rows }: Inbox, body: CommitteeRef): readonly Wanted[] {
  const notDue = new Set(
    rows
      .filter(({ state }) => state.state === 'notDue')
      .map(({ committee, message }) => fileKey(committee, message)),
  );
  const counting = plan.committees.filter(({ level }) => ['GSB', 'SOL', 'NBSB'].includes(level));
  const districts = hasDistricts(plan.definition)
    ? plan.committees.filter(({ level }) => level === 'HSB')
    : [];
  const codes = (committees: readonly CommitteeRef[]) =>
    new Set(committees.map(({ code }) => canonicalAuthority(code)));
  const due = (part: WantedPart) => !notDue.has(fileKey(part, part.message));
  const as = (message: WantedPart['message']) => (committee: ElectionCommittee) => ({
    ...committee,
    message,
  });
  const within = districts.map((committee): Wanted => {
    const own = counting.filter(({ district }) => district === committee.code);
    return {
      ...{ committee, message: '510c', parts: own.map(as('510b')).filter(due) },
      elsewhere: codes(counting.filter(({ district }) => district !== committee.code)),
      below: new Set(),
    };
  });
  if (body.level === 'HSB') return within.filter(({ committee }) => sameCommittee(committee, body));
  const central = plan.committees.filter(({ level }) => level === 'CSB');
  const direct = counting.filter(({ district }) => district === null);
  return [
    ...central.map((committee): Wanted => ({
      ...{ committee, message: '510d' },
      parts: [...districts.map(as('510c')), ...direct.map(as('510b'))].filter(due),
      elsewhere: new Set(),
      below: codes(counting.filter(({ district }) => district !== null)),
    })),
    ...within,
  ];
}
