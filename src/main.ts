import 'reflect-metadata';
import { readConfig } from './config.js';
import { Instance, readParts } from './instance.js';

/** So long a stop may take before the database is stopped under whatever is left. */
const PATIENCE_MS = 20_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Ends with one sentence that a person can act on; a trace only when asked for. */
function giveUp(error: unknown): never {
  const { message, stack } = error as Error;
  process.stderr.write(`\n${process.env['LOG_LEVEL'] === 'debug' ? stack : message}\n\n`);
  process.exit(1);
}

/**
 * Stops on Ctrl-C, SIGTERM, SIGHUP and when the parent is gone: npm does not hand every signal on, so a parent that was
 * killed shows only in our parent's number.
 */
function stopWithParent(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const parent = process.ppid;
  if (parent > 1)
    setInterval(() => {
      if (process.ppid !== parent) stop();
    }, 500).unref();
}

function makeInstance(): Instance {
  try {
    return new Instance(readConfig(process.env), readParts(process.argv[2]), say);
  } catch (error) {
    giveUp(error);
  }
}

async function main(): Promise<void> {
  const instance = makeInstance();
  let stopping = false;
  stopWithParent(() => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => void instance.stopDatabase().finally(() => process.exit(1)), PATIENCE_MS).unref();
    void instance.stop().then(() => process.exit(0), giveUp);
  });
  try {
    await instance.start();
  } catch (error) {
    if (stopping) return;
    await instance.stop().catch(() => undefined);
    giveUp(error);
  }
}

await main();
