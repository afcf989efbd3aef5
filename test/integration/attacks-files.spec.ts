import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { signOsv } from '../../src/rehearsal/cms-writer.js';
import type { CommitteeKey } from '../../src/rehearsal/key-writer.js';
import { pem } from '../../src/rehearsal/key-writer.js';
import { CHECK_CODES } from '../../src/verify/checks/catalogue.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { XML_ATTACKS } from '../support/attacks/xml.js';
import { tkCount } from '../support/counts.js';
import { ASSEN, testCommitteeKey } from '../support/keys.js';
import { assembled, HOSTILE, madePackage, packageParts, signedBy, type Parts } from '../support/packages.js';
import { arrival } from '../support/routing.js';
import { describeWithShared, SHARED } from '../support/shared-data.js';
import {
  approveKey,
  codesOf,
  configureTk,
  submit,
  upload,
  type SubmissionAnswer,
} from '../support/uploads.js';

let app: TestApp;
let assen: TestPerson;
let operator: TestPerson;
let own: CommitteeKey;
let others: CommitteeKey;
let parts: Parts;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  assen = await app.person('TK2027', 'GSB', '0106');
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  parts = await packageParts();
  own = parts.key;
  others = await testCommitteeKey(2, { region: 'Coevorden', authority: '0109' });
  await approveKey(app, assen, operator, own);
  await approveKey(app, await app.person('TK2027', 'GSB', '0109'), operator, others);
});
afterAll(() => app?.close());

/** Uploads a package under a name as any other. `upload` throws on everything but 200: a verdict, whatever is sent. */
async function judge(bytes: Uint8Array): Promise<SubmissionAnswer> {
  const answer = await upload(app, assen, [{ name: 'definitieve-documenten_tk2027.zip', bytes }]);
  if (answer.staat === 'gecontroleerd')
    expect((await app.ask('POST', `/v1/leveringen/${answer.id}/stoppen`, { as: assen })).status).toBe(200);
  return answer;
}

const refusedBy = (answer: SubmissionAnswer) => ({ staat: answer.staat, door: codesOf(answer, 'refuse') });
const refused = (code: string) => ({
  staat: 'geweigerd',
  door: expect.arrayContaining([code]) as string[],
});

function withCount(eml: string | Buffer, key = own): Buffer {
  const [first, signature] = parts.inner;
  const data = Buffer.from(eml);
  return assembled({
    ...parts,
    inner: [
      { ...first, data },
      { ...signature, data: signOsv([data], key) },
    ],
  });
}
const emlText = () => Buffer.from(parts.inner[0].data).toString('utf8');

