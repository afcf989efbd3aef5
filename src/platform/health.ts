import { setTimeout as sleep } from 'node:timers/promises';

/** A part looks whether it is well: it resolves when it is, and throws a few words for whoever runs it when not. */
export type Check = () => Promise<void>;

/** What is told of this process. */
export interface Wellbeing {
  readonly status: 'ok' | 'niet gereed';
  /** Per part `ok`, or what is the matter. */
  readonly parts: Readonly<Record<string, string>>;
  /** What holds here without being well or unwell, such as how the judges are confined. */
  readonly facts: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 2_500;

/** Whether this process can do its work, part by part. Rooms add their parts while the app starts. */
export class Health {
  private readonly checks = new Map<string, Check>();
  private readonly facts = new Map<string, () => string>();

  add(part: string, check: Check): void {
    this.checks.set(part, check);
  }

  /** `name` is shown as it is, to whoever runs the platform. */
  tell(name: string, fact: () => string): void {
    this.facts.set(name, fact);
  }

  /** Asks every part at once; one that does not answer within 2.5 seconds is not well. */
  async look(): Promise<Wellbeing> {
    const asked = [...this.checks].map(async ([part, check]) => [part, await verdictOf(check)] as const);
    const parts = Object.fromEntries(await Promise.all(asked));
    return {
      status: Object.values(parts).every((said) => said === 'ok') ? 'ok' : 'niet gereed',
      parts,
      facts: Object.fromEntries([...this.facts].map(([name, fact]) => [name, fact()])),
    };
  }
}

async function verdictOf(check: Check): Promise<string> {
  const late = new AbortController();
  const patience = sleep(PATIENCE_MS, 'antwoordt niet', { signal: late.signal, ref: false }).catch(
    () => 'ok',
  );
  const looked = Promise.resolve()
    .then(check)
    .then(
      () => 'ok',
      // the driver's words may hold addresses and names: these answers are for everybody
      () => 'werkt niet',
    );
  return await Promise.race([looked, patience]).finally(() => late.abort());
}
