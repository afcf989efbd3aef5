import { LOGS_ITSELF } from '../../src/bootstrap.js';
import { startApp, type TestApp } from '../support/app.js';
import { COUNTED_AS, Statements } from '../support/statements.js';
import { recordRoutes } from '../support/sweep/registered-routes.js';
import { SPARSE } from '../support/sparse.js';
import { RULES, type Rule } from '../support/sweep/table.js';
import { RECIPIENTS, World, type Caller, type Recipient } from '../support/sweep/world.js';

/** What came back, with the one thing taken out in which two answers may differ. */
interface Answer {
  readonly status: number;
  readonly whole: string;
  readonly body: string;
  readonly trace: string | null;
  /** What was asked of the database for it; null when another process answered. */
  readonly statements: readonly string[] | null;
}

const routes = recordRoutes();
let app: TestApp;
let world: World;
let statements: Statements;
let asked = 0;
const leaks: string[] = [];
/** Refusals by their trace, for the log: of people, and of those without an account. */
const refused: { trace: string; person: boolean }[] = [];
let refusedUnnamed = 0;

beforeAll(async () => {
  app = await startApp();
  world = await World.build(app);
  statements = new Statements(app);
});
afterAll(async () => {
  statements?.stop();
  await app?.close();
});

/** A ZIP too, of certificates alone. */
const LIST_ZIP = /^(\/v1)?\/sleutellijsten\/TK2027\/certificaten/;
const TRACE = /urn:uuid:([0-9a-f-]{36})/;

async function ask(
  method: string,
  url: string,
  caller: Caller,
  rule: Rule,
  fields: object = {},
): Promise<Answer> {
  const changes = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const name = `${(asked += 1)}`;
  const type = rule.bytes ? 'application/octet-stream' : 'application/json';
  const response = await app.ask(method, url, {
    headers: {
      accept: 'application/json',
      [COUNTED_AS]: name,
      ...(changes ? { 'content-type': type } : {}),
      ...caller.headers(),
    },
    ...(changes ? { body: rule.bytes ? Buffer.from('x') : JSON.stringify(fields) } : {}),
  });
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const trace = TRACE.exec(body)?.[1] ?? null;
  for (const { what, text, known } of world.secrets())
    if (body.includes(text) && !known.includes(caller.role) && !(what === 'package' && LIST_ZIP.test(url)))
      leaks.push(`${caller.role} learns the ${what} from ${method} ${url}`);
  noteRefusal(response.status, trace, caller);
  // how late it is, and how often this role asked already
  const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'ratelimit');
  const whole = JSON.stringify([response.status, headers, body]).replaceAll(trace ?? '\u0000', 'trace');
  return { status: response.status, whole, body, trace, statements: statements.take(name) };
}

function noteRefusal(status: number, trace: string | null, { role }: Caller): void {
  const person = role !== 'anonymous' && role !== 'barred';
  if (status >= 400 && trace !== null) refused.push({ trace, person });
  if (status >= 400 && trace === null && !person) refusedUnnamed += 1;
}

/** Pages are asked with a session, the API with a token; what needs a session is asked both ways. */
function callersOf(url: string, rule: Rule): readonly Caller[] {
  const usual = url.startsWith('/v1') ? 'token' : 'session';
  return world.callers.filter(
    ({ by, role }) => by === usual || by === 'nothing' || role === 'barred' || rule.session === true,
  );
}

function expected(caller: Caller, rule: Rule, owner: Recipient): number {
  const nothing = rule.nothingFor?.roles.includes(caller.role) ? rule.nothingFor.answer : null;
  const answer = nothing ?? rule.answer;
  if (caller.role === 'barred' && !rule.open) return 401;
  if (rule.who === 'everyone') return answer;
  if (caller.role === 'anonymous') return 401;
  const may = rule.who === 'recipient' ? caller.role === owner : rule.who.includes(caller.role);
  return may && (caller.by === 'session' || rule.session !== true) ? answer : 404;
}

async function addressOf(url: string, rule: Rule, owner: Recipient, there: boolean): Promise<string> {
  let address = url;
  for (const [name, kind] of Object.entries(rule.params ?? {})) {
    const part = there ? await world.object(kind, owner) : world.absent(kind);
    address = address.replace(name === '*' ? '*' : `:${name}`, part);
  }
  return `${address}${rule.query ?? ''}`;
}

/** A first answer may fill a memory, or say something again to the database: so often a pair is asked before it differs. */
const TRIES = 4;

/**
 * What is asked of the database for a foreign object and not for an absent one, or the other way round, each time again; null
 * when both cost the same. Who measures the time of an answer measures this.
 */
