import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificate } from '../../test/support/certificate-writer.js';
import { testKey } from '../../test/support/keys.js';
import { compileSources } from '../../test/support/compiled.js';
import { signOsv } from '../../test/support/cms-writer.js';
import { fingerprintOf } from '../../test/support/small-count.js';
import { certificate, eml, NAME, pack, pair, signature } from '../../test/support/small-package.js';
import { CHECK_CODES } from '../verify/checks/catalogue.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cli-'));
const compiled = compileSources('cli', 'cli.ts', 'cli', 'kernel', 'verify', 'elections', 'keylist', 'keys');
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true, force: true });
});

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

const at = (name: string): string => path.join(folder, name);
const other = testKey(2);
const files: Record<string, Buffer> = {
  [NAME]: pack(),
  'vreemd.zip': pack([pair[0]!, { ...pair[1]!, data: signOsv(eml, other, makeCertificate(other)) }]),
  'telling.eml.xml': eml,
  'telling.eml.xml.signature': signature,
  'key.crt': certificate,
  'other.crt': makeCertificate(other),
  'rommel.crt': Buffer.from('geen certificaat'),
  'bundel.pem': Buffer.from([makeCertificate(other), certificate].map(pemOf).join('\n')),
  'kenmerken.pem': Buffer.from(
    `\ufeffBag Attributes\n${pemOf(makeCertificate(other))}tekst\n${pemOf(certificate)}`,
  ),
  'groot.crt': Buffer.alloc(2 * 1024 * 1024),
};
for (const [name, bytes] of Object.entries(files)) writeFileSync(at(name), bytes);
/** Node makes no pipes itself. */
const hasPipe = spawnSync('mkfifo', [at('pijp')]).status === 0;
const withPipe = hasPipe ? it : it.skip;
/** What is there and is no file: a pipe if that can be had, a folder otherwise. */
const noFile = hasPipe ? 'pijp' : 'map';
mkdirSync(at('map'));
symlinkSync(path.join(compiled.folder, 'cli.js'), at('overdracht'));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

function run(
  words: readonly string[],
  input = '',
  program = path.join(compiled.folder, 'cli.js'),
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...words], { cwd: folder });
    const out: Buffer[] = [];
    const error: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
    child.on('close', (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), error: Buffer.concat(error).toString() }),
    );
    child.stdin.end(input);
  });
}

const by = ['--cert', 'other.crt', 'key.crt', '--election', 'GR2022_WestMaasenWaal', '--committee', '0668'];

