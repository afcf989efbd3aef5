import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { castOf } from '../support/routing.js';
import { SHARED } from '../support/shared-data.js';
import { configureTk } from '../support/uploads.js';

jest.setTimeout(600_000);

const run = promisify(execFile);
const RULES = path.join(SHARED, 'api/linter.yaml');
const SECONDS = Number(process.env['SCHEMATHESIS_SECONDS'] ?? 20);

function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

let app: TestApp;
let people: Readonly<Record<string, TestPerson>>;
let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'overdracht-api-'));
  app = await startApp();
  await configureTk(app);
  const { assen, hsb, operator } = await castOf(app);
  people = { assen, hsb, operator };
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await app?.close();
});

/** What a program says, also when it ends with a fault. */
async function said(program: string, args: readonly string[]): Promise<{ ok: boolean; out: string }> {
  try {
    const { stdout } = await run(program, args, { cwd: dir, maxBuffer: 64 * 1024 * 1024 });
    return { ok: true, out: stdout };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { ok: false, out: `${stdout}\n${stderr}` };
  }
}

const lint = has('spectral') && existsSync(RULES) ? it : it.skip;
const fuzz = has('schemathesis') ? it : it.skip;

describe('the tools of others', () => {
  lint(
    'the linter of the NL API Design Rules finds no error (spectral and ../shared are needed)',
    async () => {
      const file = path.join(dir, 'openapi.json');
      writeFileSync(file, await (await app.ask('GET', '/v1/openapi.json')).text());
      const { out, ok } = await said('spectral', ['lint', '-r', RULES, '-F', 'error', file]);
      expect([ok, ok ? '' : out]).toEqual([true, '']);
    },
  );

  fuzz.each(['assen', 'hsb', 'operator'])(
    'schemathesis as %s: no fault, no answer that the document does not tell (schemathesis is needed)',
    async (who) => {
      const { out, ok } = await said('schemathesis', [
        'run',
        `${app.baseUrl}/v1/openapi.json`,
        '--url',
        `${app.baseUrl}/v1`,
        '--header',
        `Authorization: Bearer ${people[who]!.token}`,
        '--checks',
        'not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method',
        '--phases',
        'examples,coverage,fuzzing',
        '--max-time',
        String(SECONDS),
        '--max-examples',
        '20',
        '--seed',
        '20270317',
        '--no-color',
      ]);
      expect([ok, ok ? '' : out.slice(-20_000)]).toEqual([true, '']);
    },
  );
});
