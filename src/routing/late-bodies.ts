import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { Clock } from '../kernel/clock.js';
import { segmentKey } from '../kernel/committee.js';
import { Metrics } from '../platform/metrics.js';
import { ShowBoard } from './show-board.js';

const HOUR_MS = 3_600_000;
/** No law names the moment by which a file must have come. Counted from the start of the voting day. */
const LATE_FROM_MS = 36 * HOUR_MS;
/** After two weeks what is still missing is no longer news. */
const LATE_UNTIL_MS = 15 * 24 * HOUR_MS;
const FRESH_MS = 60_000;

/**
 * Shows of how many bodies a file is missing from noon on the day after the vote on, for two weeks; a count of a gemeente from
 * the moment on at which the Kiesraad expects it.
 */
@Injectable()
export class LateBodies implements OnModuleInit {
  private latest: Promise<number> | null = null;
  private askedAt = 0;

  constructor(
    private readonly metrics: Metrics,
    private readonly elections: ElectionStore,
    private readonly board: ShowBoard,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      'late_bodies',
      'Bodies of which a file is missing since it was expected, or since the day after the vote',
      () => {
        if (this.latest === null || performance.now() - this.askedAt > FRESH_MS) {
          this.askedAt = performance.now();
          this.latest = this.count();
        }
        return this.latest;
      },
    );
  }

  /** Over all elections, at this moment. */
  async count(): Promise<number> {
    const now = this.clock.now().getTime();
    let late = 0;
    for (const day of new Set((await this.elections.list()).map(({ electionDate }) => electionDate))) {
      const since = now - Date.parse(day);
      if (since < 0 || since > LATE_UNTIL_MS) continue;
      const { rows } = await this.board.of(await this.elections.ofDay(day));
      const missing = rows.filter(
        ({ state, late: overdue }) => overdue || (state.state === 'missing' && since >= LATE_FROM_MS),
      );
      late += new Set(missing.map(({ electionId, committee: body }) => segmentKey({ electionId, body })))
        .size;
    }
    return late;
  }
}
