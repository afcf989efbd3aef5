// The platform's own judging, as the bench drives it: the offline tool and the pool.
import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../build.mjs';
import { compiled } from './election.mjs';
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

/** The same package again and again in one program of `overdracht verify --batch`: milliseconds per verdict, in order. */
export async function judgedWarm(made, times) {
  const child = spawn(process.execPath, [CLI, 'verify', '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const each = [];
  for (let round = 0; round < times; round += 1) {
    const started = performance.now();
    child.stdin.write(request(made));
    const { value, done } = await lines.next();
    if (done) throw new Error(`overdracht stopte bij ${made.name}`);
    expectAccepted(made, JSON.parse(value));
    each.push(performance.now() - started);
  }
  child.stdin.end();
  await ended;
  return each;
}

/**
 * All packages at once to the pool of judges that the platform uses, as when 345 gemeenten deliver in the same moment.
 * Gives per package when its verdict came, in milliseconds after the start; each must be the right one.
 */
export async function judgedByPool(packages, size) {
  const { JudgePool } = await compiled('verify/judge.pool.js');
  const pool = new JudgePool({ size, scratchFolder: path.join(ROOT, 'var/bench') });
  const contexts = packages.map(contextOf);
  // The pool's processes do not keep a program alive, and nothing else here does.
  const awake = setInterval(() => {}, 1000);
  const started = performance.now();
  try {
    const answered = await Promise.all(
      packages.map(async (made, i) => {
        const outcome = await pool.judge(async ([slot]) => {
          copyFileSync(made.file, slot.path);
          return { files: { kind: 'package', name: made.sentAs, fd: FIRST_FD }, context: contexts[i] };
        });
        if (outcome.kind !== 'judged')
          throw new Error(`${made.name}: ${outcome.kind} ${outcome.limit ?? outcome.message}`);
        expectAccepted(made, outcome.verdict);
        return performance.now() - started;
      }),
    );
    return { total: performance.now() - started, answered };
  } finally {
    await pool.close();
    clearInterval(awake);
  }
}

/** Under which a judge holds the first file of a delivery. */
const FIRST_FD = 4;

function contextOf({ certificate, election, level, committee }) {
  const { raw, publicKey } = new X509Certificate(readFileSync(certificate));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    election: {
      id: election,
      place: null,
      date: null,
      contest: null,
      accepts: ['510b'],
      corrects: null,
      signed: ['510b', '510c'],
    },
    sender: { level, code: committee },
    keys: [{ keyId: createHash('sha256').update(spki).digest('hex'), certificate: raw }],
    paperFingerprint: null,
    receivedAt: null,
  };
}
