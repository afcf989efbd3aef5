import { Injectable } from '@nestjs/common';
import { namesOf } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { addDays } from '../elections/calendar.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { findSecond, listAddresses, type Address, type Second } from './after.store.js';
import type { Declaration } from './declaration.js';
import { listVersions } from './declaration.store.js';
import { findDraft, type Draft } from './draft.store.js';
import { WhoDeclares, type DeclaringBody } from './who-declares.js';

/** A voting day of a body. */
export interface OwnDay {
  readonly votingDay: string;
  readonly body: DeclaringBody;
}

/** All of one body for one voting day. */
export interface ShownDeclaration extends OwnDay {
  readonly elections: readonly { readonly id: string; readonly name: string }[];
  /** The newest first. */
  readonly versions: readonly Declaration[];
  readonly second: Second | null;
  readonly addresses: readonly Address[];
  readonly draft: Draft | null;
  readonly names: ReadonlyMap<string, string>;
}

/** So long after a vote its declaration stays on the first page of a body. */
const DAYS_SHOWN = 90;

/** What a body declared and has to declare. */
@Injectable()
export class ShowOwn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
  ) {}

  /** The voting days for which the actor's organisation stands on the list, the last first. */
  async days({ hat }: Pick<PersonActor, 'hat'>): Promise<readonly OwnDay[]> {
    const since = addDays(dutchDay(this.clock.now()), -DAYS_SHOWN);
    const days = (await this.who.days()).filter((day) => day >= since);
    const found = await Promise.all(days.map((day) => this.who.run(day)));
    return found.flatMap(({ votingDay, bodies }) =>
      bodies
        .filter(({ organisation }) => organisation === hat.body.code)
        .map((body) => ({ votingDay, body })),
    );
  }

  /** One of these days. Refused: request.notFound where the organisation is not on the list. */
  async one(votingDay: string, organisation: string): Promise<ShownDeclaration> {
    const { read } = this.db;
    const day = await this.who.run(votingDay);
    const body = day.bodies.find((each) => each.organisation === organisation);
    if (body === undefined) throw new Refusal('request.notFound');
    const [versions, addresses, draft] = await Promise.all([
      listVersions(read, organisation, votingDay),
      listAddresses(read, organisation, votingDay),
      findDraft(read, organisation, votingDay),
    ]);
    const [newest] = versions;
    const second = newest === undefined ? null : await findSecond(read, newest.id);
    const people = [
      ...versions.map(({ personId }) => personId),
      ...(second === null ? [] : [second.askedBy, second.personId ?? []].flat()),
    ];
    const elections = day.elections.map(({ definition: { id, name } }) => ({ id, name }));
    return {
      ...{ votingDay, body, elections, versions, second, addresses, draft },
      names: await namesOf(read, people),
    };
  }
}
