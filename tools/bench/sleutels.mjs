// A new key at the door of a register of 10,000 keys: the platform as it is started, over a database that holds them. Their moduli
// are products of two out of 150 primes of 2048 bits that are made once and stay in var/bench: 20,000 primes would take an hour.
// Those keys share primes with each other, which costs the door nothing: only what is new is compared.
import 'reflect-metadata';
import { createHash, createPublicKey, generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { ROOT } from '../build.mjs';
import { committees, compiled, FIRST_YEAR, roleOf } from './election.mjs';
import { busyness, mb, ms, quantile, table } from './measure.mjs';
import { startPlatform } from './platform.mjs';
import { setStage } from './stage.mjs';

const FOLDER = path.join(ROOT, 'var/bench');
const BOUND_MS = 1000;
const PRIMES = 150;
const MODULUS_BYTES = 512;

export async function run({ count = 10_000, rounds = 12 }) {
  const { selfSigned } = await compiled('rehearsal/key-writer.js');
  const [body] = await committees({ count: 1 });
  const holder = {
    ...{ region: body.name, commonName: `Gemeente ${body.name}`, election: `TK${FIRST_YEAR}` },
    ...{ electionDate: `${FIRST_YEAR}-03-03`, authority: body.code, product: 'OSV2020-U' },
  };
  const certified = (key, serial) =>
    selfSigned(key, holder, new Date(), Buffer.from([1, serial >> 8, serial & 255]));
  const newKey = () => generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey;
  const first = newKey();
  const certificate = path.join(FOLDER, 'sleutels.crt');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(certificate, certified(first, 0));
  console.log(`\nEen nieuwe sleutel bij ${count} aangemelde. Belasting vooraf ${busyness()}.`);
  const stage = await setStage([body], [{ certificate }], { real: false });
  try {
    await register(stage.postgres, { template: readFileSync(certificate), of: modulusOf(first), count });
    const offered = Array.from({ length: rounds }, (_, i) => certified(newKey(), i + 1));
    await measure(stage, stage.tokens[roleOf(body.year, `${body.level}:${body.code}`)], offered);
  } finally {
    await stage.stop();
  }
}

async function measure(stage, token, offered) {
  const platform = await startPlatform(stage, {});
  const [{ pid }] = platform.parts;
  try {
    const empty = memoryOf(pid);
    const offer = async (body) => {
      const started = performance.now();
      const answer = await fetch(`${platform.addresses[0]}/v1/sleutels`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body,
      });
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      return performance.now() - started;
    };
    const times = [];
    for (const body of offered) times.push(await offer(body));
    const [restart, ...later] = times;
    const worst = Math.max(...later);
    console.log(
      table(
        ['wat', 'tijd'],
        [
          ['de eerste, meteen na de start', ms(restart)],
          ['daarna: mediaan', ms(quantile(later, 0.5))],
          ['daarna: traagste', ms(worst)],
        ],
      ),
    );
    console.log(`Geheugen van het proces: ${mb(empty)} voor de eerste, ${mb(memoryOf(pid))} daarna.`);
    console.log(
      `Grens ${BOUND_MS} ms per sleutel: ${Math.max(restart, worst) < BOUND_MS ? 'gehaald' : 'NIET gehaald'}.`,
    );
  } finally {
    await platform.stop();
  }
}

/** Puts certificates with other moduli beside the one that is there. Nobody signed them: the door read them long ago. */
async function register({ ownerUrl }, { template, of, count }) {
  const at = template.indexOf(of);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
  let rows = [];
  const flush = async () => {
    await client.query(
      `INSERT INTO committee_key (id, election_id, level, code, key_id, certificate, certificate_sha256, subject, not_after, state, registered_at, registered_by, reason, decided_at, decided_by)
       SELECT gen_random_uuid(), election_id, level, code, made.key_id, made.certificate, made.sha, subject, not_after, 'rejected', registered_at, registered_by, 'bench', now(), registered_by
       FROM (SELECT * FROM committee_key ORDER BY serial LIMIT 1) AS one,
         unnest($1::text[], $2::bytea[], $3::text[]) AS made (key_id, certificate, sha)`,
      [rows.map(({ id }) => id), rows.map(({ der }) => der), rows.map(({ sha }) => sha)],
    );
    rows = [];
  };
  for (const modulus of moduli(count)) {
    const der = Buffer.from(template);
    modulus.copy(der, at);
    rows.push({ id: hash(modulus), der, sha: hash(der) });
    if (rows.length === 500) await flush();
  }
  if (rows.length > 0) await flush();
  await client.end();
}

function* moduli(count) {
  const primes = keptPrimes();
  let left = count;
  for (let i = 0; i < primes.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      if (left-- <= 0) return;
      yield Buffer.from((primes[i] * primes[j]).toString(16).padStart(2 * MODULUS_BYTES, '0'), 'hex');
    }
  throw new Error(`van ${primes.length} priemgetallen zijn er geen ${count} producten`);
}

function keptPrimes() {
  const file = path.join(FOLDER, 'primes.json');
  if (!existsSync(file)) {
    const made = Array.from({ length: PRIMES }, () => generatePrimeSync(2048, { bigint: true }).toString(16));
    writeFileSync(file, JSON.stringify(made));
  }
  return JSON.parse(readFileSync(file, 'utf8')).map((hex) => BigInt(`0x${hex}`));
}

const modulusOf = (key) => Buffer.from(createPublicKey(key).export({ format: 'jwk' }).n, 'base64url');

/** Resident memory in bytes; 0 where the system does not tell. */
function memoryOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
