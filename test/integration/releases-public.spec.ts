import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MOST_READ_PER_MINUTE } from '../../src/identity/attempt-limit.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { findSignature } from '../../src/platform/signing/signature.store.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import type { FileChunks, ReleasesJson } from '../../src/releases/manifest.js';
import { DecideRelease } from '../../src/releases/decide-release.js';
import type { Release } from '../../src/releases/release.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aDefinition } from '../support/definition.js';
import { publishedRelease, someBytes } from '../support/releases.js';
import { HAS_OPENSSL, opensslAccepts, WITHOUT_OPENSSL } from '../support/openssl.js';
import { eventually } from '../support/routing.js';
import { codeOf, Visitor } from '../support/visitor.js';

const MIB = 1024 * 1024;
const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('what everybody may know of releases', () => {
  const bytes = someBytes(2 * MIB + 9, 11);
  let app: TestApp;
  let anna: TestPerson;
  let bert: TestPerson;
  let clerk: TestPerson;
  let good: Release;
  let gone: Release;
  const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-sums-'));

  beforeAll(async () => {
    app = await startApp();
    await app.configure(writeDefinition(aDefinition()));
    anna = await app.person(null, 'OPERATOR', 'OPERATOR');
    bert = await app.person(null, 'OPERATOR', 'OPERATOR');
    clerk = await app.person('TK2027', 'GSB', '0505');
    const notes = 'Sneller & beter <b>niet vet</b>\nTweede regel';
    good = await publishedRelease(app, [anna, bert], { version: '2.0.0', notes }, { bytes });
    const old = await publishedRelease(app, [anna, bert], { version: '1.0.0' });
    gone = await app.get(DecideRelease).withdraw(old.id, 'Telt verkeerd <op>.', bert.actor);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.close();
  });

  const get = async (address: string) => {
    const answer = await app.ask('GET', address, { headers: { accept: '*/*' } });
    expect([address, answer.status]).toEqual([address, 200]);
    return answer;
  };

  it('stands in releases.json, with every chunk beside it', async () => {
    const answer = await get('/programmatuur/releases.json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const { v, releases } = (await answer.json()) as ReleasesJson;
    expect(v).toBe(1);
    expect(releases.map(({ version, state }) => [version, state])).toEqual([
      ['1.0.0', 'withdrawn'],
      ['2.0.0', 'published'],
    ]);
    expect(releases[0]!.withdrawn?.reason).toBe('Telt verkeerd <op>.');
    const [file] = releases[1]!.files;
    expect(file).toMatchObject({ size: bytes.length, sha256: hex(bytes), chunkBytes: MIB });
    const { chunks } = (await (await get(file!.chunksAddress)).json()) as FileChunks;
    expect(chunks).toEqual([0, 1, 2].map((i) => hex(bytes.subarray(i * MIB, (i + 1) * MIB))));
    expect(Buffer.from(await (await get(file!.address)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('shows a code that leads to its page, with the first groups of what two people approved', async () => {
    const { releases } = (await (await get('/programmatuur/releases.json')).json()) as ReleasesJson;
    const short = releases[1]!.digest.slice(0, 16);
    const html = await (await get(`/programmatuur/${good.id}`)).text();
    expect(html).toContain(`adres van deze pagina: http://localhost/programmatuur/${good.id}#${short}`);
    expect(html).toContain(`<code>${short.match(/.{4}/g)!.join(' ')}</code>`);
  });

  const sums = async () => await (await get(`/programmatuur/${good.id}/SHA256SUMS`)).text();

  it('has sums, one line a file', async () => {
    expect(await sums()).toBe(`${hex(bytes)}  ${good.files[0]!.name}\n`);
  });

  const reads = spawnSync('sha256sum', ['--version']).status === 0;
  (reads ? it : it.skip)(
    `that sha256sum reads${reads ? '' : ' (skipped: no sha256sum on PATH)'}`,
    async () => {
      writeFileSync(path.join(folder, 'SHA256SUMS'), await sums());
      writeFileSync(path.join(folder, good.files[0]!.name), bytes);
      const check = () => spawnSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder }).status;
      expect(check()).toBe(0);
      writeFileSync(path.join(folder, good.files[0]!.name), bytes.subarray(1));
      expect(check()).toBe(1);
    },
  );

  (HAS_OPENSSL ? it : it.skip)(
    `of which openssl accepts the signature, and of others refuses it${WITHOUT_OPENSSL}`,
    async () => {
      const content = Buffer.from(await sums());
      const cms = await eventually(async () => {
        const answer = await app.ask('GET', `/programmatuur/${good.id}/SHA256SUMS.p7s`);
        return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null;
      });
      const { certificate: trusted } = (await findSignature(app.db.read, sha256(hex(content))))!;
      expect(opensslAccepts({ content, cms, trusted })).toBe(true);
      const other = Buffer.from(content.toString().replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
      expect(opensslAccepts({ content: other, cms, trusted })).toBe(false);
    },
  );

  it('is a feed of which a reader sees what was withdrawn', async () => {
    const feed = await (await get('/programmatuur/atom.xml')).text();
    expect(feed).toContain('<title>Ingetrokken: Telprogramma 1.0.0 voor Windows</title>');
    expect(feed).toContain('Sneller &amp; beter &lt;b&gt;niet vet&lt;/b&gt;');
    expect(feed).not.toContain('<b>');
  });

  it('is found by words, and by the start of a fingerprint', async () => {
    const page = async (zoek: string) =>
      await (await get(`/programmatuur?${new URLSearchParams({ zoek }).toString()}`)).text();
    expect(await page('')).toContain('Telprogramma 1.0.0');
    expect(await page('2.0.0')).not.toContain('Telprogramma 1.0.0');
    expect(await page(hex(bytes).slice(0, 12))).toContain('Telprogramma 2.0.0');
    expect(await page('onzin')).toContain('Niets gevonden');
    const answer = await get(`/v1/releases?${new URLSearchParams({ zoek: 'telprogramma 1.0' }).toString()}`);
    expect(await answer.json()).toMatchObject({ releases: [{ id: gone.id }] });
  });

  it('shows on its page that it was withdrawn and why, and keeps every mark-up out', async () => {
    const page = await (await get(`/programmatuur/${gone.id}`)).text();
    expect(page).toContain('Deze release is ingetrokken');
    expect(page).toContain('Telt verkeerd &lt;op>.');
    expect(page).not.toContain(`/programmatuur/${gone.id}/bestanden/1"`);
    expect(await (await get(`/programmatuur/${good.id}`)).text()).not.toContain('<b>niet vet');
  });

  it('is read so often a minute by one network and no more, which keeps nobody from signing in', async () => {
    await get('/programmatuur');
    await app.sql("UPDATE tally SET count = $1 WHERE kind = 'reading'", [MOST_READ_PER_MINUTE]);
    expect((await app.ask('GET', `/programmatuur/${good.id}/bestanden/1`)).status).toBe(429);
    await new Visitor(app).chooseToBe(clerk.actor.personId);
    await app.sql("DELETE FROM tally WHERE kind = 'reading'");
    await get('/programmatuur');
  });

  describe('what a body says it installed', () => {
    it('is taken when it is the fingerprint of the release, and is for nobody to chase', async () => {
      const answer = await app.ask('POST', `/v1/releases/${good.id}/installaties`, {
        as: clerk,
        body: { vingerafdruk: hex(bytes).toUpperCase().match(/.{4}/g)!.join(' ') },
      });
      expect(answer.status).toBe(201);
      expect(await answer.json()).toMatchObject({ gelijk: true, orgaan: { niveau: 'GSB', code: '0505' } });
      const begin = await (await new Visitor(app).chooseToBe(clerk.actor.personId)).get('/');
      expect(await begin.text()).not.toMatch(/installe/i);
    });

    it('is an alarm for the Kiesraad and a notice to the body when it is another', async () => {
      const visitor = await new Visitor(app).chooseToBe(clerk.actor.personId);
      const vingerafdruk = 'ab'.repeat(32);
      const address = `/programmatuur/${good.id}/installatie`;
      expect((await visitor.post(address, { vingerafdruk: 'abc' })).status).toBe(422);
      expect((await visitor.post(address, { vingerafdruk })).status).toBe(303);
      expect(await (await visitor.get(address)).text()).toContain('Dit is niet het bestand van de Kiesraad');
      const keeper = await new Visitor(app).chooseToBe(anna.actor.personId);
      const page = await (await keeper.get(`/releases/${good.id}`)).text();
      expect(page).toContain('1 keer is een andere vingerafdruk gezien');
      const told = await eventually(async () => {
        const { rows } = await app.sql(
          "SELECT level FROM notice WHERE kind = 'release.differs' ORDER BY level",
        );
        return rows.length === 2 ? rows : undefined;
      });
      expect(told).toEqual([{ level: 'GSB' }, { level: 'OPERATOR' }]);
      expect(await (await visitor.get('/berichten')).text()).toContain('Niet installeren');
    });

    it('is seen by itself alone, and by the Kiesraad', async () => {
      const other = await app.person('TK2027', 'GSB', '0037');
      const list = async (as: TestPerson) => {
        const answer = await app.ask('GET', `/v1/releases/${good.id}/installaties`, { as });
        return ((await answer.json()) as { installaties: unknown[] }).installaties.length;
      };
      expect(await Promise.all([clerk, other, anna].map(list))).toEqual([2, 0, 2]);
    });

    it('is not asked for what runs at the Kiesraad', async () => {
      const { id } = await publishedRelease(app, [anna, bert], { version: '3.0.0', hosting: 'central' });
      const answer = await app.ask('POST', `/v1/releases/${id}/installaties`, {
        as: clerk,
        body: { vingerafdruk: hex(bytes) },
      });
      expect(await codeOf(answer)).toBe('release.hostedCentrally');
    });
  });
});
