import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Every figure of the platform's own begins with this. */
const PREFIX = 'overdracht_';
const FRESH_MS = 1_000;
/** From a small package to a night's worst, in seconds. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/**
 * The figures by which the platform is watched. Each room makes its own, once, while the app starts; names are in
 * Prometheus' style without our prefix, labels are few and never say who.
 */
export class Metrics {
  private readonly registry = new Registry();

  /** Something that happened so often: end its name in `_total`. */
  counter<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[] = [],
  ): Counter<Label> {
    return new Counter({ name: PREFIX + name, help, labelNames: [...labels], registers: [this.registry] });
  }

  /** Something that is so much now; `read` gives it when it is asked, and nothing is told when it throws. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name: PREFIX + name,
      help,
      registers: [this.registry],
      async collect() {
        try {
          this.set(await read());
        } catch {
          this.set(Number.NaN);
        }
      },
    });
  }

  /** Several gauges of one look, which is taken again when it is older than a second: `figures` is name, help and field. */
  gauges<T>(
    look: () => Promise<T>,
    figures: readonly (readonly [name: string, help: string, field: (found: T) => number])[],
  ): void {
    let found: Promise<T> | null = null;
    let askedAt = 0;
    const latest = (): Promise<T> => {
      if (found === null || performance.now() - askedAt > FRESH_MS) {
        askedAt = performance.now();
        found = look();
      }
      return found;
    };
    for (const [name, help, field] of figures) this.gauge(name, help, async () => field(await latest()));
  }

  /** How long something took, in seconds. */
  seconds<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({
      name: PREFIX + name,
      help,
      labelNames: [...labels],
      buckets: SECONDS,
      registers: [this.registry],
    });
  }

  /** Adds what is known of every process: processor time, memory, the event loop. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  /** Everything, in Prometheus' text format. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
