import type { z } from 'zod';
import { declared } from '../../src/app.module.js';
import { submissionAnswer } from '../../src/upload/submission-answers.js';
import type { Route } from '../../src/platform/http/route.js';
import { problem } from '../../src/platform/http/shapes.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { arrival, castOf, packageAt, type Cast } from '../support/routing.js';
import { READER, configureTk, upload } from '../support/uploads.js';

let app: TestApp;
let cast: Cast;
beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
});
afterAll(() => app?.close());

const ROUTES = declared().filter((each) => each.kind === 'api');
const operation = (id: string): Route => {
  const found = ROUTES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
};

/** Asks as the document says, and holds the answer against the shape it promises: nothing missing, nothing more. */
async function promised(id: string, as: TestPerson, path: Record<string, string> = {}, body?: unknown) {
  const { method, path: template, answers } = operation(id);
  const address = template.replace(/:(\w+)/g, (_, name: string) => path[name] ?? '');
  const response = await app.ask(method, address, {
    as,
    ...(body === undefined ? {} : { body }),
  });
  const answer: unknown = await response.json();
  const expected = answers[response.status as keyof typeof answers];
  if (expected?.schema === undefined) throw new Error(`${id}: ${response.status} ${JSON.stringify(answer)}`);
  return held(expected.schema, answer) as Record<string, unknown>;
}

function held(schema: z.ZodType, answer: unknown): unknown {
  expect(schema.parse(answer)).toEqual(answer);
  return answer;
}

describe('the description of the interface', () => {
  it('is open to every site, without signing in', async () => {
    for (const path of ['/v1', '/v1/openapi.json']) {
      const response = await app.ask('GET', path, { headers: { origin: 'https://elders.example' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(response.headers.get('api-version')).toBe('1.0.0');
      expect(response.headers.get('content-type')).toMatch('application/json');
    }
  });

  it('names the version that the header names', async () => {
    const document = (await (await app.ask('GET', '/v1/openapi.json')).json()) as {
      openapi: string;
      info: { version: string };
    };
    expect([document.openapi, document.info.version]).toEqual(['3.1.0', '1.0.0']);
    expect(await (await app.ask('GET', '/v1')).json()).toMatchObject({ versie: '1.0.0', oefening: true });
  });

  it.each(['/v1/', '/v1/openapi.json/', '/v1/verkiezingen/'])(
    'knows no %s: no slash at the end',
    async (path) => {
      expect((await app.ask('GET', path, { as: cast.operator })).status).toBe(404);
    },
  );

  it.each(ROUTES.map((each) => [each.method, each.path, each.access] as const))(
    '%s %s is there, and asks to sign in unless it is public',
    async (method, path, access) => {
      const response = await app.ask(method, path.replace(/:\w+/g, '1'));
      // of a public thing that is not there it says so
      const shown = path.includes(':') ? 404 : 200;
      expect(response.status).toBe(access.kind === 'public' ? shown : 401);
      if (access.kind === 'public') return;
      expect(response.headers.get('www-authenticate')).toMatch('Bearer');
      // an answer to HEAD has no body (RFC 9110, 9.3.2)
      if (method !== 'HEAD') held(problem, await response.json());
    },
  );
});

describe('every answer has the shape that the document promises', () => {
  it('of elections', async () => {
    const election = { id: 'TK2027' };
    await promised('verkiezingen', cast.assen);
    await promised('verkiezing', cast.assen, election);
    await promised('stembureaus', cast.assen, election);
    await promised('routes', cast.assen, election);
    const wish = { niveau: 'GSB', code: '0109', reden: 'onderbroken', toelichting: 'proef' };
    const { id: nummer } = await promised('nietVerschuldigdVerklaren', cast.operator, election, wish);
    await promised('nietVerschuldigd', cast.operator, election);
    await promised('nietVerschuldigdBeeindigen', cast.operator, { ...election, nummer: String(nummer) });
  });

  it('of keys', async () => {
    const { sleutels } = (await promised('sleutels', cast.assen)) as { sleutels: { id: string }[] };
    await promised('sleutel', cast.operator, { id: sleutels[0]!.id });
  });

  it('of deliveries, from announcement to receipt', async () => {
    const first = await packageAt('2027-03-18T01:00:00');
    const announced = await promised(
      'leveringBeginnen',
      cast.assen,
      {},
      {
        verkiezing: 'TK2027',
        bestanden: [{ naam: first.name, grootte: first.bytes.length }],
      },
    );
    await promised('stoppen', cast.assen, { id: String(announced['id']) });

    const judged = await upload(app, cast.assen, [first]);
    held(submissionAnswer, judged);
    await promised('indienen', cast.assen, { id: judged.id }, { vingerafdruk: first.pair!.fingerprint });
    const second = await packageAt('2027-03-18T02:00:00');
    const corrected = await upload(app, cast.assen, [second], { vervangt: judged.id });
    await promised('indienen', cast.assen, { id: corrected.id }, { reden: 'onderweg' });
    const refused = await upload(app, cast.assen, [{ name: 'x.zip', bytes: Buffer.from('PK') }]);
    expect(refused.staat).toBe('geweigerd');
    held(submissionAnswer, refused);

    const read = { vingerafdruk: second.pair!.fingerprint, gelezenDoor: READER };
    await promised('vergelijken', cast.assen, { id: corrected.id }, read);
    await promised('leveringen', cast.assen);
    await promised('levering', cast.assen, { id: judged.id });
    await promised('ontvangstbewijs', cast.assen, { id: corrected.id });
    await arrival(app, cast.hsb, second.pair!.fingerprint);
  });

  it('of what was received, downloads included', async () => {
    const { leveringen } = (await promised('ontvangen', cast.hsb)) as {
      leveringen: { id: string; vervangen: boolean; vingerafdruk: string }[];
    };
    const { id, vingerafdruk } = leveringen.find((delivery) => !delivery.vervangen)!;
    await promised('aflevering', cast.hsb, { id });
    await promised('bevestigen', cast.hsb, { id });
    await promised('gelijk', cast.hsb, { id }, { vingerafdruk });
    await promised('verzoek', cast.hsb, {}, { niveau: 'GSB', code: '0109', bericht: '510b' });
    await promised('overzicht', cast.operator);
    await promised('berichten', cast.hsb);
    for (const each of ['ontvangenBestand', 'ontvangenEml', 'ontvangenHandtekening']) {
      const { path, answers } = operation(each);
      const response = await app.ask('GET', path.replace(':id', id), { as: cast.hsb });
      expect(response.status).toBe(200);
      expect(answers[200]!.types).toContain(response.headers.get('content-type'));
      for (const header of Object.keys(answers[200]!.headers ?? {}))
        expect(response.headers.has(header)).toBe(true);
      await response.arrayBuffer();
    }
  });

  it('of what is refused, with every reason', async () => {
    const response = await app.ask('POST', '/v1/leveringen', { as: cast.assen, body: { bestanden: [] } });
    expect(response.status).toBe(400);
    const answer = held(problem, await response.json()) as { errors: unknown[] };
    expect(answer.errors.length).toBeGreaterThan(1);
  });
});
