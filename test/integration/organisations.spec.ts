import { readFileSync } from 'node:fs';
import { EndHat } from '../../src/people/change-hats.js';
import { KeepContacts } from '../../src/bodies/keep-contacts.js';
import { LoadOrganisations } from '../../src/bodies/load-organisations.js';
import { ShowContacts } from '../../src/bodies/show-contacts.js';
import { OpenDuties } from '../../src/frame/open-duties.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aDefinition } from '../support/definition.js';
import { Visitor } from '../support/visitor.js';

const MERGERS_MIGRATION = readFileSync(
  'prisma/migrations/20261203000000_organisation_mergers/migration.sql',
  'utf8',
);
const JO = { name: 'Jo', email: 'jo@veen.example', phone: null, kinds: ['usage'], deputy: false } as const;
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
    // what an earlier release recorded is read from the log
    const [, fromLog = ''] = /INSERT INTO "organisation_merger"[^;]*?\n(SELECT[^;]*);/.exec(
      MERGERS_MIGRATION,
    )!;
    const columns = 'predecessors, successor, name, is_new, day, at, by_person';
    const recorded = (await app.sql(`SELECT ${columns} FROM organisation_merger`)).rows;
    expect((await app.sql(`SELECT * FROM (${fromLog}) AS told (${columns})`)).rows).toEqual(recorded);
    expect(recorded).toMatchObject([{ predecessors: ['0505', '0037'], successor: '2002', is_new: true }]);
  });

  const merge = async (van: string, [code, naam]: readonly [string, string], dag: string) => {
    const merger = { van, code, naam, dag, reden: 'wet', begrepen: 'ja' };
    expect((await (await at(operator)).post('/organisaties/samenvoegen', merger)).status).toBe(303);
  };
  /** Where the newest merger that is shown at an organisation can be taken back. */
  const takingBack = async (code: string) =>
    (await textOf(await at(operator), `/organisaties/${code}`))
      .match(/\/organisaties\/\w+\/samenvoegingen\/[0-9a-f-]{36}\/terugnemen/g)
      ?.at(-1) ?? '';

  it('are as before when a merger is taken back, once; its code is free again', async () => {
    const visitor = await at(operator);
    const path = await takingBack('2002');
    const confirm = await textOf(visitor, path);
    expect(confirm).toContain('Dordrecht en Stadskanaal blijven bestaan');
    expect(confirm).toContain('Veenstad komt er niet');
    expect((await visitor.post(path)).status).toBe(422);
    expect((await visitor.post(path.replace('2002', 'W8'), { reden: 'x' })).status).toBe(404);
    // twice at once, and once more
    const posts = [visitor, await at(operator)].map((each) => each.post(path, { reden: 'verkeerde dag' }));
    const sent = [...(await Promise.all(posts)), await visitor.post(path, { reden: 'nog eens' })];
    expect(sent.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      Array<unknown>(3).fill([303, '/organisaties/0505?melding=teruggenomen']),
    );
    const { rows } = await app.sql(
      "SELECT object_id, details FROM audit_event WHERE action = 'organisation.mergerTakenBack'",
    );
    const details = expect.objectContaining({
      predecessors: ['0505', '0037'],
      mergedOn: '2027-03-01',
    }) as object;
    expect(rows).toEqual([{ object_id: '2002', details }]);
    expect((await visitor.get(path)).status).toBe(404);
    // as before, for everybody
    expect((await codes()).filter(({ code }) => ['0037', '0505'].includes(code))).toEqual([
      { code: '0037', name: 'Stadskanaal', until: null },
      { code: '0505', name: 'Dordrecht', until: null },
    ]);
    expect(await app.get(ShowContacts).unconfirmed(DAY)).toContain('0505');
    expect(await textOf(visitor, '/organisaties')).not.toContain('Veenstad');
    expect((await visitor.get('/organisaties/2002')).status).toBe(404);
    const invited = {
      naam: 'Jo',
      email: 'jo@veen.example',
      rol: 'manager',
      niveau: 'EXECUTIVE',
      verkiezing: '',
    };
    expect((await visitor.post('/mensen', { ...invited, code: '2002' })).status).toBe(422);
    // what happened stays to be seen
    const page = await textOf(visitor, '/organisaties/0037?melding=teruggenomen');
    expect(page).toContain('De samenvoeging is teruggenomen');
    expect(page).toMatch(/Vastgelegd: op maandag 1 maart 2027 gaan Dordrecht en Stadskanaal op in Veenstad/);
    expect(page).toContain('Reden: verkeerde dag');
    expect(await takingBack('0037')).toBe('');
    await merge('0505 0037', ['2002', 'Veenland'], '2027-04-01');
    expect(await textOf(visitor, '/organisaties/2002')).toContain('Veenland');
  });

  it('stay merged while something was done on the ground of it, and when the day came', async () => {
    const visitor = await at(operator);
    const path = await takingBack('2002');
    const refused = async () => {
      const [page, answer] = [await textOf(visitor, path), await visitor.post(path, { reden: 'toch niet' })];
      const told = await answer.text();
      const why = /werken al mensen|heeft al contactpersonen|gaat zelf ook op|Ook een andere/.exec(told)?.[0];
      return [answer.status, why, why !== undefined && page.includes(why)];
    };
    const someone = await app.person(null, 'EXECUTIVE', '2002');
    expect(await refused()).toEqual([409, 'werken al mensen', true]);
    await app.get(KeepContacts).add(JO, someone.actor);
    expect(await refused()).toEqual([409, 'heeft al contactpersonen', true]);
    const [{ id } = { id: '' }] = (await app.get(ShowContacts).own(someone.actor)).contacts;
    await app.get(KeepContacts).remove(id, someone.actor);
    await app.get(EndHat).run(someone.actor.hat.id, operator.actor);
    // one that goes on under its own name stays; the last is taken back first
    await merge('1900', ['2002', 'Veenland'], '2027-05-01');
    expect(await refused()).toEqual([409, 'Ook een andere', true]);
    await merge('2002', ['0518', "'s-Gravenhage"], '2027-06-01');
    expect(await refused()).toEqual([409, 'gaat zelf ook op', true]);
    expect((await visitor.post(await takingBack('0518'), { reden: 'x' })).status).toBe(303);
    const other = await takingBack('1900');
    expect((await visitor.post(other, { reden: 'x' })).headers.get('location')).toContain('/1900?');
    expect(await textOf(visitor, path)).toContain('Veenland komt er niet');
    app.clock.setTo(new Date('2027-03-31T22:00:00Z'));
    const late = await (await at(operator)).post(path, { reden: 'te laat' });
    expect([late.status, (await late.text()).includes('De dag van de samenvoeging is er al')]).toEqual([
      409,
      true,
    ]);
    expect(await takingBack('2002')).toBe('');
    expect((await codes()).find(({ code }) => code === '0037')?.until).toBe('2027-04-01');
  });
});
