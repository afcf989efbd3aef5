import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Health } from '../platform/health.js';
import { Metrics } from '../platform/metrics.js';
import { Database } from '../platform/postgres/database.js';
import { describeIsolation } from '../verify/judge-isolation.process.js';
import { JudgePool } from '../verify/judge.pool.js';
import { JudgeWaiting } from './judge-waiting.js';
import { judgementFigures } from './judgement.store.js';

/** Shows how judging stands, for all processes together, what this one could not judge, and how its judges are confined. */
@Injectable()
export class JudgingFigures implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly db: Database,
    private readonly judging: JudgeWaiting,
    private readonly pool: JudgePool,
    private readonly health: Health,
  ) {}

  onModuleInit(): void {
    const { judging, pool } = this;
    this.health.tell('controle', () =>
      judging.judges ? describeIsolation(pool.isolation) : 'niet in dit proces',
    );
    this.metrics.gauges(
      () => judgementFigures(this.db),
      [
        [
          'judgement_age_seconds',
          'Age of the oldest delivery that waits for its verdict',
          (found) => found.oldestSeconds,
        ],
        ['judgements_waiting', 'Deliveries that wait for their verdict', (found) => found.waiting],
        [
          'judgements_troubled',
          'Deliveries that could not be judged yet and are tried again',
          (found) => found.troubled,
        ],
      ],
    );
    const couldNot = () => Object.values(judging.couldNot).reduce((sum, count) => sum + count, 0);
    this.metrics.gauge(
      'could_not_judge',
      'Judgements that this process did not finish, since its start',
      couldNot,
    );
  }
}
