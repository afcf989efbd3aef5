import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectionCommittee } from '../../src/elections/committees.js';
import { addDays } from '../../src/elections/calendar.js';
import { CERTIFICATE_REFUSALS } from '../../src/keys/certificate-of.js';
import { DecideKey } from '../../src/keys/decide-key.js';
import { readKeyList, type KeyList } from '../../src/keylist/key-list.js';
import { listedAs } from '../../src/verify/key/weak-rsa.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { rehearsalElections } from '../../src/rehearsal/definitions.js';
import type { CommitteeKey } from '../../src/rehearsal/key-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { badKeyFiles, certifiedFor, halfPrime, keyOfPrimes, modulusOf } from '../support/bad-keys.js';
import { browse } from '../support/browser-session.js';
import { approveByTwo, secondOperator } from '../support/ceremony.js';
import { tkCount } from '../support/counts.js';
import { inTurns } from '../support/in-turns.js';
import { committeeCertificates, testCommitteeKey, WITH_SECRET_HALF } from '../support/keys.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { eventually } from '../support/until.js';
import { submit, upload } from '../support/uploads.js';
import { codeOf } from '../support/visitor.js';

const VOTING_DAY = '2027-03-17';
const LIST = '/v1/sleutellijsten/TK2027';
/** All that count for a Tweede Kamer, the three islands too; on one's own machine fewer, unless `COMMITTEES` says otherwise. */
const HOW_MANY = Number(process.env['COMMITTEES'] ?? (process.env['CI'] === undefined ? 24 : 345));
/** Whose laptop is stolen between sending a count and handing it in; whom one of the Kiesraad stops. */
const [ROBBED, STOPPED] = [0, 1];

let app: TestApp;
let committees: readonly ElectionCommittee[];
let people: readonly TestPerson[];
let operator: TestPerson;
let second: TestPerson;
let sharesWith: Buffer;
let bad: Readonly<Record<string, Uint8Array>>;
const ids = new Map<number, string>();
const signing = new Map<number, CommitteeKey>();

const holderOf = ({ place, code }: ElectionCommittee) => ({ region: place, authority: code });
const offer = (index: number, certificate: Uint8Array) =>
  app.ask('POST', '/v1/sleutels', {
    as: people[index]!,
    body: Buffer.from(certificate),
    headers: { 'content-type': 'application/octet-stream' },
  });
const text = async (as: TestPerson, url: string) => {
  const html = await (await (await browse(app, as)).get(url)).text();
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
};

async function certificateOf(index: number): Promise<Buffer> {
  if (index >= WITH_SECRET_HALF) return committeeCertificates()[index - WITH_SECRET_HALF]!;
  const key = await testCommitteeKey(index + 1, holderOf(committees[index]!));
  signing.set(index, key);
  return key.certificate;
}

async function listOf(version: (list: KeyList) => boolean): Promise<{ list: KeyList; content: Buffer }> {
  return await eventually(async () => {
    const answer = await app.ask('GET', LIST, { as: operator });
    if (answer.status !== 200) return undefined;
    const content = Buffer.from(await answer.arrayBuffer());
    const list = readKeyList(content)!;
    return version(list) ? { list, content } : undefined;
  }, 30_000);
}

const countOf = async (index: number, created = '2027-03-18T01:02:03'): Promise<TestPackage> => {
  const { code, place, district } = committees[index]!;
  const contest = { id: district!.slice('HSB'.length), name: place };
  const count = tkCount({ authority: { id: code, name: place }, contest, created });
  return await madePackage({ count, key: signing.get(index)! });
};

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-weak-'));
  const weakKeysFile = path.join(folder, 'list');
  const weak = keyOfPrimes(halfPrime(), halfPrime());
  writeFileSync(weakKeysFile, `# RSA\n${listedAs(modulusOf(weak))}\n`);
  app = await startApp({ settings: { weakKeysFile } });
  rmSync(folder, { recursive: true });
  app.clock.setTo(new Date('2027-01-16T09:00:00Z'));
  const [lowerHouse] = rehearsalElections(addDays(VOTING_DAY, -14));
  const plan = await app.configure(writeDefinition(lowerHouse!));
  committees = plan.committees
    .filter(({ level }) => level === 'GSB' || level === 'SOL')
    .sort((a, b) => a.code.localeCompare(b.code))
    .slice(0, HOW_MANY);
  people = await inTurns(committees, ({ level, code }) => app.person('TK2027', level, code));
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  second = await secondOperator(app);
  const [p, q] = [halfPrime(), halfPrime()];
  const holder = holderOf(committees.at(-1)!);
  bad = {
    ...(await badKeyFiles(holder)),
    'keys.debianWeak': certifiedFor(weak, holder),
    'keys.inUseElsewhere': (await testCommitteeKey(1, holder)).certificate,
    // the second of a pair with a prime in common; the first is registered when its turn comes
    'keys.sharedFactor': certifiedFor(keyOfPrimes(p, q), holder),
  };
  sharesWith = certifiedFor(keyOfPrimes(p, halfPrime()), holderOf(committees.at(-2)!));
});
afterAll(() => app?.close());