describe('overdracht', () => {
  it('accepts a genuine package: status 0, exactly the fields promised', async () => {
    const { status, out } = await run(['verify', NAME, ...by, '--json']);
    expect(status).toBe(0);
    const report = JSON.parse(out) as { checks: { code: string }[] };
    expect(Object.keys(report)).toEqual([
      'verdict',
      'fingerprint',
      'type',
      'election',
      'committee',
      'checks',
    ]);
    expect(report).toMatchObject({
      verdict: 'accepted',
      fingerprint: fingerprintOf(eml),
      type: '510b',
      election: 'GR2022_WestMaasenWaal',
      committee: { level: 'GSB', code: '0668' },
    });
    expect(report.checks.map((check) => check.code)).toEqual(CHECK_CODES);
    for (const check of report.checks)
      expect(Object.keys(check)).toEqual(['code', 'result', 'detail', 'place']);
  });

  it('tells people the same in Dutch, one line per check', async () => {
    const { status, out } = await run(['verify', NAME, ...by]);
    expect(status).toBe(0);
    expect(out).toContain(fingerprintOf(eml).match(/.{4}/g)!.join(' '));
    expect(out).toContain('GOEDGEKEURD');
    expect(out.match(/^[✓!✗–] /gm)).toHaveLength(CHECK_CODES.length);
  });

  it('judges a pair', async () => {
    const { status, out } = await run([
      'verify',
      'telling.eml.xml',
      'telling.eml.xml.signature',
      ...by,
      '--json',
    ]);
    expect([status, (JSON.parse(out) as { fingerprint: string }).fingerprint]).toEqual([
      0,
      fingerprintOf(eml),
    ]);
  });

  it.each([
    ['a package of another gemeente', 'vreemd.zip'],
    ['a count without its signature', 'telling.eml.xml'],
    ['a file that is no package', 'key.crt'],
  ])('refuses %s: status 1', async (_, file) => {
    const { status, out } = await run([
      'verify',
      file,
      '--cert',
      'key.crt',
      '--election',
      'GR2022_WestMaasenWaal',
      '--committee',
      '0668',
    ]);
    expect([status, out.includes('AFGEKEURD')]).toEqual([1, true]);
  });

  withPipe.each<[string, string[]]>([
    ['itself', ['verify', 'pijp', ...by]],
    ['the signature', ['verify', 'telling.eml.xml', 'pijp', ...by]],
    ['a certificate', ['verify', NAME, '--cert', 'pijp', ...by.slice(3)]],
  ])('calls a pipe as %s misuse (skipped where there is no mkfifo)', async (_, words) => {
    const { status, out, error } = await run(words);
    expect([status, out]).toEqual([2, '']);
    expect(error).toMatch(/pijp is geen gewoon bestand/);
  });

  it('reads certificates with text around them', async () =>
    expect((await run(['verify', NAME, '--cert', 'kenmerken.pem', ...by.slice(3)])).status).toBe(0));

  it.each<[string, string[], RegExp]>([
    [
      'an election of a kiescollege',
      ['verify', NAME, '--cert', 'key.crt', '--election', 'KCNI2027', '--committee', 'CSB'],
      /kiescollege \(KC\)/,
    ],
    ['an unknown option', ['verify', NAME, '--zeker'], /Onbekende optie/],
    ['a file that is not there', ['verify', 'weg.zip', ...by], /weg\.zip bestaat niet/],
    ['a folder', ['verify', '.', ...by], /geen gewoon bestand/],
    ['a device', ['verify', '/dev/zero', ...by], /zero is geen gewoon bestand/],
    ['a file as a folder', ['verify', `${NAME}/x`, ...by], /bestaat niet/],
    ['a device as a certificate', ['verify', NAME, '--cert', '/dev/zero', ...by.slice(3)], /geen gewoon/],
    ['a large certificate', ['verify', NAME, '--cert', 'groot.crt', ...by.slice(3)], /te groot/],
    [
      'a certificate that is none',
      ['verify', NAME, '--cert', 'rommel.crt', '--election', 'TK2027', '--committee', 'CSB'],
      /rommel\.crt kan niet als certificaat/,
    ],
    [
      'a definition that is none',
      ['verify', NAME, ...by, '--definition', 'telling.eml.xml'],
      /verkiezingsdefinitie kan niet/,
    ],
  ])('calls %s misuse: status 2', async (_, words, reason) => {
    const { status, out, error } = await run(words);
    expect([status, out]).toEqual([2, '']);
    expect(error).toMatch(reason);
  });

  it.each([
    ['each after an option of its own', ['--cert', 'other.crt', '--cert', 'key.crt', ...by.slice(3)]],
    ['one after another in a PEM file', ['--cert=bundel.pem', ...by.slice(3)]],
  ])('takes several certificates, %s', async (_, words) =>
    expect((await run(['verify', NAME, ...words])).status).toBe(0),
  );

  it.each<[string, string[], string]>([
    [
      'election',
      ['--cert', 'key.crt', '--election', 'GR2026_Haarlem', '--committee', '0668'],
      'identity.election',
    ],
    ['committee', ['--cert', 'key.crt', ...by.slice(3, 5), '--committee', '0037'], 'identity.committee'],
    ['key', ['--cert', 'other.crt', ...by.slice(3)], 'signature.verifies'],
  ])('refuses a package of another %s', async (_, words, code) => {
    const { status, out } = await run(['verify', NAME, ...words, '--json']);
    const { checks } = JSON.parse(out) as { checks: { code: string; result: string }[] };
    expect([status, checks.find((one) => one.code === code)?.result]).toEqual([1, 'refuse']);
  });

  it('runs through a link, as npm installs it', async () => {
    const { status } = await run(['verify', NAME, ...by], '', at('overdracht'));
    expect(status).toBe(0);
  });

  it('shows a certificate: status 0 when the door would take it, 1 when not, 2 when it cannot be read', async () => {
    const { status, out } = await run(['key', 'key.crt', '--json']);
    const report = JSON.parse(out) as object;
    expect(Object.keys(report)).toEqual([
      'verdict',
      'fingerprint',
      'subject',
      'notBefore',
      'notAfter',
      'key',
      'checks',
    ]);
    expect(report).toMatchObject({ fingerprint: fingerprintOf(certificate) });
    const people = await run(['key', 'key.crt']);
    expect(people.out).toContain(fingerprintOf(certificate).match(/.{4}/g)!.join(' '));
    expect([status, people.status]).toEqual([0, 0]);
    expect(await run(['key', 'rommel.crt'])).toMatchObject({
      status: 1,
      out: expect.stringMatching(/✗ keys\.notCertificate[^]*AFGEKEURD/) as string,
    });
    expect(await run(['key', 'weg.crt'])).toMatchObject({ status: 2, error: 'weg.crt bestaat niet.\n' });
  });

  it('prints its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8')) as {
      version: string;
    };
    expect(await run(['version'])).toMatchObject({ status: 0, out: `${version}\n` });
    expect((await run(['help'])).out).toContain('--committee CODE');
  });

  it('answers a batch line by line, in order, and goes on after a bad one', async () => {
    const good = { file: NAME, certs: ['key.crt'], election: 'GR2022_WestMaasenWaal', committee: '0668' };
    const lines = [
      JSON.stringify(good),
      'geen json',
      JSON.stringify({ ...good, file: 'vreemd.zip' }),
      JSON.stringify({ ...good, file: 'weg.zip' }),
      JSON.stringify({ ...good, file: noFile }),
      '['.repeat(2_000_000),
      '['.repeat(100_000),
      '',
      JSON.stringify({ ...good, file: 'telling.eml.xml', signature: 'telling.eml.xml.signature' }),
    ];
    const { status, out } = await run(['verify', '--batch'], lines.join('\n'));
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict?: string; error?: string });
    expect(answers.map((answer) => answer.verdict ?? answer.error)).toEqual([
      'accepted',
      'De regel is geen JSON.',
      'refused',
      'weg.zip bestaat niet.',
      `${noFile} is geen gewoon bestand.`,
      'De regel is te lang.',
      'De regel is geen JSON.',
      'accepted',
    ]);
    expect(status).toBe(2);
    expect((await run(['verify', '--batch'], JSON.stringify(good))).status).toBe(0);
  });
});
