import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { ListHats } from '../identity/choose-hat.js';
import { keyOf } from './dispatch-notices.js';
import { NoticeStore } from './notice.store.js';

/** Says on every page how many notices were not read, for each role of who looks. */
@Injectable()
export class UnseenCounts implements OnModuleInit {
  constructor(
    private readonly frame: PageFrame,
    private readonly hats: ListHats,
    private readonly notices: NoticeStore,
  ) {}

  onModuleInit(): void {
    this.frame.knowUnseen((personId) => this.of(personId));
  }

  private async of(personId: string): Promise<ReadonlyMap<string, number>> {
    const hats = await this.hats.run(personId);
    const counts = await this.notices.unseen(hats);
    return new Map(
      hats.flatMap((hat) => {
        const count = counts.find(({ to }) => keyOf(to) === keyOf(hat))?.count ?? 0;
        return count === 0 ? [] : [[hat.id, count] as const];
      }),
    );
  }
}
