import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { setupConfirmed, setupReportedWrong } from './events.js';
import { digestOf, MOST_CHECKS, type PointAnswer, type PointCode, type SetupCheck } from './setup-check.js';
import { addCheck, latestCheck } from './setup-check.store.js';
import { ShowSetup } from './show-setup.js';

/** What a committee says of its data. */
export interface SetupWord {
  /** {@link digestOf} what was shown to who says it. */
  readonly seen: string;
  /** Of every point: null where it is right, otherwise what is wrong. */
  readonly faults: ReadonlyMap<PointCode, string | null>;
}

/** A committee says of each of its data in a real election that it is right, or what is wrong. */
@Injectable()
export class CheckSetup {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly setup: ShowSetup,
  ) {}

  /** Refused: setup.changed when something else is set up than was shown or not all of it was answered, setup.tooMany. */
  async run({ seen, faults }: SetupWord, actor: PersonActor): Promise<SetupCheck> {
    const owner = segmentOf(actor);
    const points = await this.setup.points(owner);
    const answers = points.map((point): PointAnswer => {
      const fault = faults.get(point.code) ?? null;
      return { ...point, right: fault === null, note: fault ?? '' };
    });
    if (digestOf(points) !== seen || points.some(({ code }) => !faults.has(code)))
      throw new Refusal('setup.changed');
    return await act(this.db, actor, (tx) => this.keep(tx, answers, actor));
  }

  private async keep(tx: Tx, answers: readonly PointAnswer[], actor: PersonActor): Promise<SetupCheck> {
    const owner = segmentOf(actor);
    const { electionId, body } = owner;
    await lock(tx, `setup:${electionId}:${committeeKey(body)}`);
    const version = ((await latestCheck(tx, owner))?.version ?? 0) + 1;
    if (version > MOST_CHECKS) throw new Refusal('setup.tooMany', { most: MOST_CHECKS });
    const at = this.clock.now();
    const check = await addCheck(tx, { owner, version, answers, personId: actor.personId, at });
    const told = { object: { id: check.id, electionId }, actor };
    const [right, wrong] = [true, false].map((is) => answers.filter((each) => each.right === is));
    const points = right!.map(({ code }) => code);
    if (wrong!.length === 0) {
      await append(tx, setupConfirmed({ ...told, details: { points } }), at);
      return check;
    }
    const wrongPoints = wrong!.map(({ code }) => code);
    const details = { points, wrongPoints, remarks: wrong!.map(({ note }) => note) };
    await append(tx, setupReportedWrong({ ...told, details }), at);
    await add(tx, 'setup.reportedWrong', { id: check.id, electionId, level: body.level, code: body.code });
    return check;
  }
}
