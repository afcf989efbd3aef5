import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ElectionCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { hasDistricts } from '../elections/definition.js';
import { canonicalAuthority } from '../kernel/eml-ids.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import {
  committeeKey,
  sameCommittee,
  type CommitteeRef,
  type DeliveredType,
  type Segment,
} from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { fileKey } from '../routing/inbox.js';
import { ListInbox, type Inbox } from '../routing/list-inbox.js';
import type { Block, Count } from '../verify/eml/count.js';
import { listCurrent } from '../upload/submission.store.js';
import { NO_NAMES, type CandidateNames } from './candidate-names.js';
import { FindNames } from './find-names.js';
import { KeptCounts } from './kept-counts.js';
import { sumsOf, type Known, type Sums } from './sums.js';

/** Of which file a whole is, and where this body finds it. */
interface WholeFile {
  readonly committee: ElectionCommittee;
  readonly message: '510c' | '510d';
  /** This body's own page of the file; null when there is none yet. */
  readonly href: string | null;
  /** It came, and is not read yet. */
  readonly unread: boolean;
  /** How many must be in it. */
  readonly due: number;
}

/** How a whole stands beside its parts. */
export interface WholeStand extends WholeFile, Pick<Sums, 'state' | 'lostLists' | 'lostCandidates'> {
  /** Of how many parts a count is there. */
  readonly came: number;
  /** Votes on lists in these. */
  readonly votes: number;
}

/** A 510c or 510d beside the counts that must be in it, to the candidate. */
export interface WholeSums extends WholeFile, Sums {
  readonly names: CandidateNames;
  /** This body's own page of each part that came, by `committeeKey`. */
  readonly hrefs: ReadonlyMap<string, string>;
}

/** A count of one kieskring at most, and where this body finds it. */
export interface CountedFile {
  readonly about: CommitteeRef;
  readonly href: string;
  readonly totals: Block;
}

/** All wholes that a body may lay beside their parts. */
export interface ShownSums {
  readonly plan: ElectionPlan;
  readonly at: Date;
  readonly wholes: readonly WholeStand[];
  /** The counts of which all this was made, but those of several kieskringen together. */
  readonly counted: readonly CountedFile[];
}

interface Source {
  readonly submissionId: string;
  readonly at: Date;
  readonly href: string;
}

/** Those of a whole TK and some other elections, of several bodies. */
const MOST_STANDS = 500;

/** What reached a body or was delivered by it, added up anew at every asking. */
@Injectable()
export class ShowSums {
  /** What is made of the same counts is the same: by all of which it is made. */
  private readonly stands = new Map<string, Omit<WholeStand, keyof WholeFile>>();

  constructor(
    private readonly db: Database,
    private readonly inbox: ListInbox,
    private readonly deliveries: DeliveryStore,
    private readonly counts: KeptCounts,
    private readonly names: FindNames,
  ) {}

  /**
   * How the wholes of the election of who asks stand: of a HSB its own 510c, of the CSB and the Kiesraad every 510c and the
   * 510d. Only from what this body received or delivered itself, in its current version; what a CSB corrected takes the
   * place of what the HSB sent. What is not due is no part: its votes are
   * taken as they are in the whole (domain: 510b → 510c → 510d).
   */
  async run(actor: Pick<PersonActor, 'hat'>): Promise<ShownSums> {
    const { plan, at, wanted } = await this.lay(actor);
    const wholes: WholeStand[] = [];
    for (const laid of wanted) wholes.push({ ...fileOf(laid), ...(await this.stand(laid)) });
    return { plan, at, wholes, counted: wanted.flatMap(countedIn) };
  }

  /** One of these to the candidate, by the code of its committee. Refused as absent: what this body does not add up. */
  async one(
    actor: PersonActor,
    code: string,
  ): Promise<{ readonly plan: ElectionPlan; readonly whole: WholeSums }> {
    const { plan, wanted } = await this.lay(actor);
    const laid = wanted.find(({ committee }) => committee.code === code);
    if (laid === undefined) throw new Refusal('request.notFound');
    return { plan, whole: await this.whole(laid, plan) };
  }

  /** All of them to the candidate, one after the other: together they may be too much to hold. */
  async *each(actor: PersonActor): AsyncGenerator<WholeSums, void, undefined> {
    const { plan, wanted } = await this.lay(actor);
    for (const laid of wanted) yield await this.whole(laid, plan);
  }

