import { Injectable } from '@nestjs/common';
import { standingExemptions } from '../elections/duties.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import type { Wearer } from '../frame/agenda.js';
import { FileAlarms } from '../frame/file-alarms.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { BoardStore } from './board.store.js';
import { deliveryHref } from './delivery.js';
import {
  boardRows,
  expectedFor,
  fileKey,
  newestFirst,
  totalsOf,
  unexpectedFiles,
  type BoardFile,
  type BoardRow,
  type BoardTotals,
} from './inbox.js';
import { RequestStore } from './request.store.js';

/** What one body must get and what it got. */
export interface Inbox {
  readonly plan: ElectionPlan;
  readonly at: Date;
  /** When the counts of the gemeenten are expected, ISO 8601 UTC; null: nothing was decided. */
  readonly expected510b: string | null;
  readonly rows: readonly BoardRow[];
  readonly totals: BoardTotals;
  /** Everything that came, older versions included, newest first. */
  readonly files: readonly BoardFile[];
  /** Of those, what is in no row: a P 2a alone, a 510c that the CSB corrected. */
  readonly others: readonly BoardFile[];
}

/** What came since a body last asked. */
export interface Arrivals {
  readonly plan: ElectionPlan;
  /** In the order in which they came. */
  readonly files: readonly BoardFile[];
  /** To go on from here. */
  readonly next: number;
  /** There is more already. */
  readonly more: boolean;
}

/** So many files in one answer. */
const MOST = 100;

/** The inbox of the body whose hat is worn. */
@Injectable()
export class ListInbox {
  private readonly watchedNow = new WeakMap<Pick<PersonActor, 'hat'>, Inbox>();

  constructor(
    private readonly boards: BoardStore,
    private readonly requests: RequestStore,
    private readonly elections: ElectionStore,
    private readonly alarms: FileAlarms,
    private readonly clock: Clock,
  ) {}

  /** For who says what is wrong with its files: the inbox that asked for that, else as it is now. */
  async beside(wearer: Pick<PersonActor, 'hat'>): Promise<Inbox> {
    return this.watchedNow.get(wearer) ?? (await this.run(wearer));
  }

  /** As {@link run}, with what other rooms found wrong with its files. */
  async watched(wearer: Wearer, electionId: string | null = null): Promise<Inbox> {
    const inbox = await this.run(wearer, electionId);
    this.watchedNow.set(wearer, inbox);
    const alarms = await this.alarms.of(wearer).finally(() => this.watchedNow.delete(wearer));
    const rows = inbox.rows.map((row) => ({
      ...row,
      alarm: (row.file && alarms.get(deliveryHref(row.file.id))) ?? null,
    }));
    return { ...inbox, rows };
  }

  /** Four queries, however many committees deliver. `electionId` other than the hat's own is refused as absent. */
  async run(wearer: Pick<PersonActor, 'hat'>, electionId: string | null = null): Promise<Inbox> {
    const segment = segmentOf(wearer);
    if (electionId !== null && electionId !== segment.electionId) throw new Refusal('request.notFound');
    const plan = await this.elections.plan(segment.electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const [files, exemptions, requests, decisions] = await Promise.all([
      this.boards.received(segment),
      this.elections.exemptions(segment.electionId),
      this.requests.asked(segment),
      this.elections.decisionsFor([plan]),
    ]);
    const at = this.clock.now();
    const expected510b = decisions.get(segment.electionId)?.expected510b ?? null;
    const facts = {
      expected: expectedFor(plan, segment.body),
      files,
      exemptions: [...standingExemptions(plan), ...exemptions],
      requests: new Map(requests.map((request) => [fileKey(request.to, request.message), request])),
      expected510b,
    };
    const rows = boardRows(facts, at);
    const others = unexpectedFiles(facts);
    return {
      plan,
      at,
      expected510b,
      rows,
      totals: totalsOf(rows, others),
      files: newestFirst(files),
      others,
    };
  }

  /**
   * What came after the first `after` files (0: from the start). Refuses `delivery.cursorAhead` for a number that this body
   * never reached: another election, another body, or an older state of the platform.
   */
  async since(wearer: Pick<PersonActor, 'hat'>, after: number): Promise<Arrivals> {
    const segment = segmentOf(wearer);
    const plan = await this.elections.plan(segment.electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const found = await this.boards.receivedAfter(segment, after, MOST + 1);
    const next = found.slice(0, MOST).at(-1)?.arrival ?? after;
    if (found.length === 0 && after > (await this.boards.lastArrival(segment)))
      throw new Refusal('delivery.cursorAhead', { na: after });
    const files = found.slice(0, MOST).map(({ file }) => file);
    return { plan, files, next, more: found.length > MOST };
  }
}
