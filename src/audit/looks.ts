import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { ELECTION_ID } from '../kernel/committee.js';
import { SPOKEN_NUMBER } from '../kernel/spoken-number.js';
import { isUuid } from '../kernel/uuid.js';
import { Database } from '../platform/postgres/database.js';
import { thingViewed } from './events.js';
import { appendRepeated } from './repeat.store.js';

/** What an address may name in the log: an id of ours, an election, the number of a delivery, a small number. An invitation's secret is none of it. */
const isNameable = (text: string): boolean =>
  isUuid(text.toLowerCase()) || SPOKEN_NUMBER.test(text) || /^\d{1,6}$/.test(text);

/** Something that was shown to somebody. */
export interface Look {
  readonly actor: Actor;
  /** The route as we know it (`/v1/leveringen/:id`). */
  readonly route: string;
  /** What stood in the place of its parameters. */
  readonly params: readonly string[];
}

/**
 * The log of what known people looked at (Kiesbesluit Ea 3 lid 2 c): every look at a file, a key's holder or a person is
 * an entry, found by what was looked at. Who asks for the same again within ten minutes is counted.
 */
@Injectable()
export class LookLog {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Before the answer goes out: what cannot be logged is not shown. */
  async record({ actor, route, params }: Look): Promise<void> {
    if (actor.kind !== 'person' && actor.kind !== 'hatless') return;
    const parameters = params.filter((param) => isNameable(param) || ELECTION_ID.test(param));
    const viewed = thingViewed({ object: { id: null }, actor, details: { route, parameters } });
    const what = [route, ...parameters].join(' ');
    await this.db.transaction((tx) => appendRepeated(tx, viewed, what, this.clock.now()));
  }
}
