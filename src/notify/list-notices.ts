import { Injectable } from '@nestjs/common';
import { findCommittee } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import type { PersonActor } from '../kernel/actor.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Notice, NoticeText } from './notice.js';
import { NoticeStore } from './notice.store.js';
import { noticeText } from './notice-texts.js';

/** A notice with its words. */
export interface WordedNotice extends Notice, NoticeText {}

/** What to list: seen ones too, and those of which many come too. */
export interface NoticeChoice {
  readonly unseen: boolean;
  readonly counted: boolean;
  /** At most this many, the newest. */
  readonly limit: number;
}

/** The notices of the body whose hat is worn. */
@Injectable()
export class ListNotices {
  constructor(
    private readonly notices: NoticeStore,
    private readonly elections: ElectionStore,
  ) {}

  async run({ hat }: PersonActor, choice: NoticeChoice): Promise<readonly WordedNotice[]> {
    const notices = await this.notices.list({ electionId: hat.electionId, body: hat.body }, choice);
    return await this.worded(notices, hat.electionId);
  }

  /** With their words; all of them to bodies of one election, or of none: then each says itself of which election it is. */
  async worded(notices: readonly Notice[], electionId: string | null): Promise<readonly WordedNotice[]> {
    const electionOf = ({ facts }: Notice) =>
      electionId ?? ('electionId' in facts ? facts.electionId : undefined) ?? '';
    const plans = await this.elections.plansFor([...new Set(notices.map(electionOf))]);
    const nameOf = (notice: Notice) => (body: CommitteeRef) => {
      const committees = plans.get(electionOf(notice))?.committees ?? [];
      return findCommittee(committees, body)?.name ?? `${body.level} ${body.code}`;
    };
    return notices.map((notice) => ({ ...notice, ...noticeText(notice.facts, nameOf(notice)) }));
  }
}
