import { Health } from '../../src/platform/health.js';
import { Metrics } from '../../src/platform/metrics.js';
import { ElectionStore } from '../../src/elections/election.store.js';
import { dutiesOf } from '../../src/elections/duties.js';
import { committeeKey } from '../../src/kernel/committee.js';
import { readyAnswer, watchOn } from '../../src/platform/watch-server.js';
import { LateBodies } from '../../src/routing/late-bodies.js';
import { JudgePool } from '../../src/verify/judge.pool.js';
import { expectCounts } from '../support/board.js';
import { startApp, type TestApp } from '../support/app.js';
import { once } from '../support/attacks/raw.js';
import { browse } from '../support/browser-session.js';
import { configureTk } from '../support/uploads.js';
import { freePort } from '../support/started-platform.js';

describe('the port for whoever watches', () => {
  let health: Health;
  let metrics: Metrics;
  let base: string;
  let end: () => Promise<void>;

  beforeAll(async () => {
    [health, metrics] = [new Health(), new Metrics()];
    const port = await freePort();
    base = `http://localhost:${port}`;
    end = await watchOn('localhost', port, { health, metrics });
  });
  afterAll(() => end());

  it('tells figures in Prometheus text, those of the process and those of the rooms', async () => {
    const verdicts = metrics.counter('verdicts_total', 'Verdicts', ['result']);
    verdicts.inc({ result: 'accepted' });
    verdicts.inc({ result: 'refused' }, 2);
    metrics.gauge('queue_age_seconds', 'Age', async () => 7);
    metrics.gauge('broken', 'Cannot be read', async () => Promise.reject(new Error('gone')));
    const answer = await fetch(`${base}/metrics`);
    expect(answer.headers.get('content-type')).toMatch('text/plain; version=0.0.4');
    const text = await answer.text();
    expect(text).toMatch('overdracht_verdicts_total{result="refused"} 2');
    expect(text).toMatch('overdracht_queue_age_seconds 7');
    expect(text).toMatch('overdracht_broken Nan');
    expect(text).toMatch(/overdracht_process_resident_memory_bytes \d/);
  });

  it('is ready when every part is, within seconds also when one hangs, and lives all the same', async () => {
    health.add('database', async () => undefined);
    health.tell('judges', () => 'own account, no network');
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);
    health.add('objects', () => new Promise(() => undefined));
    health.add('queue', async () => Promise.reject(new Error('redis://user:secret@host does not answer')));
    const from = performance.now();
    const answer = await fetch(`${base}/health/ready`);
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'niet gereed',
      parts: { database: 'ok', objects: 'antwoordt niet', queue: 'werkt niet' },
      facts: { judges: 'own account, no network' },
    });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect((await fetch(`${base}/anything`)).status).toBe(404);
  });
});

describe('a trace that began elsewhere', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ worker: false });
  });
  afterAll(() => app?.close());

  it('goes on here: its id is in the answer, and figures are not for the world', async () => {
    const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
    const answer = await app.ask('GET', '/v1/bestaat-niet', { headers });
    expect(await answer.json()).toMatchObject({ instance: 'urn:uuid:4bf92f35-77b3-4da6-a3ce-929d0e0e4736' });
    expect((await app.ask('GET', '/metrics')).status).toBe(404);
  });

  it('how judges are confined and what the store proved is told to who runs it, not to the world', async () => {
    for (const path of ['/health/ready', '/gezondheid'])
      expect(Object.keys((await (await app.ask('GET', path)).json()) as object)).toEqual(['status', 'parts']);
    const { status, body } = await readyAnswer(app.get(Health), 'watcher');
    const { facts } = JSON.parse(body) as { facts: Record<string, string> };
    expect(status).toBe(200);
    expect(facts['opslag']).toMatch(/overschrijft niets: ja; versies: (ja|nee); slot: (ja|nee)$/);
    const { ownUser, noNetwork } = app.get(JudgePool).isolation;
    expect(facts['controle']).toBe(
      `bestanden als open descriptor: ja; lege omgeving: ja; eigen gebruiker: ${ownUser ? 'ja' : 'nee'}; ` +
        `geen netwerk: ${noNetwork ? 'ja' : 'nee'}`,
    );
    const operator = await browse(app, await app.person(null, 'OPERATOR', 'OPERATOR'));
    const html = await (await operator.get('/opdrachten')).text();
    for (const text of ['Hoe dit proces draait', 'eigen gebruiker', 'slot:']) expect(html).toContain(text);
  });

  it('counts what was refused, and bodies of which a file is missing the day after the vote', async () => {
    const text = async () => (await app.get(Metrics).text()).text;
    await app.ask('GET', '/v1/bestaat-niet');
    await once(app.baseUrl, 'niet eens HTTP\r\n\r\n');
    expect(await text()).toMatch(/overdracht_refusals_total\{code="request.invalid"\} 1/);
    expect(await text()).toMatch(/overdracht_refusals_total\{code="request.notFound"\} [1-9]/);
    await configureTk(app);
    const plan = (await app.get(ElectionStore).plan('TK2027'))!;
    const day = Date.parse(plan.definition.electionDate);
    const late = app.get(LateBodies);
    app.clock.setTo(new Date(day + 35 * 3_600_000));
    expect(await late.count()).toBe(0);
    app.clock.setTo(new Date(day + 37 * 3_600_000));
    expect(await late.count()).toBe(new Set(dutiesOf(plan).map((duty) => committeeKey(duty.committee))).size);
    await expectCounts(app, 'TK2027', new Date(day + 22 * 3_600_000));
    app.clock.setTo(new Date(day + 23 * 3_600_000));
    expect(await late.count()).toBe(plan.committees.filter(({ level }) => level === 'GSB').length);
    app.clock.setTo(new Date(day + 16 * 24 * 3_600_000));
    expect(await late.count()).toBe(0);
  });
});