describe('hostile packages', () => {
  it.each(Object.entries(HOSTILE))('%s', async (_, { make, refusedBy: code }) => {
    expect(refusedBy(await judge(make(parts)))).toEqual(refused(code));
  });

  it.each([
    ['nothing but a byte', Buffer.from('P')],
    ['zeros', Buffer.alloc(100_000)],
    ['an empty ZIP', Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a count without its signature', Buffer.from('<EML/>')],
  ])('%s', async (_, bytes) => {
    const answer = await judge(bytes);
    expect(answer.staat).toBe('geweigerd');
    expect(answer.controle.checks).toHaveLength(CHECK_CODES.length);
  });
});

describeWithShared('packages that broke other readers', () => {
  const folder = path.join(SHARED, 'vectors/zip');
  const files = readdirSync(folder).filter((name) => statSync(path.join(folder, name)).size > 0);
  it.each(files)('%s', async (name) => {
    const answer = await judge(readFileSync(path.join(folder, name)));
    expect(answer.staat).toBe('geweigerd');
    expect(codesOf(answer, 'refuse').some((code) => code.startsWith('container.'))).toBe(true);
  });
});

describe('attacks on the reader, by a committee that signs them', () => {
  it.each(Object.entries(XML_ATTACKS))('%s', async (_, { make, refusedBy: code }) => {
    const answer = await judge(withCount(make(emlText())));
    expect(refusedBy(answer)).toEqual(code === null ? { staat: 'gecontroleerd', door: [] } : refused(code));
    expect(codesOf(answer, 'pass')).toContain('signature.verifies');
  });
});

describe('files that are not this committee’s to send', () => {
  const swapped = (one: string | RegExp, other: string) => () => withCount(emlText().replace(one, other));
  it.each([
    ['another type: 510c', 'identity.type', swapped(' Id="510b"', ' Id="510c"')],
    ['another type: 510d', 'identity.type', swapped(' Id="510b"', ' Id="510d"')],
    ['another type: 520', 'identity.type', swapped(' Id="510b"', ' Id="520"')],
    ['another type: 230b', 'identity.type', swapped(' Id="510b"', ' Id="230b"')],
    ['no type', 'identity.type', swapped(' Id="510b"', '')],
    ['another election', 'identity.election', swapped('Identifier Id="TK2027"', 'Identifier Id="TK2025"')],
    [
      'another voting day',
      'identity.date',
      swapped('2027-03-17</kr:ElectionDate', '2027-03-18</kr:ElectionDate'),
    ],
    ['another committee', 'identity.committee', swapped('Identifier Id="0106"', 'Identifier Id="0109"')],
    [
      'another district',
      'identity.contest',
      swapped('<ContestIdentifier Id="3"', '<ContestIdentifier Id="4"'),
    ],
    ['signed with another’s key', 'signature.verifies', () => withCount(emlText(), others)],
    ['another’s key and its certificate', 'signature.verifies', () => signedBy(parts, others)],
  ])('%s', async (_, code, make) => {
    expect(refusedBy(await judge(make()))).toEqual(refused(code));
  });

  it('a certificate inside that carries another’s key proves nothing, either way', async () => {
    const dressed = { ...own, certificate: others.certificate };
    const genuine = await judge(withCount(emlText(), dressed));
    expect(refusedBy(genuine)).toEqual({ staat: 'gecontroleerd', door: [] });
    expect(codesOf(genuine, 'warn')).toContain('signature.certificate');
    const stolen = { ...others, certificate: own.certificate };
    expect(refusedBy(await judge(withCount(emlText(), stolen)))).toEqual(refused('signature.verifies'));
  });

  it('a certificate for this committee around another’s key is not registered', async () => {
    const { selfSigned } = await import('../../src/rehearsal/key-writer.js');
    const made = selfSigned(others.privateKey, ASSEN, new Date('2027-01-04T09:00:00Z'), Buffer.from([9]));
    const register = (certificate: Uint8Array) =>
      app.ask('POST', '/v1/sleutels', { as: assen, body: { certificaat: pem('CERTIFICATE', certificate) } });
    const twice = await register(made);
    expect([twice.status, ((await twice.json()) as { code: string }).code]).toEqual([
      409,
      'keys.inUseElsewhere',
    ]);
    const spoiled = Buffer.from(made);
    spoiled[spoiled.length - 1]! ^= 1;
    expect((await register(spoiled)).status).toBe(422);
    expect((await register(others.certificate)).status).toBe(422);
  });
});

describe('a genuine count among other things', () => {
  it('beside another PV: delivered, and whoever receives it is told that no signature covers it', async () => {
    const created = '2027-03-18T05:00:00';
    const { outer, ...rest } = await packageParts({ count: tkCount({ created }) });
    const [, csv] = outer;
    const pdf = { name: 'Model_Na31-1.pdf', data: '%PDF-1.7 een heel ander proces-verbaal' };
    const bytes = assembled({ ...rest, outer: [pdf, csv!] });
    const judged = await upload(app, assen, [{ name: 'pakket.zip', bytes }]);
    expect(codesOf(judged, 'refuse')).toEqual([]);
    const sent = await submit(app, assen, judged.id, { vingerafdruk: judged.vingerafdruk });
    expect(sent.status).toBe(200);
    const hsb = await app.person('TK2027', 'HSB', 'HSB3');
    const { id } = await arrival(app, hsb, judged.vingerafdruk!);
    const shown = await app.ask('GET', `/v1/ontvangen/${id}`, { as: hsb });
    const { bijlagen } = (await shown.json()) as {
      bijlagen: { naam: string; gedektDoorHandtekening?: boolean }[];
    };
    expect(JSON.stringify(bijlagen)).toMatch(/Model_Na31-1\.pdf/);
    const file = await app.ask('GET', `/v1/ontvangen/${id}/bijlagen/1`, { as: hsb });
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('with a CSV that says something else: a warning that says where', async () => {
    const [pdf, csv] = parts.outer;
    const changed = String(csv!.data).replace(/"(\d+)"$/, (_, votes: string) => `"${Number(votes) + 1}"`);
    const bytes = assembled({ ...parts, outer: [pdf!, { ...csv!, data: changed }] });
    const answer = await judge(bytes);
    expect(refusedBy(answer)).toEqual({ staat: 'gecontroleerd', door: [] });
    expect(codesOf(answer, 'warn')).toContain('attachments.csv');
  });

  it('under a name that lies, in a name that hurts: judged by what is inside', async () => {
    for (const name of [
      'foto.jpg',
      '../../../etc/passwd',
      '<img src=x onerror=alert(1)>.zip',
      '"; rm -rf /.zip',
    ]) {
      const judged = await upload(app, assen, [{ name, bytes: (await madePackage()).bytes }]);
      expect([name, judged.staat]).toEqual([name, 'gecontroleerd']);
      expect(codesOf(judged, 'warn')).toContain('container.naming');
      await app.ask('POST', `/v1/leveringen/${judged.id}/stoppen`, { as: assen });
    }
  });
});

it('after all of this nothing but the genuine went on', async () => {
  const { rows } = await app.sql('SELECT state, count(*)::int AS n FROM submission GROUP BY 1 ORDER BY 1');
  const states = Object.fromEntries(rows.map(({ state, n }: { state: string; n: number }) => [state, n]));
  expect(states).toMatchObject({ delivered: 1 });
  expect(Object.keys(states).sort()).toEqual(['abandoned', 'delivered', 'refused']);
  const deliveries = await app.db.read.delivery.count();
  expect(deliveries).toBe(4);
});
