import 'reflect-metadata';
import { readConfig } from './config.js';
import { Instance, readParts } from './instance.js';

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

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const parts = readParts(process.argv[2]);
  const instance = new Instance(config, parts, say);
  let stopping = false;
  stopWithParent(() => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 20_000).unref();
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
