import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aDefinition } from '../support/definition.js';
import { describeWithShared, SHARED } from '../support/shared-data.js';
import { Visitor } from '../support/visitor.js';

/** Every string of the list goes through one door in three, the worst through all. */
const DOORS_SKIPPED = 3;

/** As a browser would send it in an address. */
const wellFormed = (text: string) => Buffer.from(text).toString();

describeWithShared('strings that upset programs, in every text field of accounts, keys and the log', () => {
  let app: TestApp;
  let manager: TestPerson;
  let operator: TestPerson;
  let strings: string[];
  const hostile = new Set(['\ud800', 'a\udc00b', '\u0000', 'x\u0000y', '😀'.repeat(200), '\u202e', '%', '']);

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await app.configure(writeDefinition(aDefinition()));
    manager = await app.person('TK2027', 'GSB', '0037');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const blns = JSON.parse(readFileSync(path.join(SHARED, 'vectors/strings/blns.json'), 'utf8')) as string[];
    strings = [...new Set([...hostile, ...blns])];
  });
  afterAll(() => app.close());

  it('are kept as they are, or refused; never a fault', async () => {
    const [desk, visitor] = [
      await new Visitor(app).chooseToBe(operator.actor.personId),
      await new Visitor(app).chooseToBe(manager.actor.personId),
    ];
    const faults: string[] = [];
    for (const [i, text] of strings.entries()) {
      if (i % 20 === 0) await app.sql("DELETE FROM access_token WHERE label <> 'test'");
      if (i % 20 === 0) await app.sql('UPDATE hat SET ended_at = now() WHERE granted_by IS NOT NULL');
      const query = new URLSearchParams({
        persoon: text,
        orgaan: text,
        verkiezing: text,
        object: text,
        van: text,
      });
      const search = new URLSearchParams({ zoek: text, naar: text, melding: text, bladzijde: text });
      const doors: readonly (readonly [string, () => Promise<Response>])[] = [
        [
          'invite',
          () => visitor.post('/mensen', { naam: text, email: `s${i}@gemeente.example`, rol: 'member' }),
        ],
        ['e-mail', () => visitor.post('/mensen', { naam: 'Jan', email: text, rol: text })],
        ['token', () => visitor.post('/account/tokens', { label: text, dagen: '1' })],
        ['hat', () => visitor.post('/rol', { hoed: text, terug: text })],
        ['passkey', () => visitor.post('/account/passkey/verwijderen', { passkey: text })],
        ['passkey name', () => visitor.json('/account/passkey/opties', { naam: text })],
        ['sign in', () => visitor.json('/inloggen/passkey/antwoord', { antwoord: { id: text }, naar: text })],
        ['log', () => desk.get(`/logboek?${query.toString()}`)],
        ['choose', () => new Visitor(app).get(`/inloggen/oefening?${search.toString()}`)],
        [
          'people',
          () => desk.get(`/mensen?verkiezing=${encodeURIComponent(wellFormed(text))}&niveau=GSB&code=1`),
        ],
        ['certificate', () => app.ask('POST', '/v1/sleutels', { as: manager, body: { certificaat: text } })],
        [
          'reason',
          () =>
            app.ask('POST', `/v1/sleutels/${encodeURIComponent(wellFormed(text))}/afwijzen`, {
              as: operator,
              body: { reden: text },
            }),
        ],
        [
          'keys',
          () =>
            app.ask('GET', `/v1/sleutels?verkiezing=${encodeURIComponent(wellFormed(text))}`, {
              as: operator,
            }),
        ],
        ['board', () => desk.get(`/sleutels?verkiezing=${encodeURIComponent(wellFormed(text))}`)],
      ];
      for (const [at, [name, knock]] of doors.entries()) {
        if (!hostile.has(text) && (at + i) % DOORS_SKIPPED !== 0) continue;
        const { status } = await knock();
        if (status >= 500) faults.push(`${status} ${name} ${JSON.stringify(text)}`);
      }
    }
    expect(faults).toEqual([]);
    const page = await (await visitor.get('/mensen')).text();
    expect(page).not.toMatch(
      /<script(?! type="module" src="\/assets\/)|<img|<svg[^>]*onload|onerror=["']?alert/i,
    );
  });
});