it(`${HOW_MANY} committees offer their certificates; what is wrong is refused by its own code, and nothing of it stays`, async () => {
  expect(committees).toHaveLength(HOW_MANY);
  await inTurns(committees, async (_, index) => {
    const answer = await offer(index, await certificateOf(index));
    expect([index, answer.status]).toEqual([index, 201]);
    ids.set(index, ((await answer.json()) as { id: string }).id);
  });
  const last = committees.length - 1;
  expect((await offer(last - 1, sharesWith)).status).toBe(201);
  const codes: string[] = [];
  for (const [code, file] of Object.entries(bad)) {
    expect([code, await codeOf(await offer(last, file))]).toEqual([code, code]);
    codes.push(code);
  }
  // two readers never differ about what our own writer makes: their difference is tested by itself
  expect(CERTIFICATE_REFUSALS.filter((code) => !codes.includes(code))).toEqual(['keys.readersDiffer']);
  expect(await codeOf(await offer(last, await certificateOf(last)))).toBe('keys.alreadyRegistered');
  const { rows } = await app.sql(
    `SELECT count(*)::int AS n, (SELECT count(*)::int FROM audit_event WHERE result = 'refused' AND code LIKE 'keys.%') AS refused
     FROM committee_key`,
  );
  expect(rows).toEqual([{ n: HOW_MANY + 1, refused: Object.keys(bad).length + 1 }]);
  expect(await text(operator, '/')).toContain(`${HOW_MANY + 1}`);
});

it('each is read out and approved by two, but one that is turned down, and says so when it is offered again', async () => {
  const last = committees.length - 1;
  const turnedDown = ids.get(last)!;
  await app.get(DecideKey).reject(turnedDown, 'de naam klopt niet', operator.actor);
  expect(await codeOf(await offer(last, await certificateOf(last)))).toBe('keys.rejectedBefore');
  await inTurns([...ids.values()], async (id) => {
    if (id !== turnedDown) await approveByTwo(app, id, operator);
  });
  const { list } = await listOf(({ sleutels }) => sleutels.length === HOW_MANY - 1);
  expect(list.sleutels.map(({ code }) => code)).toEqual(committees.slice(0, -1).map(({ code }) => code));
});

it('the list is signed, and what the twelve with a secret half sign is judged by it', async () => {
  const { content } = await listOf(({ sleutels }) => sleutels.length === HOW_MANY - 1);
  const bytes = async (at: string) =>
    Buffer.from(await (await app.ask('GET', LIST + at, { as: operator })).arrayBuffer());
  const [cms, trusted] = [await bytes('/handtekening'), await bytes('/ondertekenaar')];
  const dir = mkdtempSync(path.join(tmpdir(), 'key-register-'));
  const file = (name: string, of: Uint8Array) => {
    writeFileSync(path.join(dir, name), of);
    return path.join(dir, name);
  };
  const keys = file('lijst.json', content);
  file('lijst.json.p7s', cms);
  const trust = file('platform.crt', trusted);
  const lines: string[] = [];
  for (const index of signing.keys()) {
    const { code } = committees[index]!;
    const zip = file(`${code}.zip`, (await countOf(index)).bytes);
    lines.push(JSON.stringify({ file: zip, keys, trust, election: 'TK2027', committee: code }));
  }
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'verify', '--batch'], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    cwd: path.resolve(__dirname, '../..'),
  });
  const verdicts = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { verdict: string }).verdict);
  expect(verdicts).toEqual(Array.from({ length: WITH_SECRET_HALF }, () => 'accepted'));
  rmSync(dir, { recursive: true });
});

it('a key that is revoked between sending and handing in, and one that is suspended, count for nothing more', async () => {
  app.clock.setTo(new Date('2027-03-17T23:30:00Z'));
  const decide = app.get(DecideKey);
  for (const [index, end] of [
    [
      ROBBED,
      () =>
        decide.revoke(
          ids.get(ROBBED)!,
          { reason: 'laptop gestolen', misusedSince: null },
          people[ROBBED]!.actor,
        ),
    ],
    [
      STOPPED,
      () =>
        decide.revoke(
          ids.get(STOPPED)!,
          { reason: 'melding van misbruik', misusedSince: null },
          operator.actor,
        ),
    ],
  ] as const) {
    const made = await countOf(index);
    const judged = await upload(app, people[index]!, [made]);
    expect(judged.controle.verdict).toBe('accepted');
    await end();
    const { fingerprint } = made.pair!;
    const answer = await submit(app, people[index]!, judged.id, { vingerafdruk: fingerprint });
    expect(await answer.json()).toMatchObject({
      code: 'upload.refused',
      details: { controle: 'signature.key' },
    });
    const { rows } = await app.sql('SELECT state FROM submission WHERE code = $1', [committees[index]!.code]);
    expect(rows).toEqual([{ state: 'refused' }]);
  }
  expect(await codeOf(await offer(ROBBED, await certificateOf(ROBBED)))).toBe('keys.revokedBefore');
  app.clock.forward(3_601_000);
  expect(await text(second, '/')).toContain('1 sleutel is langer dan een uur opgeschort');
  expect((await decide.confirm(ids.get(STOPPED)!, second.actor)).state).toBe('revoked');
});

it('the list and the log end as the register does', async () => {
  const { list } = await listOf(({ sleutels }) => sleutels.length === HOW_MANY - 3);
  const gone = new Set([ROBBED, STOPPED, committees.length - 1].map((i) => committees[i]!.code));
  expect(list.sleutels.map(({ code }) => code).filter((code) => gone.has(code))).toEqual([]);
  const { rows } = await app.sql(
    `SELECT action, count(*)::int AS n FROM audit_event WHERE action LIKE 'key.%' AND result = 'done' GROUP BY action ORDER BY action`,
  );
  expect(
    Object.fromEntries((rows as { action: string; n: number }[]).map(({ action, n }) => [action, n])),
  ).toMatchObject({
    'key.registered': HOW_MANY + 1,
    'key.readOut': HOW_MANY - 1,
    'key.approved': HOW_MANY - 1,
    'key.approvedByOne': HOW_MANY - 1,
    'key.rejected': 1,
    'key.suspended': 1,
    'key.burnt': 1,
  });
});
