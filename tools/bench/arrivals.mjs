// Whether everything that was acknowledged reached everyone it must reach by law, once, as the recipients themselves see it.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { recipientsByLaw, roleOf } from './election.mjs';

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 20;
/** Longer than the platform's own sweep waits: what that delivers a second time must be seen. */
const SWEEP_MS = 6_000;
/** Longer than a connection that nobody uses is kept. */
const IDLE_MS = 15_000;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until this many deliveries exist; gives the moment, also when it gave up. */
export async function untilDelivered({ ownerUrl }, expected) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const end = performance.now() + PATIENCE_MS; ; await wait(LOOK_EVERY_MS)) {
      const { rows } = await client.query('SELECT count(*)::int AS there FROM delivery');
      if (rows[0].there >= expected || performance.now() > end)
        return performance.timeOrigin + performance.now();
    }
  } finally {
    await client.end();
  }
}

/**
 * Compares every inbox with what was acknowledged: [{ body, made }]. `lost` counts what a recipient lacks, `doubled` what
 * one has twice, `strange` what one has and should not. The CSB also fetches everything: other bytes are lost too.
 */
export async function countFaults(baseUrl, tokens, acknowledged) {
  await wait(SWEEP_MS);
  const expected = new Map();
  for (const { body, made } of acknowledged)
    for (const name of recipientsByLaw(body)) {
      const recipient = roleOf(body.year, name);
      expected.set(recipient, [...(expected.get(recipient) ?? []), made]);
    }
  const faults = { lost: 0, doubled: 0, strange: 0 };
  for (const [recipient, wanted] of expected) {
    const { leveringen } = await ask(baseUrl, tokens[recipient], '/v1/ontvangen', (r) => r.json());
    const found = leveringen.map(({ vingerafdruk }) => vingerafdruk);
    const due = new Set(wanted.map(({ fingerprint }) => fingerprint));
    faults.lost += [...due].filter((fingerprint) => !found.includes(fingerprint)).length;
    faults.doubled += found.length - new Set(found).size;
    faults.strange += [...new Set(found)].filter((fingerprint) => !due.has(fingerprint)).length;
    if (recipient.endsWith('CSB:CSB'))
      faults.lost += await countDamaged(baseUrl, tokens[recipient], leveringen, wanted);
  }
  return faults;
}

async function countDamaged(baseUrl, token, inbox, sent) {
  let damaged = 0;
  for (const { fingerprint, sha256 } of sent) {
    const found = inbox.find(({ vingerafdruk }) => vingerafdruk === fingerprint);
    if (found === undefined) continue;
    const bytes = await ask(baseUrl, token, found.bestand, (r) => r.arrayBuffer());
    if (createHash('sha256').update(Buffer.from(bytes)).digest('hex') !== sha256) damaged += 1;
  }
  return damaged;
}

async function ask(baseUrl, token, address, read) {
  const response = await fetch(new URL(address, baseUrl), { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`GET ${address}: ${response.status} ${await response.text()}`);
  return await read(response);
}

/** Connections of the service's own role when nobody asks anything any more. */
export async function idleConnections({ ownerUrl, appUrl }) {
  await wait(IDLE_MS);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    'SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND usename = $1',
    [decodeURIComponent(new URL(appUrl).username)],
  );
  await client.end();
  return rows[0].open;
}
