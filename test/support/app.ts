import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { createApp, type App } from '../../src/bootstrap.js';
import { CreatePerson } from '../../src/people/create-person.js';
import { GrantHat } from '../../src/people/change-hats.js';
import { IssueToken } from '../../src/identity/change-tokens.js';
import { ConfigureElection } from '../../src/setup/configure-election.js';
import type { ElectionPlan } from '../../src/elections/election.js';
import type { PersonActor, Role, SystemActor } from '../../src/kernel/actor.js';
import { Clock } from '../../src/kernel/clock.js';
import type { Level } from '../../src/kernel/committee.js';
import { Database } from '../../src/platform/postgres/database.js';
import { readConfig } from '../../src/config.js';
import type { Settings } from '../../src/platform/settings.js';
import { JudgeWaiting } from '../../src/upload/judge-waiting.js';
import { decideLane, LONG_OPEN } from './lane.js';
import { createTestDatabase, runSql, type TestDatabase } from './database.js';
import { PlatformProcess } from './crash/platform-process.js';
import { sharedParts, type SharedParts } from './shared-parts.js';
import { readS3Address } from '../../src/platform/objects/s3-address.js';

/** A clock that a test may move; it otherwise runs like the real one. */
export class TestClock extends Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  forward(ms: number): void {
    this.offsetMs += ms;
  }

  setTo(at: Date): void {
    this.offsetMs = at.getTime() - Date.now();
  }
}

/** A person with one hat and a token for it. */
export interface TestPerson {
  readonly actor: PersonActor;
  readonly token: string;
}

/** The whole application on a port of its own, over a database and a folder of its own. */
export interface TestApp {
  readonly app: App;
  readonly baseUrl: string;
  readonly db: Database;
  readonly clock: TestClock;
  readonly varDir: string;
  readonly database: TestDatabase;
  /** Asks the API; `body` becomes JSON unless it is bytes. */
  ask(method: string, url: string, options?: AskOptions): Promise<Response>;
  /** Sets an election up; it takes real counts at once. */
  configure(definition: string | Uint8Array): Promise<ElectionPlan>;
  person(electionId: string | null, level: Level, code: string, role?: Role): Promise<TestPerson>;
  /** A second hat for somebody who has one. */
  hat(person: TestPerson, electionId: string, level: Level, code: string, role?: Role): Promise<TestPerson>;
  /** Runs SQL as the tables' owner, for arranging what no use case can. */
  sql(statement: string, values?: unknown[]): Promise<pg.QueryResult>;
  get<T>(token: abstract new (...args: never[]) => T): T;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly as?: TestPerson | string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly redirect?: RequestRedirect;
}

export interface TestAppOptions {
  readonly mode?: 'rehearsal' | 'real';
  readonly worker?: boolean;
  /** Whether this process judges what is sent, also without a worker (default true). */
  readonly judging?: boolean;
  /** Where to listen, when that must be known beforehand; absent: any free port. */
  readonly port?: number;
  readonly settings?: Partial<Settings>;
  readonly trustedProxies?: readonly string[];
  /** Where the queue stands; absent: in the database. */
  readonly redisUrl?: string;
  /** Absent: those of this column. */
  readonly shared?: SharedParts;
  /** An existing database and folder, to start again on what an earlier application left. */
  readonly over?: { readonly database: TestDatabase; readonly varDir: string };
}

const SYSTEM: SystemActor = { kind: 'system', part: 'test' };
const ROOT = path.resolve(__dirname, '../..');

function requestOf({ as, body, headers, redirect }: AskOptions): RequestInit {
  const token = typeof as === 'string' ? as : as?.token;
  const raw =
    body instanceof Uint8Array ||
    typeof body === 'string' ||
    body instanceof FormData ||
    body instanceof URLSearchParams;
  return {
    redirect: redirect ?? 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  };
}

