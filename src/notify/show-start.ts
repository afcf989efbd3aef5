import { Injectable } from '@nestjs/common';
import { countOperators } from '../identity/person.store.js';
import { ShowKeyStanding, type KeyStanding } from '../keys/show-key-standing.js';
import type { PersonActor } from '../kernel/actor.js';
import type { Level } from '../kernel/committee.js';
import type { BoardTotals } from '../routing/inbox.js';
import { Database } from '../platform/postgres/database.js';
import { ListInbox } from '../routing/list-inbox.js';
import { ListSubmissions, type OwnDuty } from '../upload/list-submissions.js';
import { ListNotices, type WordedNotice } from './list-notices.js';
import type { Arrived } from './notice.js';
import { NoticeStore } from './notice.store.js';

/** Levels that deliver files of their own, and levels that receive others'. */
const SENDERS: readonly Level[] = ['GSB', 'NBSB', 'SOL', 'HSB', 'CSB'];
const RECEIVERS: readonly Level[] = ['HSB', 'CSB', 'MAYOR', 'COUNCIL'];
const SHOWN = 10;

/** What somebody should know and do now. */
export interface StartFacts {
  /** Unseen, but for those of which many come. */
  readonly notices: readonly WordedNotice[];
  /** How many unseen notices there are of files that came, and since when; null: none. */
  readonly arrivals: Arrived | null;
  /** What its own body must deliver; null for a body that only receives. */
  readonly duties: readonly OwnDuty[] | null;
  /** How far its inbox is; null for a body that receives nothing. */
  readonly inbox: BoardTotals | null;
  readonly keys: KeyStanding;
  /** For the operator: nobody else of them can sign in, so that a lost passkey would close the platform. */
  readonly loneOperator: boolean;
}

/** The begin page of who wears a hat. */
@Injectable()
export class ShowStart {
  constructor(
    private readonly db: Database,
    private readonly keys: ShowKeyStanding,
    private readonly notices: NoticeStore,
    private readonly listNotices: ListNotices,
    private readonly listInbox: ListInbox,
    private readonly listSubmissions: ListSubmissions,
  ) {}

  async run(actor: PersonActor): Promise<StartFacts> {
    const { electionId, body } = actor.hat;
    const [operators, notices, arrivals, submissions, inbox, keys] = await Promise.all([
      body.level === 'OPERATOR' ? countOperators(this.db.read) : 0,
      this.listNotices.run(actor, { unseen: true, counted: false, limit: SHOWN }),
      this.notices.countUnseen({ electionId, body }),
      SENDERS.includes(body.level) ? this.listSubmissions.run(actor) : null,
      RECEIVERS.includes(body.level) ? this.listInbox.run(actor) : null,
      this.keys.run(actor),
    ]);
    return {
      notices,
      arrivals,
      duties: submissions?.duties ?? null,
      inbox: inbox?.totals ?? null,
      keys,
      loneOperator: operators === 1,
    };
  }
}
