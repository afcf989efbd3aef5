import { Injectable } from '@nestjs/common';
import { ListHats } from '../identity/choose-hat.js';
import type { NamedHat } from '../identity/hat.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { keyOf } from './dispatch-notices.js';
import { ListNotices, type WordedNotice } from './list-notices.js';
import { NoticeStore } from './notice.store.js';

/** A notice that somebody follows from a mail, and the role of theirs that it is for. */
export interface FollowedNotice {
  readonly notice: WordedNotice;
  readonly hat: NamedHat;
}

/** One notice, for who has a role at its body: also a role that is not worn now. */
@Injectable()
export class ShowNotice {
  constructor(
    private readonly notices: NoticeStore,
    private readonly list: ListNotices,
    private readonly hats: ListHats,
  ) {}

  /** Refused: request.notFound, for another body's as for none. */
  async run(id: string, actor: PersonActor | HatlessActor): Promise<FollowedNotice> {
    const [[found], hats] = await Promise.all([this.notices.byIds([id]), this.hats.run(actor.personId)]);
    const own = hats.filter((one) => found !== undefined && keyOf(one) === keyOf(found.to));
    const worn = own.find(({ id: hatId }) => actor.kind === 'person' && actor.hat.id === hatId);
    const hat = worn ?? own[0];
    if (found === undefined || hat === undefined) throw new Refusal('request.notFound');
    const [notice] = await this.list.worded([found], found.to.electionId);
    return { notice: notice!, hat };
  }
}