  private async lay(actor: Pick<PersonActor, 'hat'>) {
    const segment = segmentOf(actor);
    const inbox = await this.inbox.beside(actor);
    const sources = await this.sources(segment, inbox);
    const find = (committee: CommitteeRef, message: DeliveredType) =>
      sources.get(fileKey(committee, message));
    const wanted = wholesOf(inbox, segment.body);
    const parts = wanted.flatMap((whole) => whole.parts.map((part) => find(part, part.message)));
    const totals = await this.counts.totals(parts.flatMap((source) => source?.submissionId ?? []));
    const wholes = wanted.map(({ committee, message }) => find(committee, message));
    const counts = await this.counts.whole(wholes.flatMap((source) => source?.submissionId ?? []));
    return {
      ...{ plan: inbox.plan, at: inbox.at },
      wanted: wanted.map((whole, i): Laid => {
        const source = wholes[i];
        return {
          ...{ ...whole, source, count: (source && counts.get(source.submissionId)) ?? null },
          parts: whole.parts.map((part) => {
            const from = find(part, part.message);
            return { ...part, source: from, totals: (from && totals.get(from.submissionId)?.totals) ?? null };
          }),
        };
      }),
    };
  }

  private async stand(laid: Laid): Promise<Omit<WholeStand, keyof WholeFile>> {
    const key = keyOf(laid);
    const known = this.stands.get(key);
    if (known !== undefined) return known;
    // a whole takes some 20 ms: others get their turn
    await setImmediate();
    const { state, lostLists, lostCandidates, missing, sum } = sumsOf(laid.count, laid.parts, laid);
    const came = laid.parts.length - missing.length;
    const stand = { state, lostLists, lostCandidates, came, votes: sum.totalCounted };
    if (this.stands.size >= MOST_STANDS) this.stands.delete(this.stands.keys().next().value!);
    this.stands.set(key, stand);
    return stand;
  }

  private async whole(laid: Laid, { definition }: ElectionPlan): Promise<WholeSums> {
    const sums = sumsOf(laid.count, laid.parts, laid);
    return {
      ...{ ...fileOf(laid), ...sums },
      names: sums.state === 'differs' ? await this.names.run(definition.id, laid.committee) : NO_NAMES,
      hrefs: new Map(
        laid.parts.flatMap((part) => (part.source ? [[committeeKey(part), part.source.href]] : [])),
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

/** A whole and its parts as far as they came and are read. */
interface Laid extends Omit<Wanted, 'parts'> {
  readonly source: Source | undefined;
  readonly count: Count | null;
  readonly parts: readonly (WantedPart & {
    readonly source: Source | undefined;
    readonly totals: Block | null;
  })[];
}

function countedIn({ committee, message, source, count, parts }: Laid): readonly CountedFile[] {
  const of = (about: CommitteeRef, from: Source | undefined, totals: Block | null) =>
    from === undefined || totals === null ? [] : [{ about, href: from.href, totals }];
  return [
    ...(message === '510c' ? of(committee, source, count?.totals ?? null) : []),
    ...parts.flatMap((part) => (part.message === '510b' ? of(part, part.source, part.totals) : [])),
  ];
}

function fileOf({ committee, message, source, count, parts }: Laid): WholeFile {
  return {
    ...{ committee, message, due: parts.length },
    ...{ href: source?.href ?? null, unread: source !== undefined && count === null },
  };
}

/** All that decides how a whole stands: which counts, which are read, and who belongs where. */
function keyOf({ committee, message, source, count, parts, notDue, elsewhere, below }: Laid): string {
  const own = parts.map((part) => [part.code, part.totals && part.source?.submissionId]);
  const known = [notDue.map(({ code }) => code), [...elsewhere], [...below]];
  return JSON.stringify([committee, message, count && source?.submissionId, own, known]);
}

type WantedPart = ElectionCommittee & { readonly message: '510b' | '510c' };

interface Wanted extends Known {
  readonly committee: ElectionCommittee;
  readonly message: '510c' | '510d';
  readonly parts: readonly WantedPart[];
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
  const isDue = (part: WantedPart) => !notDue.has(fileKey(part, part.message));
  const split = (all: readonly WantedPart[]) => ({
    parts: all.filter(isDue),
    notDue: all.filter((part) => !isDue(part)),
  });
  const as = (message: WantedPart['message']) => (committee: ElectionCommittee) => ({
    ...committee,
    message,
  });
  const within = districts.map((committee): Wanted => {
    const own = counting.filter(({ district }) => district === committee.code);
    return {
      ...{ committee, message: '510c', ...split(own.map(as('510b'))) },
      elsewhere: codes(counting.filter(({ district }) => district !== committee.code)),
      below: new Set(),
    };
  });
  if (body.level === 'HSB')
    return within.filter(hasParts).filter(({ committee }) => sameCommittee(committee, body));
  const central = plan.committees.filter(({ level }) => level === 'CSB');
  const direct = counting.filter(({ district }) => district === null);
  return [
    ...central.map((committee): Wanted => ({
      ...{ committee, message: '510d' },
      ...split([...districts.map(as('510c')), ...direct.map(as('510b'))]),
      elsewhere: new Set(),
      below: codes(counting.filter(({ district }) => district !== null)),
    })),
    ...within,
  ].filter(hasParts);
}

/** Of which nothing is due, as the 510d of an EK, there is no sum to lay a total beside. */
const hasParts = ({ parts }: Wanted): boolean => parts.length > 0;
