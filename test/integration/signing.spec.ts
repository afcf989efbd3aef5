import { createHash, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256 } from '../../src/kernel/fingerprint.js';
import type { Database } from '../../src/platform/postgres/database.js';
import { signDetached } from '../../src/platform/signing/sign-detached.js';
import {
  askSignature,
  findSignature,
  keepSignature,
  type Signature,
} from '../../src/platform/signing/signature.store.js';
import { SignWaiting } from '../../src/platform/signing/sign-waiting.js';
import { makeSigningKey, readSigningKey } from '../../src/platform/signing/signing-key.js';
import { OutboxStore } from '../../src/platform/jobs/outbox.store.js';
import { pem, selfSigned } from '../../src/rehearsal/key-writer.js';
import { startApp, type TestApp } from '../support/app.js';
import { HAS_OPENSSL, opensslAccepts, WITHOUT_OPENSSL } from '../support/openssl.js';
import { eventually, until } from '../support/until.js';

const json = (purpose: string, more = {}) => Buffer.from(JSON.stringify({ soort: purpose, ...more }));
const SUMS = Buffer.from(`${'ab'.repeat(32)}  osv.msi\n${'cd'.repeat(32)} *naam met spatie.zip\n`);
const withOpenssl = HAS_OPENSSL ? it : it.skip;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'signing-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const rsa = (modulusLength: number, publicExponent = 65537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey;

/** A key and a certificate as files; `of` is the key in the certificate. */
function files(name: string, key: KeyObject, { mode = 0o600, of = key, keyText = '' } = {}) {
  const file = (kind: string, text: string, itsMode: number) => {
    const at = path.join(dir, `${name}.${kind}`);
    writeFileSync(at, text);
    chmodSync(at, itsMode);
    return at;
  };
  const holder = {
    ...{ region: 'Den Haag', commonName: 'Kiesraad', election: 'X', electionDate: '2036-01-01' },
    ...{ authority: '0000', product: 'test' },
  };
  const certificate = selfSigned(of, holder, new Date(Date.now() - 60_000), Buffer.of(1));
  return {
    keyFile: file('key', keyText || String(key.export({ type: 'pkcs8', format: 'pem' })), mode),
    certificateFile: file('crt', pem('CERTIFICATE', certificate), 0o644),
  };
}

