import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, runningIn, StartedPlatform, untilNone } from '../support/started-platform.js';

const ROOT = path.resolve(__dirname, '../..');

let varDir: string;
const started: StartedPlatform[] = [];

beforeAll(() => {
  varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-start-'));
});
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(varDir, { recursive: true, force: true }));

async function start(settings: Record<string, string>, part?: string): Promise<StartedPlatform> {
  const PORT = String(await freePort());
  const args = ['dist/main.js', ...(part === undefined ? [] : [part])];
  const platform = StartedPlatform.start({ VAR_DIR: varDir, PORT, ...settings }, args);
  started.push(platform);
  return platform;
}

describe('what a start refuses, in one clear sentence', () => {
  async function refuses(settings: Record<string, string>, words: RegExp): Promise<void> {
    const platform = await start(settings);
    // before one of them it makes a database, with all migrations
    expect(await platform.ended(120_000)).toBe(1);
    expect(platform.output).toMatch(words);
    expect(platform.output).not.toMatch(/\n\s+at |Error:|node:internal/);
    expect(await untilNone(() => runningIn(varDir))).toEqual([]);
  }

  it.each([
    ['PORT=abc', { PORT: 'abc' }, /De instellingen kloppen niet:\n\s+PORT:/],
    ['PORT=0', { PORT: '0' }, /PORT:/],
    ['MODE=echt', { MODE: 'echt' }, /MODE:/],
    ['MODE=real without an address', { MODE: 'real' }, /PUBLIC_URL: is verplicht/],
    [
      'MODE=real without https',
      { MODE: 'real', PUBLIC_URL: 'http://overdracht.example.nl' },
      /PUBLIC_URL: moet met https/,
    ],
    ['the owner without the service', { DATABASE_OWNER_URL: 'postgres://a@localhost/b' }, /DATABASE_URL op/],
    [
      "the owner's credentials outside migrate",
      { DATABASE_URL: 'postgres://a@localhost/b', DATABASE_OWNER_URL: 'postgres://o@localhost/b' },
      /DATABASE_OWNER_URL is alleen voor bijwerken/,
    ],
    ['half a signing key', { SIGNING_KEY_FILE: '/nergens' }, /SIGNING_KEY_FILE: geef .* samen op/],
    [
      'a signing key that is not there',
      { SIGNING_KEY_FILE: '/nergens/sleutel', SIGNING_CERT_FILE: '/nergens/certificaat' },
      /SIGNING_KEY_FILE is niet te lezen \(ENOENT\)/,
    ],
    ['everything at once', { PORT: 'x', MODE: 'x', JUDGES: 'x' }, /MODE:[^]*PORT:[^]*JUDGES:/],
  ])('%s', async (_, settings, words) => refuses(settings, words));

  it('a port that somebody else has', async () => {
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, 'localhost', () => resolve()));
    const { port } = other.address() as net.AddressInfo;
    const VAR_DIR = path.join(varDir, 'untouched');
    await refuses({ PORT: String(port), VAR_DIR }, new RegExp(`Poort ${port} is al in gebruik`));
    expect(existsSync(path.join(VAR_DIR, 'rehearsal', 'postgres'))).toBe(false);
    other.close();
  });

  it('a part that does not exist', () => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/main.js', 'alles'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], VAR_DIR: varDir },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/Onbekend onderdeel «alles»/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('a database that is not there', async () => {
    const url = `postgres://a:b@127.0.0.1:${await freePort()}/c`;
    await refuses({ DATABASE_URL: url }, /De database is niet te bereiken \(connect ECONNREFUSED/);
  });

  it('a signing key in the environment of a site', async () => {
    const settings = {
      DATABASE_URL: 'postgres://a@localhost/b',
      SIGNING_KEY_FILE: 'k',
      SIGNING_CERT_FILE: 'c',
    };
    const platform = await start(settings, 'site');
    expect(await platform.ended()).toBe(1);
    expect(platform.output).toMatch(/SIGNING_KEY_FILE is alleen voor de worker/);
  });

  it.each(['site', 'worker'])('a %s alone without a database that it can share', async (part) => {
    const platform = StartedPlatform.start({ VAR_DIR: varDir }, ['dist/main.js', part]);
    started.push(platform);
    expect(await platform.ended()).toBe(1);
    expect(platform.output).toMatch(/Geef DATABASE_URL op/);
  });
});
