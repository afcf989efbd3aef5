// Made-up packages of real sizes, kept in var/bench between runs.
import { createHash, createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build.mjs';

const FOLDER = path.join(ROOT, 'var/bench');
const WRITERS = path.join(ROOT, 'dist/rehearsal');
const load = (name) => import(pathToFileURL(path.join(WRITERS, name)).href);

/** The writers as they are now: when they change, files made by the old ones are not used again. */
function writersDigest() {
  const hash = createHash('sha256');
  for (const name of readdirSync(WRITERS).sort()) {
    if (/(count|tally|names|random|tags|lines|writer|der)[\w-]*\.js$/.test(name)) {
      hash.update(readFileSync(path.join(WRITERS, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

const ELECTION = {
  id: 'TK2027',
  name: 'Tweede Kamer der Staten-Generaal 2027',
  category: 'TK',
  subcategory: 'TK',
  domain: null,
  date: '2027-03-17',
};

/** As many lists and candidates as a TK has, so that one polling station takes about 138 kB. */
const PARTIES = Array.from({ length: 26 }, (_, i) => ({
  number: i + 1,
  name: `Oefenlijst ${i + 1}`,
  candidates: 28 + ((i * 17) % 31),
}));

/** What every made count of the bench shares. */
async function baseSpec() {
  const { listsWithCandidates } = await load('made-names.js');
  return {
    schema: '1.2.2',
    product: 'osv',
    election: ELECTION,
    contest: { id: '9', name: 'Amsterdam' },
    created: '2027-03-18T01:32:49.834',
    lists: listsWithCandidates('bench', PARTIES),
  };
}

async function privateKey() {
  const file = path.join(FOLDER, 'key.pem');
  if (!existsSync(file)) {
    const { newPrivateKey } = await load('key-writer.js');
    const made = await newPrivateKey();
    writeFileSync(file, made.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return createPrivateKey(readFileSync(file));
}

/** The number of stations that makes a count of about `bytes`. */
export async function stationsFor(bytes) {
  const { stationsForSize } = await load('made-count.js');
  const spec = { ...(await baseSpec()), seed: 'bench', authority: { id: '0363', name: 'Amsterdam' } };
  return stationsForSize(spec, bytes);
}

/**
 * Packages of these committees: [{ code, name, stations, corrected }]. Gives for each where the package and the
 * certificate lie, its sizes and its fingerprint. `progress` hears how many are done.
 */
export async function madePackages(committees, progress = () => {}) {
  const digest = writersDigest();
  const folder = path.join(FOLDER, digest);
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(FOLDER)) {
    if (/^[0-9a-f]{12}$/.test(old) && old !== digest) rmSync(path.join(FOLDER, old), { recursive: true });
  }
  const context = { folder, key: await privateKey(), spec: await baseSpec() };
  const made = [];
  for (const committee of committees) {
    made.push(await onePackage(context, committee));
    progress(made.length, committees.length);
  }
  return made;
}

async function onePackage({ folder, key, spec }, { code, name, stations, corrected = false }) {
  const label = `${code}-${stations}${corrected ? '-correctie' : ''}`;
  const facts = path.join(folder, `${label}.json`);
  if (existsSync(facts)) return JSON.parse(readFileSync(facts, 'utf8'));
  const { madeCount, correctedCount, madeStations } = await load('made-count.js');
  const { pem, selfSigned } = await load('key-writer.js');
  const { writePackage } = await load('package-writer.js');
  const first = madeCount({
    ...spec,
    seed: code,
    authority: { id: code, name },
    stations: madeStations(code, stations),
  });
  const count = corrected ? correctedCount(first, code, '2027-03-20T10:00:00.000') : first;
  const holder = {
    region: name,
    commonName: `Gemeente ${name}`,
    election: ELECTION.id,
    electionDate: ELECTION.date,
    authority: code,
    product: 'OSV2020-U',
  };
  const certificate = selfSigned(
    key,
    holder,
    new Date('2027-01-04T09:00:00Z'),
    Buffer.from(`4${code}f`, 'hex'),
  );
  const made = await writePackage(count, { category: 'gemeente', name }, { privateKey: key, certificate });
  const result = {
    name: label,
    file: path.join(folder, `${label}.zip`),
    certificate: path.join(folder, `${code}.crt`),
    election: ELECTION.id,
    committee: code,
    fingerprint: made.pair.fingerprint,
    packageBytes: made.bytes.length,
    emlBytes: made.pair.eml.bytes.length,
  };
  writeFileSync(result.certificate, pem('CERTIFICATE', certificate));
  writeFileSync(result.file, made.bytes);
  writeFileSync(facts, JSON.stringify(result));
  return result;
}
