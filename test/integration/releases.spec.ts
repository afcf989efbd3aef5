import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { ComposeRelease } from '../../src/releases/compose-release.js';
import { DecideRelease } from '../../src/releases/decide-release.js';
import type { TestApp, TestPerson } from '../support/app.js';
import {
  about,
  ReleaseStage,
  digestOf,
  publishedRelease,
  said,
  sendFile,
  someBytes,
  type ReleaseAnswer,
} from '../support/releases.js';
import { codeOf, Visitor } from '../support/visitor.js';

const MIB = 1024 * 1024;
const hex = (bytes: Uint8Array, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex');

describe('releases', () => {
  let app: TestApp;
  let anna: TestPerson;
  let bert: TestPerson;
  let stage: ReleaseStage;

  beforeAll(async () => {
    stage = await ReleaseStage.start();
    ({ app, anna, bert } = stage);
  });
  afterAll(() => app.close());

  const decide = () => app.get(DecideRelease);
  const logged = async (id: string) =>
    (await app.sql('SELECT action FROM audit_event WHERE object_id = $1 ORDER BY id', [id])).rows.map(
      ({ action }: { action: string }) => action,
    );

  describe('from draft to withdrawal', () => {
    it('is one way, with every step in the log', async () => {
      const bytes = someBytes(2 * MIB + 5);
      const made = await app.ask('POST', '/v1/releases', {
        as: anna,
        body: said({ versie: stage.next(), beoordeling: null }),
      });
      expect(made.status).toBe(201);
      const { id, stand } = (await made.json()) as ReleaseAnswer;
      expect(stand).toBe('concept');
      await sendFile(app, id, anna, { bytes });
      const versie = stage.version;
      const beoordeling = { ...said().beoordeling, versie };
      const changed = await app.ask('PUT', `/v1/releases/${id}`, {
        as: anna,
        body: said({ versie, beoordeling }),
      });
      expect(changed.status).toBe(200);
      const { vingerafdruk, bestanden } = (await changed.json()) as ReleaseAnswer;
      expect(bestanden).toMatchObject([
        { ontvangen: true, sha256: hex(bytes), sha512: hex(bytes, 'sha512'), binnen: bytes.length },
      ]);

      const [first, second] = await Promise.all(
        [anna, bert].map(({ actor }) => new Visitor(app).chooseToBe(actor.personId)),
      );
      const approval = await first!.json(`/v1/releases/${id}/goedkeuren`, { vingerafdruk });
      expect(((await approval.json()) as ReleaseAnswer).stand).toBe('concept');
      expect(await codeOf(await first!.json(`/v1/releases/${id}/goedkeuren`, { vingerafdruk }))).toBe(
        'release.approvedByYou',
      );
      expect(await codeOf(await first!.json(`/v1/releases/${id}/publiceren`, {}))).toBe(
        'release.notApproved',
      );
      const other = await second!.json(`/v1/releases/${id}/goedkeuren`, { vingerafdruk });
      expect(((await other.json()) as ReleaseAnswer).stand).toBe('goedgekeurd');
      expect((await app.ask('GET', `/v1/releases/${id}`)).status).toBe(404);
      const open = await first!.json(`/v1/releases/${id}/publiceren`, {});
      expect(((await open.json()) as ReleaseAnswer).stand).toBe('gepubliceerd');
      expect((await app.ask('GET', `/v1/releases/${id}`)).status).toBe(200);

      const fetched = await app.ask('GET', `/programmatuur/${id}/bestanden/1`);
      expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
      const gone = await second!.json(`/v1/releases/${id}/intrekken`, { reden: 'Telt verkeerd op.' });
      expect(((await gone.json()) as ReleaseAnswer).stand).toBe('ingetrokken');
      const refused = await app.ask('GET', `/programmatuur/${id}/bestanden/1`, {
        headers: { accept: 'application/json' },
      });
      expect(refused.status).toBe(410);
      const text = await refused.text();
      expect(text).toContain('Telt verkeerd op.');
      for (const act of ['publiceren', 'intrekken'])
        expect(await codeOf(await first!.json(`/v1/releases/${id}/${act}`, { reden: 'x' }))).toBe(
          'release.alreadyDecided',
        );
      expect(await logged(id)).toEqual([
        'release.drafted',
        'release.changed',
        'release.fileReceived',
        'release.changed',
        'release.approved',
        'release.approved',
        'release.published',
        'release.withdrawn',
      ]);
    });

    it('stands on Begin of the Kiesraad while it waits', async () => {
      const id = await stage.draft();
      const name = `Telprogramma ${stage.version} voor Windows`;
      const keeper = await new Visitor(app).chooseToBe(anna.actor.personId);
      const begin = async () => await (await keeper.get('/')).text();
      expect(await begin()).toContain(`Beoordeel ${name}`);
      const seen = await digestOf(app, id, anna);
      for (const { actor } of [anna, bert]) await decide().approve(id, seen, actor);
      expect(await begin()).toContain(`Publiceer ${name}`);
      await decide().publish(id, anna.actor);
      expect(await begin()).not.toContain(name);
    });

    it('is never decided by a token', async () => {
      const id = await stage.draft();
      for (const act of ['goedkeuren', 'publiceren', 'intrekken']) {
        const asked = await app.ask('POST', `/v1/releases/${id}/${act}`, { as: anna, body: {} });
        expect([act, asked.status]).toEqual([act, 404]);
      }
    });

    it('is not changed once it is published', async () => {
      const { id } = await stage.published();
      const attempts = [
        app.ask('PUT', `/v1/releases/${id}`, { as: anna, body: said({ versie: stage.next() }) }),
        stage.announce(id, 'nog-een.exe'),
        app.ask('DELETE', `/v1/releases/${id}/bestanden/1`, { as: anna }),
        app.ask('PUT', `/v1/releases/${id}/bestanden/1`, {
          as: anna,
          body: someBytes(3_000_000, 9),
          headers: { 'content-type': 'application/octet-stream' },
        }),
      ];
      for (const attempt of attempts) expect(await codeOf(await attempt)).toBe('release.fixed');
    });

    it('refuses the same version twice, in any capitals, also by two at once', async () => {
      const versie = `${stage.next()}-RC`;
      const both = await Promise.all(
        [versie, versie.toLowerCase()].map((each) =>
          app.ask('POST', '/v1/releases', { as: anna, body: said({ versie: each }) }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(await codeOf(both.find(({ status }) => status === 409)!)).toBe('release.sameVersion');
      const id = await stage.draft();
      expect(
        await codeOf(await app.ask('PUT', `/v1/releases/${id}`, { as: anna, body: said({ versie }) })),
      ).toBe('release.sameVersion');
    });
  });

  describe('an approval', () => {
    it('does not count for other bytes than the person saw', async () => {
      const id = await stage.draft({ bytes: someBytes(5000, 1) });
      const seen = await digestOf(app, id, anna);
      await decide().approve(id, seen, anna.actor);
      await app.get(ComposeRelease).remove(id, 1, bert.actor);
      await sendFile(app, id, bert, { bytes: someBytes(5000, 2) });
      expect((await stage.answer(id)).goedkeuringen).toEqual([]);
      await expect(decide().approve(id, seen, bert.actor)).rejects.toMatchObject({
        code: 'release.otherDigest',
      });
      const now = await digestOf(app, id, bert);
      expect(now).not.toBe(seen);
      expect((await decide().approve(id, now, bert.actor)).state).toBe('draft');
      expect((await decide().approve(id, now, anna.actor)).state).toBe('approved');
    });

    it('is void after any change, also when it is changed back', async () => {
      const id = await stage.draft();
      const wanted = { version: stage.version };
      const seen = await digestOf(app, id, anna);
      await decide().approve(id, seen, anna.actor);
      await decide().approve(id, seen, bert.actor);
      const compose = app.get(ComposeRelease);
      await compose.change(id, about({ ...wanted, notes: 'Anders' }), anna.actor);
      await compose.change(id, about(wanted), anna.actor);
      expect(await digestOf(app, id, anna)).toBe(seen);
      expect(await stage.answer(id)).toMatchObject({ stand: 'concept', goedkeuringen: [] });
      await expect(decide().publish(id, anna.actor)).rejects.toMatchObject({ code: 'release.notApproved' });
    });

    it('by one person under two hats is one', async () => {
      const id = await stage.draft();
      const seen = await digestOf(app, id, anna);
      await decide().approve(id, seen, anna.actor);
      const { rows } = await app
        .sql(
          `INSERT INTO hat (id, person_id, level, code, role, ended_at)
         VALUES (gen_random_uuid(), $1, 'OPERATOR', 'OPERATOR', 'operator', NULL) RETURNING id`,
          [anna.actor.personId],
        )
        .catch(() => ({ rows: [] as { id: string }[] }));
      const hat = { ...anna.actor.hat, id: (rows[0] as { id: string } | undefined)?.id ?? anna.actor.hat.id };
      await expect(decide().approve(id, seen, { ...anna.actor, hat })).rejects.toMatchObject({
        code: 'release.approvedByYou',
      });
    });

    it('of two persons at once is both, of one person at once is one', async () => {
      const id = await stage.draft();
      const seen = await digestOf(app, id, anna);
      const twice = await Promise.allSettled([1, 2].map(() => decide().approve(id, seen, anna.actor)));
      expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const other = await stage.draft();
      const both = await Promise.all(
        [anna, bert].map(async ({ actor }) =>
          decide().approve(other, await digestOf(app, other, anna), actor),
        ),
      );
      expect(both.map(({ state }) => state).sort()).toEqual(['approved', 'draft']);
    });

    it('needs a test of that very version, or a statement that the change is minor', async () => {
      const id = await stage.draft();
      const version = stage.next();
      const compose = app.get(ComposeRelease);
      const tested = {
        kind: 'tested',
        version: '1.3.0',
        outcome: 'Voldoet',
        report: 'https://x.nl',
      } as const;
      const minor = { kind: 'minorChange', statement: 'Alleen een tikfout op het scherm.' } as const;
      for (const assurance of [null, tested]) {
        await compose.change(id, about({ version, assurance }), anna.actor);
        await expect(decide().approve(id, await digestOf(app, id, anna), anna.actor)).rejects.toMatchObject({
          code: 'release.notReady',
        });
      }
      await compose.change(id, about({ version, assurance: minor }), anna.actor);
      await decide().approve(id, await digestOf(app, id, anna), anna.actor);
    });
  });

  describe('what everybody may fetch', () => {
    const get = (address: string, headers: Record<string, string> = {}) =>
      app.ask('GET', address, { headers });

    it('comes whole or in part, with its digests, to be saved and never shown', async () => {
      const bytes = someBytes(3 * MIB + 17, 7);
      const { id } = await stage.published({ bytes, name: 'tél programma.exe' });
      const address = `/programmatuur/${id}/bestanden/1`;
      const whole = await get(address);
      expect(whole.headers.get('content-disposition')).toMatch(
        /^attachment; .*filename\*=UTF-8''t%C3%A9l%20programma\.exe$/,
      );
      expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
      expect(whole.headers.get('content-type')).toBe('application/octet-stream');
      expect(whole.headers.get('repr-digest')).toBe(
        `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:, sha-512=:${createHash('sha512').update(bytes).digest('base64')}:`,
      );
      const etag = whole.headers.get('etag')!;
      expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
      const part = await get(address, { range: `bytes=${MIB - 3}-${MIB + 2}`, 'if-range': etag });
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(MIB - 3, MIB + 3))).toBe(true);
      expect((await get(address, { 'if-none-match': etag })).status).toBe(304);
      expect((await get(address, { range: 'bytes=99999999-' })).status).toBe(416);
      expect((await get(address, { 'if-match': '"x"' })).status).toBe(412);
      const head = await app.ask('HEAD', `/v1/releases/${id}/bestanden/1`);
      expect(head.headers.get('content-length')).toBe(String(bytes.length));
      expect((await get(`/programmatuur/${id}/bestanden/2`)).status).toBe(404);
    });

    it('is not handed out before its moment', async () => {
      const availableFrom = new Date(app.clock.now().getTime() + 3600_000);
      const { id } = await publishedRelease(app, [anna, bert], { version: stage.next(), availableFrom });
      const early = await get(`/v1/releases/${id}/bestanden/1`);
      expect(await codeOf(early)).toBe('release.notYet');
      app.clock.forward(3600_001);
      expect((await get(`/v1/releases/${id}/bestanden/1`)).status).toBe(200);
      app.clock.forward(-3600_001);
    });

    it('breaks off where a kept byte is not what was published, and says so in the log, once', async () => {
      const bytes = someBytes(5 * MIB, 8);
      const { id } = await stage.published({ bytes });
      const sha = hex(bytes);
      const kept = path.join(app.varDir, 'objects', sha.slice(0, 2), sha);
      const spoil = async (at: number) => {
        await fs.chmod(kept, 0o600);
        const handle = await fs.open(kept, 'r+');
        await handle.write(Buffer.from([bytes[at]! ^ 1]), 0, 1, at);
        await handle.close();
      };
      await spoil(bytes.length - 1);
      for (let i = 0; i < 2; i += 1) {
        const answered = await get(`/programmatuur/${id}/bestanden/1`);
        expect(answered.status).toBe(200);
        await expect(answered.arrayBuffer()).rejects.toThrow();
      }
      const part = await get(`/programmatuur/${id}/bestanden/1`, { range: 'bytes=0-99' });
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(0, 100))).toBe(true);
      await spoil(0);
      expect(await codeOf(await get(`/v1/releases/${id}/bestanden/1`))).toBe('release.damaged');
      const { rows } = await app.sql(
        "SELECT code FROM audit_event WHERE action = 'object.damaged' AND object_id = $1",
        [sha],
      );
      expect(rows).toEqual([{ code: 'release.damaged' }]);
      const told = await app.sql(
        "SELECT 1 FROM outbox WHERE topic = 'release.damaged' AND payload->>'releaseId' = $1",
        [id],
      );
      expect(told.rowCount).toBe(1);
    });
  });
});