describe('the key that the platform signs with', () => {
  const strong = rsa(3072);
  const other = rsa(3072);
  const locked = () =>
    String(strong.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' }));

  it.each([
    ['RSA of 2048 bits', () => files('weak', rsa(2048)), /3072 bits/],
    ['exponent 3', () => files('three', rsa(3072, 3)), /65537/],
    ['another certificate', () => files('other', strong, { of: other }), /hoort niet bij de sleutel/],
    ['a key that everybody reads', () => files('open', strong, { mode: 0o644 }), /niet leesbaar/],
    ['a key that a group writes', () => files('group', strong, { mode: 0o660 }), /niet leesbaar/],
    ['a key with a password', () => files('locked', strong, { keyText: locked() }), /zonder wachtwoord/],
    ['no key', () => ({ ...files('none', strong), keyFile: path.join(dir, 'absent') }), /ENOENT/],
  ])('is refused: %s', async (_, make, words) => {
    const refused = await readSigningKey(make()).catch((error: Error) => error.message);
    expect(refused).toMatch(words);
    expect(refused).not.toMatch(/BEGIN|MII/);
  });

  withOpenssl(`may be RSA of 3072 bits, also readable for its group${WITHOUT_OPENSSL}`, async () => {
    const key = await readSigningKey(files('rsa', strong, { mode: 0o440 }));
    const cms = await signDetached(key, SUMS, new Date());
    const trusted = key.certificate.raw;
    expect(opensslAccepts({ content: SUMS, cms, trusted })).toBe(true);
    expect(opensslAccepts({ content: Buffer.concat([SUMS, SUMS]), cms, trusted })).toBe(false);
  });

  it('is made once for a rehearsal, by whoever comes first, and is its owner’s alone', async () => {
    const folder = path.join(dir, 'made');
    const made = await Promise.all([makeSigningKey(folder), makeSigningKey(folder)]);
    const [first, second] = await Promise.all(made.map(readSigningKey));
    expect(first!.certificate.fingerprint256).toBe(second!.certificate.fingerprint256);
    expect(statSync(made[0].keyFile).mode & 0o777).toBe(0o600);
    const again = await readSigningKey(await makeSigningKey(folder));
    expect(again.certificate.fingerprint256).toBe(first!.certificate.fingerprint256);
  });

  it('signs nothing outside the days of its certificate', async () => {
    const key = await readSigningKey(await makeSigningKey(path.join(dir, 'made')));
    await expect(signDetached(key, SUMS, new Date('2060-01-01'))).rejects.toThrow(/geldt niet op 2060/);
  });
});

describe('what is asked to be signed', () => {
  let app: TestApp;
  let db: Database;
  beforeAll(async () => {
    app = await startApp();
    db = app.db;
  });
  afterAll(() => app?.close());

  const ask = (purpose: string, content: Buffer) =>
    db.transaction((tx) => askSignature(tx, purpose, content));
  const signed = (digest: Parameters<typeof findSignature>[1]): Promise<Signature> =>
    eventually(() => findSignature(db.read, digest), 20_000);

  withOpenssl(
    `is signed by a worker; openssl accepts it and refuses a changed one${WITHOUT_OPENSSL}`,
    async () => {
      for (const [purpose, content] of [
        ['sha256sums', SUMS],
        ['sleutellijst', json('sleutellijst', { lijst: [1, 2] })],
      ] as const) {
        const { cms, certificate, signer } = await signed(await ask(purpose, content));
        const changed = Buffer.from(content);
        changed[9]! ^= 1;
        const broken = Buffer.from(cms);
        broken[broken.length - 9]! ^= 1;
        const foreign = await readSigningKey(await makeSigningKey(path.join(dir, 'foreign')));
        expect(opensslAccepts({ content, cms, trusted: certificate })).toBe(true);
        expect(opensslAccepts({ content: changed, cms, trusted: certificate })).toBe(false);
        expect(opensslAccepts({ content, cms: broken, trusted: certificate })).toBe(false);
        expect(opensslAccepts({ content, cms, trusted: foreign.certificate.raw })).toBe(false);
        expect(signer).toBe(createHash('sha256').update(certificate).digest('hex'));
      }
    },
  );

  it('is asked and signed once, however often it is asked', async () => {
    const content = json('sleutellijst', { n: 'twice' });
    const digest = await ask('sleutellijst', content);
    const first = await signed(digest);
    expect(await ask('sleutellijst', content)).toBe(digest);
    const { rows } = await app.sql(
      "SELECT count(*)::int AS n FROM outbox WHERE topic = 'signature.asked' AND payload->>'sha256' = $1",
      [digest],
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect(Buffer.from((await signed(digest)).cms)).toEqual(Buffer.from(first.cms));
  });

  it('never says it is something else than it is', async () => {
    await expect(ask('uitgave', json('sleutellijst'))).rejects.toThrow(/no uitgave/);
    await expect(ask('sha256sums', json('sha256sums'))).rejects.toThrow(/no sha256sums/);
    await expect(ask('sha256sums', Buffer.from('geen lijst\n'))).rejects.toThrow(/no sha256sums/);
    // nor when a row was written past the asking
    const content = json('sleutellijst', { n: 'written' });
    const digest = sha256(createHash('sha256').update(content).digest('hex'));
    await app.sql('INSERT INTO signature (sha256, purpose, content) VALUES ($1, $2, $3)', [
      ...[digest, 'uitgave', content],
    ]);
    await db.transaction((tx) =>
      tx.outbox.create({ data: { topic: 'signature.asked', payload: { sha256: digest } } }),
    );
    const { rows } = await eventually(async () => {
      const found = await app.sql(
        "SELECT last_error FROM outbox WHERE payload->>'sha256' = $1 AND attempts > 0",
        [digest],
      );
      return found.rows.length > 0 ? found : null;
    }, 20_000);
    expect(rows).toEqual([{ last_error: 'Error: what is to be signed is no uitgave' }]);
    expect(await findSignature(db.read, digest)).toBeNull();
    // the CHECK and the trigger hold for whoever comes past the program
    await app.sql('DELETE FROM signature WHERE sha256 = $1', [digest]);
    await expect(
      app.sql('INSERT INTO signature (sha256, purpose, content) VALUES ($1, $2, $3)', [
        ...[digest, 'sleutellijst', Buffer.from('iets anders')],
      ]),
    ).rejects.toThrow(/signature_digest/);
  });

  it('stays as it was signed', async () => {
    const digest = await ask('sha256sums', SUMS);
    await signed(digest);
    await expect(app.sql("UPDATE signature SET cms = '\\x00' WHERE sha256 = $1", [digest])).rejects.toThrow(
      /given once/,
    );
    await expect(app.sql("UPDATE signature SET purpose = 'x' WHERE sha256 = $1", [digest])).rejects.toThrow(
      /given once/,
    );
  });

  it('is signed once when its worker died between signing and keeping', async () => {
    const content = json('sleutellijst', { n: 'died' });
    const digest = await ask('sleutellijst', content);
    const key = await readSigningKey(await makeSigningKey(app.varDir));
    const died = db.transaction(async (tx) => {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM signature WHERE sha256 = ${digest} AND signed_at IS NULL FOR UPDATE SKIP LOCKED`;
      if (rows.length === 0) return 'too late';
      await keepSignature(tx, digest, await signDetached(key, content, new Date()), key.certificate.raw);
      throw new Error('killed');
    });
    await died.catch(() => undefined);
    const { rows } = await until(async () => (await findSignature(db.read, digest)) !== null).then(() =>
      app.sql('SELECT count(*)::int AS n FROM signature WHERE sha256 = $1 AND cms IS NOT NULL', [digest]),
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('a process without the key', () => {
  it('signs nothing, and what waits is signed by the sweep of a worker that has it', async () => {
    const site = await startApp({ worker: false });
    try {
      const digest = await site.db.transaction((tx) =>
        askSignature(tx, 'sleutellijst', json('sleutellijst')),
      );
      const [event] = await site.get(OutboxStore).takeWaiting(10);
      expect(await site.get(OutboxStore).perform(event!, 'queue')).toBe('done');
      expect(await findSignature(site.db.read, digest)).toBeNull();
      const worker = await startApp({ over: site });
      try {
        const { certificate } = await eventually(() => findSignature(worker.db.read, digest), 20_000);
        expect(new X509Certificate(certificate).subject).toMatch(/CN=Overdrachtsplatform/);
        expect(worker.get(SignWaiting)).toBeInstanceOf(SignWaiting);
      } finally {
        await worker.app.stop();
      }
    } finally {
      await site.close();
    }
  });
});
