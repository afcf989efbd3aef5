import { CAST } from '../../src/rehearsal/cast.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { eventsOf } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';
import { Visitor } from '../support/visitor.js';

const HTML = { accept: 'text/html' };
const LINK = '<a class="utrecht-link utrecht-link--html-a" href="tel:0592123456">0592 - 123456</a>';

describe('a telephone number', () => {
  let app: TestApp;
  let gsb: TestPerson;
  let csb: TestPerson;
  let operator: TestPerson;
  let count = 0;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    gsb = await app.person('TK2027', 'GSB', '0106');
    csb = await app.person('TK2027', 'CSB', 'CSB');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  });
  afterAll(() => app?.close());

  const at = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);
  const phoneOf = async (email: string) =>
    (
      (await app.sql('SELECT phone FROM person WHERE email = $1', [email])).rows[0] as {
        phone: string | null;
      }
    ).phone;
  const changes = () => eventsOf(app, 'person.phoneChanged');
  const invite = async (telefoon: string, email = `bel${(count += 1)}@assen.example`) => {
    const visitor = await at(gsb);
    const response = await visitor.post('/mensen', { naam: 'Bel Mij', email, telefoon, rol: 'manager' });
    return { email, status: response.status, html: await response.text() };
  };

  it.each(['06-12345678', '0592 123456', '+31 6 12 34 56 78', '+1-202-555-0100', ' 0592 - 123456 '])(
    'is kept as it was written: %j',
    async (telefoon) => {
      const { email, status } = await invite(telefoon);
      expect([status, await phoneOf(email)]).toEqual([200, telefoon.trim()]);
    },
  );

  it.each(['112', '0612345678 toestel 3', '06123456789', '+0031612345678', '--0612345678', '+31'])(
    'is refused at its field, and stays there: %j',
    async (telefoon) => {
      const { email, status, html } = await invite(telefoon);
      expect([status, html.includes(`value="${telefoon}"`)]).toEqual([422, true]);
      expect(/<input[^>]* name="telefoon"[^>]* aria-invalid="true"/.test(html)).toBe(true);
      expect((await app.sql('SELECT 1 FROM person WHERE email = $1', [email])).rows).toEqual([]);
    },
  );

  it('need not be given, and one that somebody gave is not another’s to change', async () => {
    const { email } = await invite('');
    expect(await phoneOf(email)).toBeNull();
    const known = await invite('06-11111111');
    await app.sql(
      'UPDATE hat SET ended_at = now() WHERE person_id = (SELECT id FROM person WHERE email = $1)',
      [known.email],
    );
    expect((await invite('06-22222222', known.email)).status).toBe(200);
    expect(await phoneOf(known.email)).toBe('06-11111111');
  });

  it('is one’s own to change; the log can forget it', async () => {
    const visitor = await at(gsb);
    const send = async (telefoon: string) => (await visitor.post('/account/telefoon', { telefoon })).headers;
    expect((await send('0592 - 123456')).get('location')).toBe('/account?melding=telefoon');
    await send('0592 - 123456');
    expect(await changes()).toHaveLength(1);
    expect((await (await visitor.get('/account')).text()).includes('value="0592 - 123456"')).toBe(true);
    const { rows } = await app.sql(
      "SELECT e.leaf, p.* FROM audit_event e JOIN audit_personal p ON p.event_id = e.id WHERE e.action = 'person.phoneChanged'",
    );
    const [{ leaf, ...apart }] = rows as [{ leaf: Uint8Array }];
    expect(Buffer.from(leaf).toString().includes('123456')).toBe(false);
    expect(JSON.stringify(apart).includes('0592 - 123456')).toBe(true);
    expect((await visitor.post('/account/telefoon', { telefoon: 'bel maar' })).status).toBe(422);
  });

  it('of who manages a body stands where its file is missing: to ask, on its people, in both lists', async () => {
    const page = async (who: TestPerson, path: string) =>
      (await app.ask('GET', path, { as: who, headers: HTML })).text();
    expect((await page(csb, '/ontvangen/vragen?rij=GSB-0106-510b')).includes(LINK)).toBe(true);
    const people = await (await at(operator)).get('/mensen?verkiezing=TK2027&niveau=GSB&code=0106');
    expect((await people.text()).includes(LINK)).toBe(true);
    for (const [who, path] of [
      [csb, '/ontvangen/lijst.csv'],
      [operator, '/overzicht/lijst.csv?verkiezing=TK2027'],
    ] as const) {
      const [head, ...lines] = (await page(who, path)).split('\r\n');
      const cells = (line: string) => line.split(';').map((cell) => cell.replaceAll('"', ''));
      const column = cells(head!).indexOf('telefoon');
      const told = lines.filter((line) => line.includes('"0106"')).map((line) => cells(line)[column]);
      expect([path, told]).toEqual([path, [expect.stringContaining('0592 - 123456')]]);
      expect(lines.filter((line) => (cells(line)[column] ?? '') !== '')).toHaveLength(1);
    }
  });

  it('of a rehearsal is nobody’s: what follows the area code begins with 0', () => {
    const phones = CAST.flatMap(({ phone }) => phone ?? []);
    expect([new Set(phones).size, phones.filter((phone) => !/^070-0\d{6}$/.test(phone))]).toEqual([
      CAST.filter(({ parts }) => parts.some(({ role }) => role === 'manager')).length,
      [],
    ]);
  });
});
