import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { deliveryStationLookedAt, submissionStationLookedAt } from './events.js';
import { findingsDigest, standingLook, type Outcome } from './look.js';
import { addLook, listLooks, type Looking } from './look.store.js';
import { ShowPlausibility, type ShownPlausibility } from './show-plausibility.js';

/** What somebody says of a station, and what they saw when they said it. */
export interface SaidOfStation {
  readonly unit: string;
  readonly outcome: Outcome;
  readonly note: string | null;
  readonly findings: string;
  /** How many looks stood there. */
  readonly seen: number;
}

/** A body records what it found when it looked at a polling station. */
@Injectable()
export class LookAtStation {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly plausibility: ShowPlausibility,
  ) {}

  /**
   * Of a count that this body received. The same said twice is said once. Refused: request.notFound, also for a station that is not
   * in it; counts.notReadYet; plausibility.otherFindings, when other things stand out than they saw;
   * plausibility.lookedMeanwhile, when a colleague said something else since.
   */
  async received(actor: PersonActor, id: string, said: SaidOfStation): Promise<void> {
    const shown = await this.plausibility.received(actor, id);
    await this.record(actor, shown, said, deliveryStationLookedAt);
  }

  /** Of a count that it sent. Refused as {@link received}. */
  async sent(actor: PersonActor, id: string, said: SaidOfStation): Promise<void> {
    const shown = await this.plausibility.sent(actor, id);
    await this.record(actor, shown, said, submissionStationLookedAt);
  }

  private async record(
    actor: PersonActor,
    { id, judged, about, submissionId }: ShownPlausibility,
    { unit, outcome, note, findings, seen }: SaidOfStation,
    event: typeof deliveryStationLookedAt,
  ): Promise<void> {
    if (judged === null) throw new Refusal('counts.notReadYet');
    const station = judged.stations.find((one) => one.unit === unit);
    if (station === undefined) throw new Refusal('request.notFound');
    if (findingsDigest(station.findings) !== findings) throw new Refusal('plausibility.otherFindings');
    const looking: Looking = { ...segmentOf(actor), about };
    await act(this.db, actor, async (tx) => {
      await lock(
        tx,
        `look:${looking.electionId}:${committeeKey(looking.body)}:${committeeKey(about)}:${unit}`,
      );
      const looks = (await listLooks(tx, looking)).get(unit) ?? [];
      if (looks.length !== seen) {
        const standing = standingLook(looks, findings);
        if (standing?.outcome === outcome && standing.note === note) return;
        throw new Refusal('plausibility.lookedMeanwhile');
      }
      const at = this.clock.now();
      const look = { number: seen + 1, findings, outcome, note, at, personId: actor.personId };
      await addLook(tx, looking, { unit, submissionId }, look);
      const object = { id, electionId: looking.electionId };
      await append(tx, event({ object, actor, details: { submissionId, unit, saw: outcome } }), at);
    });
  }
}