/** Starts the application. Close it again, also when the test fails. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.over?.database ?? (await createTestDatabase());
  const varDir = options.over?.varDir ?? mkdtempSync(path.join(tmpdir(), 'overdracht-test-'));
  const clock = new TestClock();
  const shared = options.shared ?? sharedParts(database.name);
  const worker = options.worker ?? true;
  const settings = {
    mode: options.mode ?? 'rehearsal',
    baseUrl: 'http://localhost',
    varDir,
    helpdeskPhone: '070 - 123 45 67',
    securityContact: 'mailto:beveiliging@example.nl',
    judges: 2,
    quarantineBytesPerCommittee: 64 * 1024 * 1024,
    version: '0.0.0-test',
    waits: readConfig({}).waits,
    s3: shared === null ? null : readS3Address(shared.s3Url),
    ...options.settings,
  } satisfies Settings;
  const app = await createApp({
    settings,
    databaseUrl: database.appUrl,
    redisUrl: options.redisUrl ?? shared?.redisUrl ?? null,
    logLevel: process.env['TEST_LOG'] ?? 'silent',
    trustedProxies: options.trustedProxies ?? [],
    parts: { site: true, worker: worker && shared === null },
    assetsDir: path.join(ROOT, 'dist/web/assets'),
    clock,
  });
  const port = await app.start('localhost', options.port ?? 0).catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  // without a worker nothing runs by itself, but what is sent is judged
  if (options.judging ?? true) app.nest.get(JudgeWaiting).start();
  const baseUrl = `http://localhost:${port}`;
  const others = shared !== null && worker ? await startOthers(database, shared) : [];
  return assemble({ app, baseUrl, clock, varDir, database }, others);
}

/** In the second column a second site answers half of what is asked, and two workers do the work. */
async function startOthers(database: TestDatabase, shared: SharedParts): Promise<PlatformProcess[]> {
  return await Promise.all(
    (['site', 'worker', 'worker'] as const).map((command) =>
      PlatformProcess.start({ database, shared, command }),
    ),
  );
}

function assemble(
  parts: Pick<TestApp, 'app' | 'baseUrl' | 'clock' | 'varDir' | 'database'>,
  others: readonly PlatformProcess[],
): TestApp {
  const { app, baseUrl, database, varDir } = parts;
  const sites = [baseUrl, ...others.slice(0, 1).map((other) => other.baseUrl)];
  let asked = 0;
  const get = <T>(token: abstract new (...args: never[]) => T): T => app.nest.get<T>(token);
  let count = 0;

  async function hatFor(
    personId: string,
    name: string,
    hat: Omit<PersonActor['hat'], 'id'>,
  ): Promise<TestPerson> {
    const { electionId, body, role } = hat;
    const hatId = await get(GrantHat).run({ personId, electionId, body, role }, SYSTEM);
    const { token } = await get(IssueToken).run({ hatId, label: 'test', days: 30 }, SYSTEM);
    const origin = { ip: '127.0.0.1', agent: 'test' };
    const via = { kind: 'program' } as const;
    return { token, actor: { kind: 'person', personId, name, hat: { id: hatId, ...hat }, origin, via } };
  }

  return {
    ...parts,
    db: get(Database),
    get,
    ask(method, url, options = {}) {
      asked += 1;
      return fetch(new URL(url, sites[asked % sites.length]), { method, ...requestOf(options) });
    },
    async configure(definition) {
      const bytes = typeof definition === 'string' ? Buffer.from(definition) : definition;
      const plan = await get(ConfigureElection).run(bytes, SYSTEM);
      await decideLane(get(Database), plan.definition.id, LONG_OPEN);
      return plan;
    },
    async person(electionId, level, code, role = level === 'OPERATOR' ? 'operator' : 'manager') {
      count += 1;
      const name = `${level} ${code} ${count}`;
      const person = await get(CreatePerson).run({ name, email: `p${count}@test.example` });
      return await hatFor(person.id, name, { electionId, body: { level, code }, role });
    },
    hat: ({ actor }, electionId, level, code, role = 'manager') =>
      hatFor(actor.personId, actor.name, { electionId, body: { level, code }, role }),
    sql: (statement, values) => runSql(database.ownerUrl, statement, values),
    async close() {
      await Promise.all(others.map((other) => other.end('SIGKILL')));
      await app.stop();
      await database.drop();
      rmSync(varDir, { recursive: true, force: true });
    },
  };
}
