import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pemOf } from '../../src/keys/certificate-of.js';
import { KEY_DECIDED } from '../../src/keys/decide-key.js';
import { readKeyList, type KeyList } from '../../src/keylist/key-list.js';
import { latestList } from '../../src/keylist/key-list.store.js';
import { MakeKeyList } from '../../src/keylist/make-key-list.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { findSignature } from '../../src/platform/signing/signature.store.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';
import { testCommitteeKey } from '../support/keys.js';
import { HAS_OPENSSL, opensslAccepts, WITHOUT_OPENSSL } from '../support/openssl.js';
import { madePackage } from '../support/packages.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const DORDRECHT = { region: 'Dordrecht', authority: '0505' };
const STADSKANAAL = { region: 'Stadskanaal', authority: '0037' };
const LIST = '/v1/sleutellijsten/TK2027';

describe('the key list of an election', () => {
  let app: TestApp;
  let dordrecht: TestPerson;
  let stadskanaal: TestPerson;
  let council: TestPerson;
  let operator: TestPerson;
  let dir: string;

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'key-list-'));
    app = await startApp();
    await app.configure(writeDefinition(aDefinition()));
    await app.configure(writeDefinition(aCouncilDefinition()));
    dordrecht = await app.person('TK2027', 'GSB', '0505', 'member');
    stadskanaal = await app.person('TK2027', 'GSB', '0037', 'member');
    council = await app.person('GR2027_Stadskanaal', 'GSB', '0037', 'member');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  });
  afterAll(async () => {
    await app?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** A key of this committee, registered, and active by the owner's hand: how one gets there is another room's. */
  async function activeKey(n: number, holder: typeof DORDRECHT, person: TestPerson): Promise<string> {
    const { certificate } = await testCommitteeKey(n, holder);
    const answer = await app.ask('POST', '/v1/sleutels', {
      as: person,
      body: certificate,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    await state(id, 'approved');
    return id;
  }
  const state = (id: string, to: 'approved' | 'rejected') =>
    app.sql(
      'UPDATE committee_key SET state = $2, decided_at = now(), decided_by = registered_by, reason = $3 WHERE id = $1',
      [id, to, 'test'],
    );
  const changed = () =>
    app.sql('INSERT INTO outbox (topic, payload) VALUES ($1, $2)', [
      KEY_DECIDED,
      {
        electionId: 'TK2027',
        id: '00000000-0000-4000-8000-000000000000',
        level: 'GSB',
        code: '0505',
        state: '',
      },
    ]);
  const version = async () => (await latestList(app.db.read, 'TK2027'))?.version ?? 0;
  const signedVersion = (wanted: number) =>
    until(async () => {
      const list = await latestList(app.db.read, 'TK2027');
      return list?.version === wanted && (await findSignature(app.db.read, list.sha256)) !== null;
    });
  const bytes = async (at: string, as: TestPerson = stadskanaal) => {
    const answer = await app.ask('GET', LIST + at, { as });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };

  it('is made and signed when a key becomes usable, by the event; a program and a page hand it out', async () => {
    await activeKey(1, DORDRECHT, dordrecht);
    await changed();
    await signedVersion(1);
    const list = readKeyList(await bytes(''))!;
    expect(list).toMatchObject({ verkiezing: 'TK2027', versie: 1 } satisfies Partial<KeyList>);
    expect(list.sleutels.map(({ code, bestand }) => [code, bestand])).toEqual([
      ['0505', 'public_key_osv2020_dordrecht.crt'],
    ]);
    const page = await (
      await new Visitor(app).chooseToBe(dordrecht.actor.personId)
    ).get('/sleutellijsten/TK2027');
    const html = await page.text();
    const { sha256: digest } = (await latestList(app.db.read, 'TK2027'))!;
    expect(html).toContain(`data-fingerprint="${digest}"`);
    const zip = await bytes('/certificaten');
    expect(zip.subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04', 'latin1'));
    for (const name of [
      'sleutellijst_TK2027_1.json',
      'sleutellijst_TK2027_1.json.p7s',
      'public_key_osv2020_dordrecht.crt',
    ])
      expect(zip.includes(name)).toBe(true);
    expect(await bytes('/certificaten')).toEqual(zip);
  });

  (HAS_OPENSSL ? it : it.skip)(
    `is accepted by openssl, and a changed one is not${WITHOUT_OPENSSL}`,
    async () => {
      const content = await bytes('');
      const cms = await bytes('/handtekening');
      const { certificate: trusted } = (await findSignature(
        app.db.read,
        (await latestList(app.db.read, 'TK2027'))!.sha256,
      ))!;
      expect((await bytes('/ondertekenaar')).toString()).toBe(pemOf(trusted));
      expect(opensslAccepts({ content, cms, trusted })).toBe(true);
      const other = Buffer.from(content.toString().replace('0505', '0037'));
      expect(opensslAccepts({ content: other, cms, trusted })).toBe(false);
    },
  );

  it('is what the program without a server takes instead of loose certificates', async () => {
    const file = (name: string, content: Uint8Array) => {
      writeFileSync(path.join(dir, name), content);
      return path.join(dir, name);
    };
    const made = await madePackage({ key: await testCommitteeKey(1, DORDRECHT) });
    const zip = file('pakket.zip', made.bytes);
    const list = file('lijst.json', await bytes(''));
    file('lijst.json.p7s', await bytes('/handtekening'));
    const trust = file('platform.crt', await bytes('/ondertekenaar'));
    const run = (...more: string[]) =>
      spawnSync(
        process.execPath,
        ['dist/cli.js', ...['verify', zip, '--json', '--election', 'TK2027', '--keys', list], ...more],
        { encoding: 'utf8', cwd: path.resolve(__dirname, '../..') },
      );
    const check = (out: string, wanted: string) =>
      (JSON.parse(out) as { checks: { code: string; result: string }[] }).checks.find(
        ({ code }) => code === wanted,
      )?.result;
    expect(check(run('--trust', trust, '--committee', '0505').stdout, 'signature.verifies')).toBe('pass');
    // another committee's key is no key of this one
    expect(check(run('--trust', trust, '--committee', '0037').stdout, 'signature.key')).toBe('refuse');
    expect(run('--committee', '0505')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching('--trust') as string,
    });
    file('lijst.json', Buffer.from((await bytes('')).toString().replace('0505', '0037')));
    expect(run('--trust', trust, '--committee', '0505')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching('veranderd') as string,
    });
  });

  it('is the same while the keys are, also when asked by two at once', async () => {
    const make = () => app.db.transaction((tx) => app.get(MakeKeyList).run(tx, 'TK2027'));
    expect(await Promise.all([make(), make()])).toEqual([false, false]);
    await activeKey(2, STADSKANAAL, stadskanaal);
    expect((await Promise.all([make(), make()])).sort()).toEqual([false, true]);
    expect(await version()).toBe(2);
    await signedVersion(2);
    expect(readKeyList(await bytes('?versie=1'))!.sleutels).toHaveLength(1);
    expect(readKeyList(await bytes(''))!.sleutels.map(({ code }) => code)).toEqual(['0037', '0505']);
  });

  it('loses a key that may not be used any more, also when nobody tells, and says so in the log', async () => {
    const { rows } = await app.sql("SELECT id FROM committee_key WHERE code = '0505'");
    await state((rows[0] as { id: string }).id, 'rejected');
    await signedVersion(3);
    expect(readKeyList(await bytes(''))!.sleutels.map(({ code }) => code)).toEqual(['0037']);
    const events = await app.sql(
      "SELECT object_id, details->>'count' AS count FROM audit_event WHERE action = 'keylist.made' ORDER BY id",
    );
    expect(events.rows).toEqual([
      { object_id: 'TK2027 1', count: '1' },
      { object_id: 'TK2027 2', count: '2' },
      { object_id: 'TK2027 3', count: '1' },
    ]);
  });

  it('is for the bodies of its election, until the Kiesraad opens it for everybody', async () => {
    const asked = async (as?: TestPerson) =>
      (await app.ask('GET', `${LIST}/certificaten`, as === undefined ? {} : { as })).status;
    expect(await Promise.all([asked(dordrecht), asked(operator), asked(council), asked()])).toEqual([
      200, 200, 404, 401,
    ]);
    const nobody = new Visitor(app);
    // a browser is led to signing in
    expect((await nobody.get('/sleutellijsten/TK2027')).status).toBe(303);
    expect(await (await nobody.get('/sleutellijsten')).text()).not.toContain('TK2027');
    const OPENED = { voor: 'iedereen', waarom: 'openheid <2027>' };
    const member = await new Visitor(app).chooseToBe(dordrecht.actor.personId);
    expect((await member.post('/sleutellijsten/TK2027/voor-wie', OPENED)).status).toBe(404);
    const kiesraad = await new Visitor(app).chooseToBe(operator.actor.personId);
    for (const half of [{}, { voor: 'iedereen', waarom: '' }])
      expect((await kiesraad.post('/sleutellijsten/TK2027/voor-wie', half)).status).toBe(422);
    const said = await kiesraad.post('/sleutellijsten/TK2027/voor-wie', OPENED);
    expect(said.headers.get('location')).toMatch(/\/sleutellijsten\/TK2027\?melding=iedereen$/);
    expect(await Promise.all([asked(council), asked()])).toEqual([200, 200]);
    expect(await (await nobody.get('/sleutellijsten')).text()).toContain('/sleutellijsten/TK2027');
    await kiesraad.post('/sleutellijsten/TK2027/voor-wie', OPENED);
    const put = (as: TestPerson, voor: string) =>
      app.ask('PUT', `${LIST}/voor-wie`, {
        as,
        body: JSON.stringify({ voor, waarom: 'toch niet' }),
        headers: { 'content-type': 'application/json' },
      });
    expect((await put(dordrecht, 'organen')).status).toBe(404);
    expect((await put(operator, 'niemand')).status).toBe(400);
    const { rows } = await app.sql(
      "SELECT details->>'audience' AS audience FROM audit_event WHERE action = 'keylist.audienceSet'",
    );
    expect(rows).toEqual([{ audience: 'everybody' }]);
    expect(await (await put(operator, 'organen')).json()).toEqual({ voor: 'organen' });
    const decisions = await (await kiesraad.get('/verkiezingen/TK2027/besluiten')).text();
    for (const words of ['openheid &lt;2027>', 'toch niet', operator.actor.name, '/sleutellijsten/TK2027'])
      expect(decisions).toContain(words);
    expect(await Promise.all([asked(council), asked()])).toEqual([404, 401]);
  });

  it('is found by programs: every list that one may see, with its versions', async () => {
    const get = async (at: string, as: TestPerson): Promise<unknown> =>
      (await app.ask('GET', at, { as })).json();
    const newest = (await latestList(app.db.read, 'TK2027'))!;
    const answer = {
      versie: 3,
      vingerafdruk: newest.sha256,
      sleutels: 1,
      gemaakt: newest.at.toISOString(),
    };
    expect(await get('/v1/sleutellijsten', dordrecht)).toEqual({
      verkiezingen: [{ verkiezing: 'TK2027', naam: 'Tweede Kamer 2027', nieuwste: answer }],
    });
    expect(await get('/v1/sleutellijsten', council)).toMatchObject({
      verkiezingen: [{ verkiezing: 'GR2027_Stadskanaal', nieuwste: null }],
    });
    const { versies, voor } = (await get(`${LIST}/versies`, dordrecht)) as {
      versies: { versie: number }[];
      voor: string;
    };
    expect([voor, versies.map(({ versie }) => versie), versies[0]]).toEqual(['organen', [3, 2, 1], answer]);
    expect((await app.ask('GET', `${LIST}/versies`, { as: council })).status).toBe(404);
  });

  it('of an election that never had a key is none, and a version that was never made neither', async () => {
    expect((await app.ask('GET', '/v1/sleutellijsten/GR2027_Stadskanaal', { as: operator })).status).toBe(
      404,
    );
    expect((await app.ask('GET', `${LIST}?versie=99`, { as: operator })).status).toBe(404);
    const page = await (
      await new Visitor(app).chooseToBe(council.actor.personId)
    ).get('/sleutellijsten/GR2027_Stadskanaal');
    expect(await page.text()).toContain('Er is nog geen sleutellijst');
  });

  it('that waits for its signature is not handed out', async () => {
    const digest = sha256('0'.repeat(64));
    const content = Buffer.from('{"soort":"sleutellijst"}');
    await app.sql('INSERT INTO key_list VALUES ($1, 7, encode(sha256($2), $3), $4, 0, now())', [
      'GR2027_Stadskanaal',
      content,
      'hex',
      digest,
    ]);
    await app.sql(
      "INSERT INTO signature (sha256, purpose, content, asked_at) VALUES (encode(sha256($1), 'hex'), 'sleutellijst', $1, now() + interval '1 hour')",
      [content],
    );
    const answer = await app.ask('GET', '/v1/sleutellijsten/GR2027_Stadskanaal', { as: council });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      503,
      'keyList.notSigned',
    ]);
  });
});
