// The platform's own offline tool, as the bench drives it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../build.mjs';
import { timed } from './measure.mjs';

const CLI = path.join(ROOT, 'dist/cli.js');

function expectAccepted(made, answer) {
  if (answer.verdict === 'accepted' && answer.fingerprint === made.fingerprint) return;
  const refused = (answer.checks ?? []).filter((check) => check.result === 'refuse');
  throw new Error(
    `overdracht keurde ${made.name} niet goed: ${JSON.stringify(refused.length > 0 ? refused : answer)}`,
  );
}

/** One `overdracht verify`, from the start of the program to its end. */
export async function judgedAlone(made, { pin = false } = {}) {
  const { file, certificate, election, committee } = made;
  const args = [
    'verify',
    file,
    '--cert',
    certificate,
    '--election',
    election,
    '--committee',
    committee,
    '--json',
  ];
  const result = await timed(process.execPath, [CLI, ...args], { pin });
  if (result.code !== 0)
    throw new Error(`overdracht verify eindigde met ${result.code}: ${result.stderr}${result.stdout}`);
  expectAccepted(made, JSON.parse(result.stdout));
  return result;
}

const request = ({ file, certificate, election, committee }) =>
  `${JSON.stringify({ file, certs: [certificate], election, committee })}\n`;

/**
 * Judges all packages by `processes` programs of `overdracht verify --batch`, each taking the next package when it is
 * done with one. Gives per package when its verdict came, in milliseconds after the start; every package must have
 * exactly one answer, which must be the right one.
 */
export async function judgedTogether(packages, { processes = 1 } = {}) {
  const waiting = [...packages.entries()];
  const done = new Map();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = spawn(process.execPath, [CLI, 'verify', '--batch'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [number, made] = next;
        const sent = performance.now() - started;
        child.stdin.write(request(made));
        const { value, done: stopped } = await lines.next();
        if (stopped) throw new Error(`overdracht stopte bij ${made.name}`);
        expectAccepted(made, JSON.parse(value));
        if (done.has(number)) throw new Error(`${made.name} kreeg twee oordelen`);
        done.set(number, { sent, answered: performance.now() - started });
      }
      child.stdin.end();
      const { done: silent } = await lines.next();
      if (!silent) throw new Error('overdracht gaf meer antwoorden dan vragen');
      await ended;
    }),
  );
  return { total: performance.now() - started, verdicts: packages.map((_, i) => done.get(i)) };
}
