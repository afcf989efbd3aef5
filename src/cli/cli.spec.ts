import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificate, testKey } from '../../test/support/certificate-writer.js';
import { compileSources } from '../../test/support/compiled.js';
import { signOsv } from '../../test/support/cms-writer.js';
import { fingerprintOf } from '../../test/support/small-count.js';
import { certificate, eml, NAME, pack, pair, signature } from '../../test/support/small-package.js';
import { CHECK_CODES } from '../verify/checks/catalogue.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cli-'));
const compiled = compileSources('cli', 'cli.ts', 'cli', 'kernel', 'verify', 'elections');
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const other = testKey('other');
const files: Record<string, Buffer> = {
  [NAME]: pack(),
  'vreemd.zip': pack([pair[0]!, { ...pair[1]!, data: signOsv(eml, other, makeCertificate(other)) }]),
  'telling.eml.xml': eml,
  'telling.eml.xml.signature': signature,
  'key.crt': certificate,
  'other.crt': makeCertificate(other),
  'rommel.crt': Buffer.from('geen certificaat'),
};
for (const [name, bytes] of Object.entries(files)) writeFileSync(at(name), bytes);

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

function run(words: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(compiled.folder, 'cli.js'), ...words], { cwd: folder });
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

  it.each<[string, string[], RegExp]>([
    ['an unknown option', ['verify', NAME, '--zeker'], /Onbekende optie/],
    ['a file that is not there', ['verify', 'weg.zip', ...by], /weg\.zip bestaat niet/],
    ['a folder', ['verify', '.', ...by], /geen gewoon bestand/],
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
      'accepted',
    ]);
    expect(status).toBe(2);
    expect((await run(['verify', '--batch'], JSON.stringify(good))).status).toBe(0);
  });
});