async function otherWork(
  first: readonly [foreign: Answer, absent: Answer],
  addresses: readonly [foreign: string, absent: string],
  again: (url: string) => Promise<Answer>,
): Promise<string | null> {
  let [foreign, absent] = first;
  for (let tried = 1; ; tried += 1) {
    if (foreign.statements === null || absent.statements === null) return null;
    const [more, less] = [foreign.statements, absent.statements];
    if (more.length === less.length) return null;
    if (tried === TRIES) return `foreign asks\n${more.join('\n')}\nabsent asks\n${less.join('\n')}`;
    // in turn: a first refusal is logged whole, and those after it are counted
    if (tried % 2 === 1) foreign = await again(addresses[0]);
    else absent = await again(addresses[1]);
  }
}

/** Asks one route as everybody; gives what was otherwise than the table says. */
async function sweep(method: string, url: string, rule: Rule, owner: Recipient): Promise<string[]> {
  const faults: string[] = [];
  if (rule.limited) app.clock.forward(61_000);
  const real = await addressOf(url, rule, owner, true);
  const absent = await addressOf(url, rule, owner, false);
  const one = async (caller: Caller) => {
    const status = expected(caller, rule, owner);
    const fresh = rule.uses && status < 400;
    const fields = status === 404 ? (rule.othersSend ?? {}) : {};
    const address = fresh ? await addressOf(url, rule, owner, true) : real;
    const answer = await ask(method, address, caller, rule, fields);
    const who = `${caller.role} (${caller.by}) ${method} ${url} of ${owner}`;
    if (answer.status !== status)
      faults.push(`${who}: ${answer.status}, not ${status} ${answer.body.slice(0, 200)}`);
    if (rule.ends && status < 400) await caller.renew();
    if (status !== 404 || real === absent) return;
    const nothing = await ask(method, absent, caller, rule, fields);
    if (nothing.whole !== answer.whole) faults.push(`${who}: ${answer.whole}\n  absent: ${nothing.whole}`);
    // who may see the object, and is told that it has no such thing, learns nothing that was not known
    const may = rule.who !== 'recipient' && rule.who.includes(caller.role);
    const fault = may
      ? null
      : await otherWork([answer, nothing], [address, absent], (url) =>
          ask(method, url, caller, rule, fields),
        );
    if (fault !== null) faults.push(`${who}: ${fault}`);
  };
  const inTurn = rule.uses ?? rule.ends ?? false;
  const turn = url.length + owner.length;
  const callers = callersOf(url, rule).filter(
    (caller, n) => expected(caller, rule, owner) < 400 || (n + turn) % SPARSE === 0,
  );
  if (inTurn) for (const caller of callers) await one(caller);
  else await Promise.all(callers.map(one));
  return faults;
}

/** They do nothing here: what they are about was read, delivered or confirmed before, nothing is given up, nothing is chosen, or it only asks. */
const CHANGES_NOTHING = new Set([
  'POST /verklaring/:dag/invullen',
  'POST /verklaring/:dag/invullen/nieuw-model',
  'POST /leveringen/:id/vergelijken',
  'POST /leveringen/:id/papier-anders',
  'POST /berichten/:id/gelezen',
  // nothing failed
  'POST /opdrachten/post/opnieuw',
  'POST /v1/berichten/:id/gelezen',
  'POST /leveringen/:id/indienen',
  'POST /v1/leveringen/:id/indienen',
  'POST /ontvangen/:id/bevestigen',
  'POST /ontvangen/vragen',
  'POST /opdrachten/opnieuw',
  'POST /bevestigen/passkey/opties',
  'POST /sessie',
]);

/** How many events tell that a known person did something. */
async function acts(): Promise<number> {
  const { rows } = await app.sql(
    "SELECT count(*)::int AS n FROM audit_event WHERE result = 'done' AND person_id IS NOT NULL AND action NOT IN ('thing.viewed', 'repeat.counted')",
  );
  return (rows[0] as { n: number }).n;
}

