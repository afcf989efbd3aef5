import type { Metrics } from '../metrics.js';
import type { OutboxFigures } from './outbox.store.js';

const FRESH_MS = 1_000;

const FIGURES = [
  ['queue_age_seconds', 'Age of the oldest event that was not tried yet', 'queueAge'],
  ['queue_waiting_events', 'Events not done yet', 'waiting'],
  ['relay_lag_seconds', 'Age of the oldest event that no queue was told of', 'relayLag'],
  ['dead_events', 'Events that failed for the last time and wait for a person', 'dead'],
] as const;

/** Shows how the outbox stands, for all processes together: one query a look, however many figures. */
export function showOutbox(metrics: Metrics, look: () => Promise<OutboxFigures>): void {
  let figures: Promise<OutboxFigures> | null = null;
  let askedAt = 0;
  const latest = (): Promise<OutboxFigures> => {
    if (figures === null || performance.now() - askedAt > FRESH_MS) {
      askedAt = performance.now();
      figures = look();
    }
    return figures;
  };
  for (const [name, help, figure] of FIGURES) metrics.gauge(name, help, async () => (await latest())[figure]);
}
