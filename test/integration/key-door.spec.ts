import type { KeyObject } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ElectionStore } from '../../src/elections/election.store.js';
import { Clock } from '../../src/kernel/clock.js';
import { DecideKey } from '../../src/keys/decide-key.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { Database } from '../../src/platform/postgres/database.js';
import { Settings } from '../../src/platform/settings.js';
import { listedAs } from '../../src/verify/key/weak-rsa.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import type { KeyHolder } from '../../src/rehearsal/key-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { certifiedFor, halfPrime, keyOfPrimes, modulusOf } from '../support/bad-keys.js';
import { aCouncilDefinition, aDefinition } from '../support/definition.js';
import { testCommitteeKey, testKey } from '../support/keys.js';
import { codeOf } from '../support/visitor.js';

describe('a key that is offered', () => {
  let app: TestApp;
  let dordrecht: TestPerson;
  let other: TestPerson;

  beforeAll(async () => {
    const weakKeysFile = path.join(mkdtempSync(path.join(tmpdir(), 'overdracht-weak-')), 'list');
    writeFileSync(weakKeysFile, `# RSA\n${listedAs(modulusOf(testKey(2)))}\n`);
    app = await startApp({ worker: false, settings: { weakKeysFile } });
    await app.configure(writeDefinition(aDefinition()));
    await app.configure(writeDefinition(aCouncilDefinition()));
    dordrecht = await app.person('TK2027', 'GSB', '0505');
    other = await app.person('TK2027', 'GSB', '0037');
  });
  afterAll(() => app.close());
  beforeEach(() => app.sql('TRUNCATE committee_key, burnt_key, key_call CASCADE'));

  const offer = (body: Uint8Array | string, as = dordrecht) =>
    app.ask('POST', '/v1/sleutels', {
      as,
      body: Buffer.from(body),
      headers: { 'content-type': 'application/octet-stream' },
    });
  const refusal = async (body: Uint8Array | string, as = dordrecht) => codeOf(await offer(body, as));
  const states = async () =>
    (await app.sql('SELECT state, needs_second FROM committee_key ORDER BY serial')).rows as unknown[];
  const certified = (key: KeyObject) => certifiedFor(key, { region: 'Dordrecht', authority: '0505' });

  it('is barred for good when its private half is handed in, and stopped where it stands; only its id is kept', async () => {
    const { certificate, privateKey } = await testCommitteeKey(1, { region: 'Dordrecht', authority: '0505' });
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect((await offer(certificate)).status).toBe(201);
    // by whoever it is handed in
    expect(await refusal(secret, other)).toBe('keys.privateKey');
    expect(await states()).toEqual([{ state: 'revoked', needs_second: true }]);
    const [{ id }] = (await app.sql('SELECT id FROM committee_key')).rows as [{ id: string }];
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await expect(app.get(DecideKey).lift(id, operator.actor)).rejects.toMatchObject({ code: 'keys.burnt' });
    await app.sql('TRUNCATE committee_key CASCADE');
    expect(await refusal(certificate)).toBe('keys.burnt');
    expect(await refusal(secret, other)).toBe('keys.privateKey');
    const { rows } = await app.sql(
      "SELECT action, details FROM audit_event WHERE action IN ('key.burnt', 'key.suspended') ORDER BY id",
    );
    expect((rows as { action: string }[]).map(({ action }) => action)).toEqual([
      'key.burnt',
      'key.suspended',
    ]);
    const kept = JSON.stringify([rows, (await app.sql('SELECT * FROM burnt_key')).rows]);
    const { p, d } = privateKey.export({ format: 'jwk' });
    for (const part of [p!, d!, secret.slice(100, 150)]) expect(kept).not.toContain(part);
  });

  it('is refused when everybody has it', async () => {
    const { certificate } = await testCommitteeKey(2, { region: 'Dordrecht', authority: '0505' });
    expect(await refusal(certificate)).toBe('keys.debianWeak');
  });

  it('is not barred by a private key that cannot be read beside the certificate of another', async () => {
    const { certificate, privateKey } = await testCommitteeKey(1, { region: 'Dordrecht', authority: '0505' });
    const locked = privateKey.export({
      ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' },
    } as never) as unknown as string;
    const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
    expect((await offer(certificate)).status).toBe(201);
    expect(await refusal(locked + pem, other)).toBe('keys.privateKeyUnread');
    expect(await states()).toEqual([{ state: 'registered', needs_second: false }]);
    expect(await refusal(locked + pem)).toBe('keys.privateKeyUnread');
    expect(await states()).toEqual([{ state: 'revoked', needs_second: true }]);
  });

  it('has no factor in common with any that was ever registered, also of two at once', async () => {
    const [p, q, r, s] = [halfPrime(), halfPrime(), halfPrime(), halfPrime()];
    const [first, second, third] = [
      certified(keyOfPrimes(p, q)),
      certified(keyOfPrimes(p, r)),
      certified(keyOfPrimes(q, s)),
    ];
    expect((await offer(first)).status).toBe(201);
    await app.sql(
      "UPDATE committee_key SET state = 'rejected', reason = 'x', decided_at = now(), decided_by = registered_by",
    );
    expect(await refusal(second)).toBe('keys.sharedFactor');
    await app.sql('TRUNCATE committee_key CASCADE');
    expect(await refusal(third)).toBe('keys.sharedFactor');
    const shared = halfPrime();
    const pair = [certified(keyOfPrimes(shared, halfPrime())), certified(keyOfPrimes(shared, halfPrime()))];
    const answers = await Promise.all(pair.map((one) => offer(one)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('is compared with what another machine registered at the same moment, and with all after a restart', async () => {
    const machine = () =>
      new RegisterKey(app.get(Database), app.get(ElectionStore), app.get(Clock), app.get(Settings));
    const [here, there] = [machine(), machine()];
    const shared = halfPrime();
    const pair = [certified(keyOfPrimes(shared, halfPrime())), certified(keyOfPrimes(shared, halfPrime()))];
    const outcomes = await Promise.allSettled([
      here.run(pair[0]!, dordrecht.actor),
      there.run(pair[1]!, dordrecht.actor),
    ]);
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toEqual([expect.objectContaining({ code: 'keys.sharedFactor' })]);
    const third = certified(keyOfPrimes(shared, halfPrime()));
    await expect(machine().run(third, dordrecht.actor)).rejects.toMatchObject({ code: 'keys.sharedFactor' });
  });

  it.each<[string, string, Partial<KeyHolder>]>([
    [
      'keys.wrongCommittee',
      'Dit certificaat is van Gemeentelijk stembureau Stadskanaal. U werkt voor Gemeentelijk stembureau Dordrecht.',
      { region: 'Stadskanaal', authority: '0037' },
    ],
    [
      'keys.wrongCommittee',
      'Dit certificaat is van Hoofdstembureau Dordrecht. U werkt voor Gemeentelijk stembureau Dordrecht.',
      { region: 'Dordrecht', authority: 'HSB14' },
    ],
    [
      'keys.wrongCommittee',
      'Dit certificaat is van Baarn (PSB0308). U werkt voor Gemeentelijk stembureau Dordrecht.',
      { region: 'Baarn', authority: '0308' },
    ],
    [
      'keys.wrongElection',
      'Dit certificaat is van Gemeenteraad Stadskanaal 2027. U werkt nu voor Tweede Kamer 2027.',
      { election: 'GR2027_Stadskanaal' },
    ],
    [
      'keys.wrongElection',
      'Dit certificaat is van de waterschapsverkiezing (AB2027_Aardenboezem). U werkt nu voor Tweede Kamer 2027.',
      { election: 'AB2027_Aardenboezem' },
    ],
  ])('that is another’s is refused by name (%s): %s', async (code, words, holder) => {
    const { certificate } = await testCommitteeKey(3, { region: 'Dordrecht', authority: '0505', ...holder });
    const problem = (await (await offer(certificate)).json()) as { code: string; detail: string };
    expect([problem.code, problem.detail]).toEqual([code, expect.stringContaining(words)]);
  });

  it('that was rejected before is told why, and that a new one is needed', async () => {
    const { certificate } = await testCommitteeKey(3, { region: 'Dordrecht', authority: '0505' });
    const { id } = (await (await offer(certificate)).json()) as { id: string };
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    await app.get(DecideKey).reject(id, 'De voorgelezen vingerafdruk klopte niet', operator.actor);
    const answer = await offer(certificate);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: 'keys.rejectedBefore',
      detail: expect.stringMatching(
        /afgewezen: De voorgelezen vingerafdruk klopte niet\..*een nieuwe sleutel/,
      ) as string,
    });
    // another's stays another's: it hears nothing of the reason
    const theirs = await testCommitteeKey(3, { region: 'Stadskanaal', authority: '0037' });
    expect(await refusal(theirs.certificate, other)).toBe('keys.inUseElsewhere');
  });
});
