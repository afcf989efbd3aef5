import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Health } from '../platform/health.js';
import { Metrics } from '../platform/metrics.js';
import { Database } from '../platform/postgres/database.js';
import { describeIsolation } from '../verify/judge-isolation.process.js';
import { JudgePool } from '../verify/judge.pool.js';
import { JudgeWaiting } from './judge-waiting.js';
import { judgementFigures } from './judgement.store.js';

const FRESH_MS = 1_000;

/**
 * Shows how judging stands, for all processes together, what this one could not judge, and how its judges are confined:
 * one query a look.
 */
@Injectable()
export class JudgingFigures implements OnModuleInit {
  private figures: ReturnType<typeof judgementFigures> | null = null;
  private askedAt = 0;

  constructor(
    private readonly metrics: Metrics,
    private readonly db: Database,
    private readonly judging: JudgeWaiting,
    private readonly pool: JudgePool,
    private readonly health: Health,
  ) {}

  onModuleInit(): void {
    const { metrics, judging, pool } = this;
    this.health.tell('controle', () =>
      judging.judges ? describeIsolation(pool.isolation) : 'niet in dit proces',
    );
    metrics.gauge(
      'judgement_age_seconds',
      'Age of the oldest delivery that waits for its verdict',
      async () => (await this.latest()).oldestSeconds,
    );
    metrics.gauge(
      'judgements_waiting',
      'Deliveries that wait for their verdict',
      async () => (await this.latest()).waiting,
    );
    metrics.gauge(
      'judgements_troubled',
      'Deliveries that could not be judged yet and are tried again',
      async () => (await this.latest()).troubled,
    );
    metrics.gauge('could_not_judge', 'Judgements that this process did not finish, since its start', () =>
      Object.values(judging.couldNot).reduce((sum, count) => sum + count, 0),
    );
  }

  private latest(): ReturnType<typeof judgementFigures> {
    if (this.figures === null || performance.now() - this.askedAt > FRESH_MS) {
      this.askedAt = performance.now();
      this.figures = judgementFigures(this.db);
    }
    return this.figures;
  }
}