/** Of every so many routes one is asked without its body too; and of those who may not ask, each route by one of so many, in turn. */
describe('every route, for everybody', () => {
  it('stands in the table, and nothing in the table is no route', () => {
    const known = routes
      .filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS')
      .map(({ method, url }) => `${method} ${url}`);
    expect([...new Set(known)].sort()).toEqual(Object.keys(RULES).sort());
  });

  it.each(Object.entries(RULES).map(([route, rule], i) => [route, rule, i] as const))(
    '%s',
    async (route, rule, i) => {
      const [method = '', url = ''] = route.split(' ');
      const owners: readonly Recipient[] =
        rule.who === 'recipient' ? RECIPIENTS.filter((role) => rule.recipients?.includes(role)) : ['hsb'];
      const methods = method === 'GET' && i % SPARSE === 0 ? ['GET', 'HEAD'] : [method];
      const faults: string[] = [];
      const before = await acts();
      for (const owner of owners)
        for (const one of methods) faults.push(...(await sweep(one, url, rule, owner)));
      expect(faults).toEqual([]);
      const changes = method !== 'GET' && rule.answer < 400 && rule.who !== 'everyone';
      if (changes && !CHANGES_NOTHING.has(route)) expect(await acts()).toBeGreaterThan(before);
    },
  );

  it('tells nobody what belongs to another segment, and the operator no file', () => {
    expect(leaks).toEqual([]);
  });

  it('methods that an address has not are told, and which it has', async () => {
    const [caller] = world.callers;
    for (const [method, status] of [
      ['DELETE', 405],
      ['PATCH', 405],
      ['OPTIONS', 204],
    ] as const)
      for (const url of ['/v1/leveringen', '/v1/ontvangen', '/', '/verkiezingen'])
        expect([method, url, (await ask(method, url, caller!, { who: [], answer: status })).status]).toEqual([
          method,
          url,
          status,
        ]);
  });
});

describe('the log', () => {
  it('holds every look of a person', async () => {
    const { rows } = await app.sql(
      "SELECT DISTINCT details->>'route' AS route FROM audit_event WHERE action = 'thing.viewed'",
    );
    const viewed = new Set((rows as { route: string }[]).map(({ route }) => route));
    const shown = Object.entries(RULES)
      .filter(
        ([route, { answer, who, open }]) =>
          route.startsWith('GET ') && answer < 400 && who !== 'everyone' && !open,
      )
      .map(([route]) => route.slice('GET '.length))
      .filter((url) => !LOGS_ITSELF.test(url));
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.filter((url) => !viewed.has(url))).toEqual([]);
  });

  it('holds every refusal of a person, under the trace that they were given', async () => {
    const traces = refused.filter(({ person }) => person).map(({ trace }) => trace);
    expect(traces.length).toBeGreaterThan(500);
    const { rows } = await app.sql(
      "SELECT DISTINCT object_id FROM audit_event WHERE result = 'refused' AND object_id = ANY($1) AND person_id IS NOT NULL",
      [traces],
    );
    const logged = new Set(rows.map((row: { object_id: string }) => row.object_id));
    expect(traces.filter((trace) => !logged.has(trace))).toEqual([]);
  });

  it('holds or counts every refusal of those without an account', async () => {
    const { rows } = await app.sql(`
      SELECT (SELECT count(*) FROM audit_event WHERE result = 'refused' AND person_id IS NULL AND action <> 'flood.counted')
           + (SELECT coalesce(sum((details->>'count')::int), 0) FROM audit_event WHERE action = 'flood.counted')
           + (SELECT coalesce(sum(count), 0) FROM attempt_count) AS n`);
    const asked = refused.filter(({ person }) => !person).length + refusedUnnamed;
    expect(Number((rows[0] as { n: string }).n)).toBe(asked);
  });
});

describe('foreign and absent', () => {
  const foreign = async (url: string) => await addressOf(url, RULES[`GET ${url}`]!, 'csb', true);
  const absent = async (url: string) => await addressOf(url, RULES[`GET ${url}`]!, 'csb', false);

  it.each([
    ['/v1/leveringen/:id', 'gsbOther'],
    ['/v1/ontvangen/:id', 'hsbOther'],
    ['/v1/ontvangen/:id/bestand', 'mayorOther'],
    ['/v1/sleutels/:id', 'gsbOther'],
  ] as const)('take as long: %s', async (url, role) => {
    const caller = world.callers.find((one) => one.role === role && one.by === 'token')!;
    const addresses = [await foreign(url), await absent(url)] as const;
    const quicker = async (): Promise<readonly [number, number]> => {
      const times: [number[], number[]] = [[], []];
      for (let i = 0; i < 60; i += 1)
        for (const which of i % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
          const from = process.hrtime.bigint();
          await ask('GET', addresses[which], caller, RULES[`GET ${url}`]!);
          if (i >= 10) times[which].push(Number(process.hrtime.bigint() - from) / 1e6);
        }
      // what else the machine does only adds: the quicker quarter says most of the answer itself
      return times.map((list) => list.sort((x, y) => x - y)[list.length >> 2]!) as [number, number];
    };
    // what differs by itself differs each time; what the machine did meanwhile does not
    const over: number[] = [];
    do {
      const [a, b] = await quicker();
      over.push(Math.abs(a - b) - Math.max(2, 0.5 * Math.min(a, b)));
    } while (over.at(-1)! >= 0 && over.length < TRIES);
    expect(over.at(-1)).toBeLessThan(0);
  });
});
