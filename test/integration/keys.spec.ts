import { DecideKey } from '../../src/keys/decide-key.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { keyStillUsable, usableKeys } from '../../src/keys/key.store.js';
import type { CommitteeKey } from '../../src/keys/key.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { approveByTwo, ceremony, secondOperator } from '../support/ceremony.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';
import { asPem, asSecretPem } from '../support/key-files.js';
import { testCommitteeKey } from '../support/keys.js';
import { codeOf } from '../support/visitor.js';

const DORDRECHT = { region: 'Dordrecht', authority: '0505' };
const STADSKANAAL = { region: 'Stadskanaal', authority: '0037' };

interface KeyAnswer {
  readonly id: string;
  readonly toestand: string;
  readonly reden: string | null;
  readonly verlopen: boolean;
}

describe('public keys', () => {
  let app: TestApp;
  let dordrecht: TestPerson;
  let stadskanaal: TestPerson;
  let council: TestPerson;
  let operator: TestPerson;
  let second: TestPerson;
  let certificate: Buffer;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await app.configure(writeDefinition(aDefinition()));
    await app.configure(writeDefinition(aCouncilDefinition()));
    dordrecht = await app.person('TK2027', 'GSB', '0505', 'member');
    stadskanaal = await app.person('TK2027', 'GSB', '0037', 'member');
    council = await app.person('GR2027_Stadskanaal', 'GSB', '0037', 'member');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    second = await secondOperator(app);
    certificate = (await testCommitteeKey(1, DORDRECHT)).certificate;
    await testCommitteeKey(2, DORDRECHT);
  });
  afterAll(() => app.close());
  beforeEach(() => app.sql('TRUNCATE committee_key, key_call, outbox CASCADE'));

  const register = (person = dordrecht, bytes: Uint8Array = certificate) =>
    app.ask('POST', '/v1/sleutels', {
      as: person,
      body: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const registered = async (): Promise<KeyAnswer> => (await (await register()).json()) as KeyAnswer;
  const decide = (id: string, what: string, as: TestPerson, body: object = {}) =>
    app.ask('POST', `/v1/sleutels/${id}/${what}`, { as, body });
  const usable = async () =>
    (await usableKeys(app.db.read, { electionId: 'TK2027', body: { level: 'GSB', code: '0505' } })).length;
  const outbox = async (topic: string) =>
    (await app.sql('SELECT payload FROM outbox WHERE topic = $1', [topic])).rows.map(
      (row: { payload: unknown }) => row.payload,
    );
  const logged = async (id: string) =>
    (
      await app.sql(
        "SELECT action FROM audit_event WHERE object_kind = 'key' AND object_id = $1 ORDER BY id",
        [id],
      )
    ).rows.map((row: { action: string }) => row.action);

  describe('registering', () => {
    it('takes DER, PEM and JSON, and answers with the key and where it stands', async () => {
      const response = await register();
      expect(response.status).toBe(201);
      const key = (await response.json()) as KeyAnswer & Record<string, unknown>;
      expect(response.headers.get('location')).toBe(`/v1/sleutels/${key.id}`);
      expect(key).toMatchObject({
        verkiezing: 'TK2027',
        orgaan: { niveau: 'GSB', code: '0505' },
        houder: 'C=NL, L=Dordrecht, O=TK2027, OU=OSV2020-U, CN=Gemeente Dordrecht, UID=PSB0505',
        geldigTot: '2027-06-16T22:00:00.000Z',
        verlopen: false,
        toestand: 'aangemeld',
        certificaatVingerafdruk: null,
      });
      expect(await logged(key.id)).toEqual(['key.registered']);
      await app.sql('TRUNCATE committee_key CASCADE');
      expect((await register(dordrecht, Buffer.from(asPem(certificate)))).status).toBe(201);
      await app.sql('TRUNCATE committee_key CASCADE');
      const asJson = (certificaat: string) =>
        app.ask('POST', '/v1/sleutels', { as: dordrecht, body: { certificaat } });
      expect((await asJson(asPem(certificate))).status).toBe(201);
      await app.sql('TRUNCATE committee_key CASCADE');
      expect((await asJson(certificate.toString('base64'))).status).toBe(201);
    });

    it('takes several keys of one committee', async () => {
      const second = (await testCommitteeKey(2, DORDRECHT)).certificate;
      expect((await register()).status).toBe(201);
      expect((await register(dordrecht, second)).status).toBe(201);
      const list = (await (await app.ask('GET', '/v1/sleutels', { as: dordrecht })).json()) as {
        sleutels: unknown[];
      };
      expect(list.sleutels).toHaveLength(2);
    });

    it('notes that a key has expired, and takes it', async () => {
      const expired = (await testCommitteeKey(2, { ...DORDRECHT, electionDate: '2020-03-17' })).certificate;
      const response = await register(dordrecht, expired);
      expect([response.status, ((await response.json()) as KeyAnswer).verlopen]).toEqual([201, true]);
    });

    it.each<[string, number, () => Promise<Uint8Array> | Uint8Array]>([
      ['keys.notCertificate', 422, () => Buffer.from('geen certificaat')],
      ['keys.empty', 422, () => Buffer.alloc(0)],
      ['keys.unreadable', 422, () => Buffer.concat([certificate, Buffer.from([0])])],
      ['keys.privateKeyUnread', 422, () => Buffer.from(asSecretPem(Buffer.from('geheim')))],
      ['keys.bundle', 422, () => Buffer.from(asPem(certificate).repeat(2))],
      ['request.tooLarge', 413, () => Buffer.alloc(16 * 1024 + 1)],
      [
        'keys.wrongElection',
        422,
        async () => (await testCommitteeKey(2, { ...DORDRECHT, election: 'TK2026' })).certificate,
      ],
      ['keys.wrongCommittee', 422, async () => (await testCommitteeKey(2, STADSKANAAL)).certificate],
    ])('refuses with %s (%i)', async (code, status, make) => {
      const response = await register(dordrecht, await make());
      expect([response.status, await codeOf(response)]).toEqual([status, code]);
      expect((await app.sql('SELECT 1 FROM committee_key')).rows).toHaveLength(0);
    });

    it.each([{}, { certificaat: 7 }, { certificaat: '' }, { certificaat: 'x'.repeat(50_000) }, []])(
      'refuses %j as invalid',
      async (body) => {
        const response = await app.ask('POST', '/v1/sleutels', { as: dordrecht, body });
        expect([400, 422]).toContain(response.status);
      },
    );

    it('takes no certificate whose self-signature was made by another key', async () => {
      const changed = Buffer.from(certificate);
      changed[changed.length - 1]! ^= 1;
      expect(await codeOf(await register(dordrecht, changed))).toBe('keys.notSelfSigned');
    });
  });

  describe('the same key twice', () => {
    it('by the same committee says so, and troubles nobody', async () => {
      await register();
      const response = await register();
      expect([response.status, await codeOf(response)]).toEqual([409, 'keys.alreadyRegistered']);
      expect(await outbox('key.clashed')).toEqual([]);
    });

    it('by another does not say whose it is, and both are told', async () => {
      await register();
      const same = (await testCommitteeKey(1, STADSKANAAL)).certificate;
      const response = await register(stadskanaal, same);
      const text = await response.text();
      expect(response.status).toBe(409);
      expect(text).toContain('keys.inUseElsewhere');
      expect(text).not.toMatch(/Dordrecht|0505/);
      const clash = {
        electionId: 'TK2027',
        level: 'GSB',
        code: '0037',
        ownerElectionId: 'TK2027',
        ownerLevel: 'GSB',
        ownerCode: '0505',
      };
      expect(await outbox('key.clashed')).toEqual([expect.objectContaining(clash)]);
    });

    it('in another election is a clash as well', async () => {
      await register(stadskanaal, (await testCommitteeKey(1, STADSKANAAL)).certificate);
      const elsewhere = { ...STADSKANAAL, election: 'GR2027_Stadskanaal' };
      const response = await register(council, (await testCommitteeKey(1, elsewhere)).certificate);
      expect(await codeOf(response)).toBe('keys.inUseElsewhere');
      expect(await outbox('key.clashed')).toEqual([
        expect.objectContaining({ electionId: 'GR2027_Stadskanaal', ownerElectionId: 'TK2027' }),
      ]);
    });

    it('at the same moment is registered once, and refused without a fault', async () => {
      const same = (await testCommitteeKey(1, STADSKANAAL)).certificate;
      const responses = await Promise.all([
        register(),
        register(stadskanaal, same),
        register(),
        register(stadskanaal, same),
      ]);
      expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
      expect((await app.sql('SELECT 1 FROM committee_key')).rows).toHaveLength(1);
    });

    it('stays refused after the first was revoked', async () => {
      const { id } = await registered();
      await decide(id, 'intrekken', dordrecht, { reden: 'kwijt' });
      expect(await codeOf(await register())).toBe('keys.revokedBefore');
    });
  });

  describe('deciding', () => {
    it('approves, after which the key may be used until it is revoked', async () => {
      const { id } = await registered();
      expect(await usable()).toBe(0);
      await ceremony(app).half(id, operator.actor);
      expect(await usable()).toBe(0);
      const approved = await decide(id, 'goedkeuren', second);
      expect([approved.status, ((await approved.json()) as KeyAnswer).toestand]).toEqual([
        200,
        'goedgekeurd',
      ]);
      expect(await usable()).toBe(1);
      const revoked = await decide(id, 'intrekken', dordrecht, { reden: 'Sleutel kwijt' });
      expect(await revoked.json()).toMatchObject({ toestand: 'ingetrokken', reden: 'Sleutel kwijt' });
      expect(await usable()).toBe(0);
      expect(await logged(id)).toEqual([
        'key.registered',
        'key.readOut',
        'key.approvedByOne',
        'key.approved',
        'key.revoked',
      ]);
      expect(await outbox('key.decided')).toHaveLength(2);
    });

    it('rejects with a reason that the committee reads', async () => {
      const { id } = await registered();
      expect((await decide(id, 'afwijzen', operator, { reden: '  ' })).status).toBe(400);
      expect((await decide(id, 'afwijzen', operator, { reden: 'Vingerafdruk klopt niet' })).status).toBe(200);
      const own = (await (await app.ask('GET', `/v1/sleutels/${id}`, { as: dordrecht })).json()) as KeyAnswer;
      expect(own).toMatchObject({ toestand: 'afgewezen', reden: 'Vingerafdruk klopt niet' });
      expect(await codeOf(await decide(id, 'goedkeuren', operator))).toBe('keys.alreadyDecided');
      expect(await usable()).toBe(0);
    });

    it('is for the operator; a committee revokes its own and no other', async () => {
      const { id } = await registered();
      for (const [what, who] of [
        ['goedkeuren', dordrecht],
        ['afwijzen', dordrecht],
        ['intrekken', stadskanaal],
        ['intrekken', council],
        ['goedkeuren', stadskanaal],
      ] as const)
        expect((await decide(id, what, who, { reden: 'x' })).status).toBe(404);
      for (const who of [stadskanaal, council])
        expect((await app.ask('GET', `/v1/sleutels/${id}`, { as: who })).status).toBe(404);
      for (const strange of ['00000000-0000-4000-8000-000000000000', 'x', '%00', '1 OR 1=1']) {
        expect(
          (await app.ask('GET', `/v1/sleutels/${encodeURIComponent(strange)}`, { as: dordrecht })).status,
        ).toBe(404);
        expect((await decide(encodeURIComponent(strange), 'goedkeuren', operator)).status).toBe(404);
      }
      const list = await app.ask('GET', '/v1/sleutels?verkiezing=TK2027', { as: council });
      expect(await list.json()).toEqual({ sleutels: [], volgendeBladzijde: null });
    });

    const races: readonly (readonly [
      string,
      'registered' | 'half' | 'approved',
      readonly string[],
      readonly string[],
    ])[] = [
      ['approve and reject', 'half', ['approve', 'reject'], ['approved', 'rejected']],
      ['approve and approve', 'half', ['approve', 'approve'], ['approved']],
      ['reject and revoke', 'registered', ['reject', 'revoke'], ['rejected', 'revoked']],
      ['revoke and revoke', 'approved', ['revoke', 'revoke'], ['revoked']],
    ];
    const before = { registered: 1, half: 3, approved: 4 };
    it.each(races)('%s at once: one of them', async (_, from, names, ends) => {
      const { id } = await registered();
      if (from === 'half') await ceremony(app).half(id, operator.actor);
      if (from === 'approved') await approveByTwo(app, id, operator);
      const done = await Promise.allSettled(names.map((name) => change(name, id)));
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { rows } = await app.sql('SELECT state FROM committee_key');
      expect(ends).toContain((rows[0] as { state: string }).state);
      expect(await logged(id)).toHaveLength(before[from] + 1);
    });

    it('approve and revoke at once: revoked in the end, whoever was first', async () => {
      const { id } = await registered();
      await ceremony(app).half(id, operator.actor);
      await Promise.allSettled([change('approve', id), change('revoke', id)]);
      expect((await app.sql('SELECT state FROM committee_key')).rows).toEqual([{ state: 'revoked' }]);
      expect(await usable()).toBe(0);
    });

    function change(name: string, id: string): Promise<CommitteeKey> {
      if (name === 'approve') return app.get(DecideKey).approve(id, second.actor);
      if (name === 'reject') return app.get(DecideKey).reject(id, 'reden', operator.actor);
      return app.get(DecideKey).revoke(id, { reason: 'reden', misusedSince: null }, dordrecht.actor);
    }
  });

  it('holds a revocation back while a delivery with the key is under way', async () => {
    const key = await app.get(RegisterKey).run(certificate, dordrecht.actor);
    await approveByTwo(app, key.id, operator);
    const order: string[] = [];
    let revoking: Promise<unknown> = Promise.resolve();
    await app.db.transaction(async (tx) => {
      expect(await keyStillUsable(tx, key.keyId, 'TK2027', key.committee)).toBe(true);
      revoking = app
        .get(DecideKey)
        .revoke(key.id, { reason: 'kwijt', misusedSince: null }, operator.actor)
        .then(() => order.push('revoked'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push('delivered');
    });
    await revoking;
    expect(order).toEqual(['delivered', 'revoked']);
    await app.db.transaction(async (tx) => {
      expect(await keyStillUsable(tx, key.keyId, 'TK2027', key.committee)).toBe(false);
      expect(await keyStillUsable(tx, sha256('0'.repeat(64)), 'TK2027', key.committee)).toBe(false);
    });
  });
});
