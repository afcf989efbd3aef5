import { LoadOrganisations } from '../../src/bodies/load-organisations.js';
import { ShowContacts } from '../../src/bodies/show-contacts.js';
import { OpenDuties } from '../../src/frame/open-duties.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aDefinition } from '../support/definition.js';
import { Visitor } from '../support/visitor.js';

jest.setTimeout(60_000);

const DAY = '2027-03-17';
const MAP =
  "code;naam\n0037;Stadskanaal\n0505;Dordrecht\n0518;'s-Gravenhage\nW8;Rijn en IJssel\nKR;Kiesraad\n";

describe('organisations and their contact persons', () => {
  let app: TestApp;
  let operator: TestPerson;
  let executive: TestPerson;
  let other: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    app.clock.setTo(new Date('2027-01-18T12:00:00Z'));
    await app.get(LoadOrganisations).run(Buffer.from(MAP), { kind: 'system', part: 'test' });
    await app.configure(writeDefinition(aDefinition()));
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    executive = await app.person(null, 'EXECUTIVE', '0037');
    other = await app.person(null, 'EXECUTIVE', '0505');
  }, 60_000);
  afterAll(() => app.close());

  const at = (person: TestPerson) => new Visitor(app).chooseToBe(person.actor.personId);
  const textOf = async (visitor: Visitor, path: string) => (await visitor.get(path)).text();
  const hidden = (html: string) => /name="bestand" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const jet = { naam: 'Jet', email: 'jet@stadskanaal.example', telefoon: '', soort: 'connection' };

  async function send(person: TestPerson, path: string, file: Uint8Array | string): Promise<Response> {
    const { cookie } = await at(person);
    const body = new FormData();
    if (typeof file === 'string') body.set('bestand', file);
    else body.set('bestand', new Blob([Buffer.from(file)]), 'lijst.csv');
    const headers = { cookie: `__Host-sessie=${cookie}`, accept: 'text/html', origin: app.baseUrl };
    return await app.ask('POST', path, { body, headers });
  }
  const codes = async () =>
    (await app.sql('SELECT code, name, until FROM organisation ORDER BY code')).rows as {
      code: string;
      name: string;
      until: string | null;
    }[];

  it('let the Kiesraad invite an executive, which begins with its contact persons', async () => {
    const visitor = await at(operator);
    const someone = {
      naam: 'Jo',
      email: 'jo@w8.example',
      rol: 'manager',
      niveau: 'EXECUTIVE',
      verkiezing: '',
    };
    const page = await (await visitor.post('/mensen', { ...someone, code: 'W8' })).text();
    expect(page).toContain('Dagelijks bestuur van waterschap Rijn en IJssel');
    // of an organisation that is not there
    expect((await visitor.post('/mensen', { ...someone, code: '0001' })).status).toBe(422);
    const begin = await textOf(await at(executive), '/');
    expect(begin).toContain('College van B&amp;W van Stadskanaal');
    expect(begin).toContain('Bevestig uw contactpersonen');
    expect(begin).toContain('href="/contactpersonen"');
    expect((await (await at(executive)).get('/mensen')).status).toBe(200);
    expect((await (await at(executive)).get('/leveringen')).status).toBe(404);
  });

  it('are loaded after they were looked at, whole or not at all', async () => {
    const before = await codes();
    const wrong = await send(
      operator,
      '/organisaties/laden',
      Buffer.from('code;naam\n0268;Nijmegen\n0037;Nieuw-Stadskanaal\n268;X\n'),
    );
    const told = await wrong.text();
    expect(told).toContain('Regel 3:');
    expect(told).toContain('Regel 4:');
    expect(told).not.toContain('Laad het bestand');
    const file = Buffer.from('code,naam,website\n1900,Súdwest-Fryslân,https://sudwest.example\n', 'latin1');
    const shown = await (await send(operator, '/organisaties/laden', file)).text();
    expect(shown).toContain('1900 Súdwest-Fryslân');
    expect(await codes()).toEqual(before);
    // what was looked at, and another that is wrong by then
    expect((await send(operator, '/organisaties/laden/vastleggen', hidden(shown))).status).toBe(303);
    expect((await codes()).length).toBe(before.length + 1);
    const renamed = await send(
      operator,
      '/organisaties/laden/vastleggen',
      Buffer.from('code;naam\n0268;Nijmegen\n1900;Sneek\n'),
    );
    expect([renamed.status, (await codes()).length]).toEqual([422, before.length + 1]);
    expect((await send(operator, '/organisaties/laden', Buffer.alloc(1024 * 1024 + 1, 'x'))).status).toBe(
      422,
    );
  });

  it('keep their contact persons themselves, and nobody else’s', async () => {
    const visitor = await at(executive);
    expect((await visitor.post('/contactpersonen/bevestigen', { dag: DAY })).status).toBe(422);
    const refused = await visitor.post('/contactpersonen', { ...jet, email: 'jet@b.nl\nBcc: x@b.nl' });
    expect([refused.status, (await refused.text()).includes('Vul een e-mailadres in')]).toEqual([422, true]);
    expect((await visitor.post('/contactpersonen', jet)).status).toBe(303);
    expect(await textOf(visitor, '/contactpersonen')).toContain('Nog niemand voor: gebruiksvoorschriften');
    const id = /href="\/contactpersonen\/([0-9a-f-]{36})"/.exec(
      await textOf(visitor, '/contactpersonen'),
    )![1]!;
    const both = new URLSearchParams({ ...jet, email: 'jet@súdwest.example' });
    both.append('soort', 'usage');
    const headers = { cookie: `__Host-sessie=${visitor.cookie}`, accept: 'text/html', origin: app.baseUrl };
    expect((await app.ask('POST', `/contactpersonen/${id}`, { body: both, headers })).status).toBe(303);
    const [kept] = await app
      .get(ShowContacts)
      .all()
      .then((all) => all.flatMap(({ contacts }) => contacts));
    expect(kept).toMatchObject({
      email: 'jet@súdwest.example',
      kinds: ['connection', 'usage'],
      deputy: false,
    });
    const foreign = await at(other);
    expect((await foreign.get(`/contactpersonen/${id}`)).status).toBe(404);
    expect((await foreign.post(`/contactpersonen/${id}/weghalen`)).status).toBe(404);
    expect((await foreign.post(`/contactpersonen/${id}`, jet)).status).toBe(404);
    expect((await (await at(operator)).get('/contactpersonen')).status).toBe(404);
  });

  it('are confirmed for a voting day; who did not is open, for the Kiesraad to see', async () => {
    const open = async () =>
      (await app.get(OpenDuties).of(DAY, app.clock.now()))
        .filter(({ subject }) => subject === 'contacts')
        .map(({ organisation, due }) => `${organisation} ${due}`);
    expect(await open()).toEqual(
      expect.arrayContaining(['0037 2027-03-03', '0505 2027-03-03', 'KR 2027-03-03']),
    );
    const visitor = await at(executive);
    expect(await textOf(visitor, '/contactpersonen')).toContain('Nog niet bevestigd');
    expect((await visitor.post('/contactpersonen/bevestigen', { dag: DAY })).status).toBe(303);
    expect(await textOf(visitor, '/contactpersonen')).toContain('Bevestigd');
    expect(await open()).not.toContain('0037 2027-03-03');
    const list = await textOf(await at(operator), '/organisaties?stand=open');
    expect([list.includes('Stadskanaal'), list.includes('Dordrecht')]).toEqual([false, true]);
    // of a committee the managers, and no others
    const manager = await app.person('TK2027', 'GSB', '0037');
    expect(await textOf(await at(manager), '/organisatie')).toContain('jet@súdwest.example');
    const member = await app.person('TK2027', 'GSB', '0037', 'member');
    expect((await (await at(member)).get('/organisatie')).status).toBe(404);
    expect(await textOf(await at(operator), '/organisaties/0037')).toContain('jet@súdwest.example');
  });

  it('load them from what a spreadsheet saved in Windows-1252', async () => {
    const file = Buffer.from('naam;email;plaatsvervanger\r\nRené;rené@dordrecht.example;ja\r\n', 'latin1');
    const shown = await (await send(other, '/contactpersonen/laden', file)).text();
    expect(shown).toContain('René, rené@dordrecht.example');
    expect((await send(other, '/contactpersonen/laden/vastleggen', hidden(shown))).status).toBe(303);
    expect(await textOf(await at(other), '/contactpersonen')).toContain('rené@dordrecht.example');
    // of another organisation
    const foreign = await send(
      other,
      '/contactpersonen/laden/vastleggen',
      Buffer.from('organisatie;naam;email\n0037;X;x@b.nl\n'),
    );
    expect(foreign.status).toBe(422);
    // the Kiesraad for all
    const all = Buffer.from('organisatie,naam,email\n0518,Zus,zus@denhaag.example\nW8,Zo,zo@w8.example\n');
    expect((await send(operator, '/organisaties/contactpersonen/vastleggen', all)).status).toBe(303);
    expect(await textOf(await at(operator), '/organisaties/W8')).toContain('zo@w8.example');
  });

  it('merge on a day to come: the voting day decides, and nothing is renamed', async () => {
    const visitor = await at(operator);
    const merger = { van: '0505 0037', code: '2002', naam: 'Veenstad', dag: '2027-03-01', reden: 'wet' };
    expect((await visitor.post('/organisaties/samenvoegen', merger)).status).toBe(422);
    const understood = { ...merger, begrepen: 'ja' };
    expect((await visitor.post('/organisaties/samenvoegen', { ...understood, code: 'W8' })).status).toBe(422);
    expect((await visitor.post('/organisaties/samenvoegen', understood)).status).toBe(303);
    const kept = new Map((await codes()).map((row) => [row.code, row]));
    expect([kept.get('0037'), kept.get('2002')]).toEqual([
      { code: '0037', name: 'Stadskanaal', until: '2027-03-01' },
      { code: '2002', name: 'Veenstad', until: null },
    ]);
    // before that day it works on; on the voting day it is not there
    expect((await (await at(executive)).get('/contactpersonen')).status).toBe(200);
    const open = await app.get(ShowContacts).unconfirmed(DAY);
    expect([open.includes('0505'), open.includes('KR')]).toEqual([false, true]);
    const { rows } = await app.sql("SELECT details FROM audit_event WHERE action = 'organisation.merged'");
    expect(rows).toEqual([
      { details: expect.objectContaining({ predecessors: ['0505', '0037'] }) as unknown },
    ]);
  });
});
