import 'reflect-metadata';
import { readConfig, SECRETS, type Config } from './config.js';
import { Instance, OWNERS, readCommand, type Command } from './instance.js';

/** An ordinary stop ends within ten seconds, whatever is under way: the database's own end is counted in. */
const PATIENCE_MS = 7_000;
/** npm hands on a signal that the terminal has given us already: within so short a time it is the same one. */
const SAME_SIGNAL_MS = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Ends with one sentence that a person can act on; a trace only when asked for. */
function giveUp(error: unknown): never {
  const { message, stack } = error as Error;
  process.stderr.write(`\n${process.env['LOG_LEVEL'] === 'debug' ? stack : message}\n\n`);
  process.exit(1);
}

/** What children inherit must hold no credentials: the judges read files that strangers made. */
function scrubEnvironment(): void {
  for (const name of SECRETS) delete process.env[name];
}

function begin(): { config: Config; command: Command; instance: Instance } {
  try {
    const config = readConfig(process.env);
    const started = readCommand(process.argv.slice(2));
    scrubEnvironment();
    return { config, command: started.command, instance: new Instance(config, started, say) };
  } catch (error) {
    giveUp(error);
  }
}

/** Calls `stop` on a signal, and when the parent is gone: npm does not hand every signal on. */
function onStop(stop: (why: NodeJS.Signals | 'parent') => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  const parent = process.ppid;
  if (parent > 1)
    setInterval(() => {
      if (process.ppid !== parent) stop('parent');
    }, 500).unref();
}

async function main(): Promise<void> {
  const { config, command, instance } = begin();
  let since: number | null = null;
  const atOnce = (code: number) => void instance.stopDatabase().finally(() => process.exit(code));
  onStop((why) => {
    if (since !== null) {
      if (why !== 'parent' && performance.now() - since > SAME_SIGNAL_MS) atOnce(130);
      return;
    }
    since = performance.now();
    // SIGTERM asks: what is being sent may still arrive. The others mean that nobody waits for it any more.
    const drainMs = why === 'SIGTERM' ? config.drainMs : 0;
    setTimeout(() => atOnce(1), drainMs + PATIENCE_MS).unref();
    void instance.stop(drainMs).then(() => process.exit(0), giveUp);
  });
  try {
    await instance.start();
    if (OWNERS.has(command)) {
      await instance.stop(0);
      process.exit(0);
    }
  } catch (error) {
    if (since !== null) return;
    await instance.stop(0).catch(() => undefined);
    giveUp(error);
  }
}

await main();
