/** Wakes whoever waits for it. Rung while nobody waits, it wakes the next who does. */
export class Bell {
  private rung = false;
  private waiting: (() => void) | null = null;

  ring(): void {
    this.rung = true;
    this.waiting?.();
  }

  /** Resolves when rung, or after `ms` milliseconds. For one waiter at a time. */
  async wait(ms: number): Promise<void> {
    if (!this.rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.waiting = null;
    this.rung = false;
  }
}

/** Repeats `work` until stopped: `everyMs` after the end of the last round, or at once when woken. */
export class Loop {
  private readonly bell = new Bell();
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly everyMs: () => number,
    private readonly work: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Ends the pause; while a round is under way, another follows it. */
  wake(): void {
    this.bell.ring();
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.bell.wait(this.everyMs());
      if (this.stopped) return;
      await this.work().catch(this.onError);
    }
  }

  /** Resolves when the round that is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.running;
  }
}
