#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { readArguments, type Command } from './cli/arguments.js';
import { HELP } from './cli/help.js';
import { judgeRequest, Misuse, readBytes } from './cli/judge-request.js';
import { jsonReport, textReport } from './cli/report.js';
import { assertNever } from './kernel/assert-never.js';

/** Exit statuses, by which scripts decide. */
const EXIT = { accepted: 0, refused: 1, misuse: 2 } as const;

/** A PKCS#12 with a chain, or a folder of keys in one PEM: what is larger is no file of one key. */
const KEY_FILE_BYTES = 1024 * 1024;

async function run(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT.accepted;
    case 'version':
      process.stdout.write(`${version()}\n`);
      return EXIT.accepted;
    case 'misuse':
      process.stderr.write(`${command.reason}\nZie: overdracht help\n`);
      return EXIT.misuse;
    case 'batch': {
      const { runBatch } = await import('./cli/batch.js');
      return (await runBatch(process.stdin, process.stdout)) ? EXIT.accepted : EXIT.misuse;
    }
    case 'verify': {
      const verdict = await judgeRequest(command.request);
      const report = command.json
        ? `${JSON.stringify(jsonReport(verdict))}\n`
        : textReport(verdict, command.request.file);
      process.stdout.write(report);
      return verdict.verdict === 'accepted' ? EXIT.accepted : EXIT.refused;
    }
    case 'key': {
      // Only now: the second reader takes longer to load than judging a file does.
      const { judgeKey, keyText } = await import('./cli/key-report.js');
      const { request, json } = command;
      const report = judgeKey(readBytes(request.file, KEY_FILE_BYTES), request);
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : keyText(report, request.file, new Date()));
      return report.verdict === 'accepted' ? EXIT.accepted : EXIT.refused;
    }
    default:
      return assertNever(command);
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// Whoever reads the answers may stop reading (`| head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.misuse : 1),
);

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(
    error instanceof Misuse ? `${error.message}\n` : `Er ging iets mis in dit programma: ${String(error)}\n`,
  );
  process.exitCode = EXIT.misuse;
}
