// Made-up packages of real sizes, kept in var/bench between runs.
import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../build.mjs';
import { compiled, definition, FIRST_YEAR } from './election.mjs';
import { keyOf } from './keys.mjs';

const FOLDER = path.join(ROOT, 'var/bench');
const WRITERS = path.join(ROOT, 'dist/rehearsal');

/** The writers as they are now: when they change, files made by the old ones are not used again. */
function writersDigest() {
  const hash = createHash('sha256').update(readFileSync(new URL(import.meta.url)));
  for (const name of readdirSync(WRITERS).sort()) {
    if (/(count|tally|names|random|tags|lines|writer|der)[\w-]*\.js$/.test(name)) {
      hash.update(readFileSync(path.join(WRITERS, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** As many lists and candidates as a TK has, so that one polling station takes about 138 kB. */
const PARTIES = Array.from({ length: 26 }, (_, i) => ({
  number: i + 1,
  name: `Oefenlijst ${i + 1}`,
  candidates: 28 + ((i * 17) % 31),
}));

/** What every made count of the bench shares. */
async function baseSpec(year) {
  const { listsWithCandidates } = await compiled('rehearsal/made-names.js');
  const { id, name, category, subcategory, electionDate } = await definition(year);
  return {
    schema: '1.2.2',
    product: 'osv',
    election: { id, name, category, subcategory, domain: null, date: electionDate },
    created: `${year}-03-18T01:32:49.834`,
    lists: listsWithCandidates('bench', PARTIES),
  };
}

/** Which contest, and whose count. */
const bodySpec = ({ code, name, district }) => ({
  contest: { id: String(district), name: null },
  authority: { id: code, name },
});

/** The number of stations that makes a count of this body of about `bytes`. */
export async function stationsFor(body, bytes) {
  const { stationsForSize } = await compiled('rehearsal/made-count.js');
  return stationsForSize({ ...(await baseSpec(body.year)), ...bodySpec(body), seed: body.code }, bytes);
}

/**
 * Packages of these committees: [{ year, level, code, name, district, stations, corrected }]. Gives for each where the package and
 * the certificate lie, its sizes and its fingerprint. Says on one line how far it is.
 */
export async function madePackages(committees) {
  const digest = writersDigest();
  const folder = path.join(FOLDER, digest);
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(FOLDER)) {
    if (/^[0-9a-f]{12}$/.test(old) && old !== digest) rmSync(path.join(FOLDER, old), { recursive: true });
  }
  const specs = new Map();
  for (const { year } of committees) if (!specs.has(year)) specs.set(year, await baseSpec(year));
  const progress = counting('Pakketten klaar');
  const made = [];
  for (const committee of committees) {
    made.push(await onePackage({ folder, spec: specs.get(committee.year) }, committee));
    if (committees.length > 1) progress(made.length, committees.length);
  }
  return made;
}

/** A count of this body, to be written or added up. */
export async function madeDocument(body) {
  const { madeCount, madeStations } = await compiled('rehearsal/made-count.js');
  const stations = madeStations(body.code, body.stations);
  return madeCount({ ...(await baseSpec(body.year)), ...bodySpec(body), seed: body.code, stations });
}

/** The bytes of a count of this body, and its lists with the names of their candidates. */
export async function madeEml(body) {
  const { writeCount } = await compiled('rehearsal/count-writer.js');
  const count = await madeDocument(body);
  return { eml: Buffer.from([...writeCount(count)].join('')), lists: count.lists };
}

/** Tells how many are done, every fifth and the last. */
function counting(what) {
  return (done, of) => {
    if (done % 5 === 0 || done === of)
      process.stdout.write(`\r${what}: ${done} van ${of}${done === of ? '\n' : ''}`);
  };
}

async function onePackage({ folder, spec }, body) {
  const { year, code, name, stations, corrected = false } = body;
  const label = `${year}-${code}-${stations}${corrected ? '-correctie' : ''}`;
  const facts = path.join(folder, `${label}.json`);
  const privateKey = keyOf((year - FIRST_YEAR) * 10_000 + Number(code));
  const keyId = keyIdOf(privateKey);
  if (existsSync(facts)) {
    const known = JSON.parse(readFileSync(facts, 'utf8'));
    if (known.keyId === keyId) return known;
  }
  const { madeCount, correctedCount, madeStations } = await compiled('rehearsal/made-count.js');
  const { writePackage } = await compiled('rehearsal/package-writer.js');
  const first = madeCount({
    ...spec,
    ...bodySpec(body),
    seed: code,
    stations: madeStations(code, stations),
  });
  const count = corrected ? correctedCount(first, code, `${year}-03-20T10:00:00.000`) : first;
  const { file: certificate, bytes } = await certificateOf(folder, spec, body, privateKey);
  const signer = { privateKey, certificate: bytes };
  const made = await writePackage(count, { category: 'gemeente', name }, signer);
  const result = {
    name: label,
    file: path.join(folder, `${label}.zip`),
    sentAs: made.name,
    certificate,
    keyId,
    election: spec.election.id,
    year,
    level: body.level,
    committee: code,
    fingerprint: made.pair.fingerprint,
    sha256: createHash('sha256').update(made.bytes).digest('hex'),
    packageBytes: made.bytes.length,
    emlBytes: made.pair.eml.bytes.length,
  };
  writeFileSync(result.file, made.bytes);
  writeFileSync(facts, JSON.stringify(result));
  return result;
}

const keyIdOf = (privateKey) =>
  createHash('sha256')
    .update(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** The certificate of the body's key, the same bytes every time. */
async function certificateOf(folder, { election }, { year, code, name }, privateKey) {
  const { pem, selfSigned } = await compiled('rehearsal/key-writer.js');
  const holder = {
    region: name,
    commonName: `Gemeente ${name}`,
    election: election.id,
    electionDate: election.date,
    authority: code,
    product: 'OSV2020-U',
  };
  const bytes = selfSigned(
    privateKey,
    holder,
    new Date(`${year}-01-04T09:00:00Z`),
    Buffer.from(`4${code}f`, 'hex'),
  );
  const file = path.join(folder, `${year}-${code}.crt`);
  writeFileSync(file, pem('CERTIFICATE', bytes));
  return { file, bytes };
}
