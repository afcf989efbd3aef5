import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { ceremony } from '../support/ceremony.js';
import { browse } from '../support/browser-session.js';
import type { TestPackage } from '../support/packages.js';
import { arrival, castOf, deliver, eventually, inboxOf, packageAt, type Cast } from '../support/routing.js';
import { configureTk, upload } from '../support/uploads.js';
import { pageOf } from '../support/visitor.js';

let app: TestApp;
let cast: Cast;
let made: TestPackage;

beforeAll(async () => {
  app = await startApp();
  await configureTk(app);
  cast = await castOf(app);
  made = await packageAt('2027-03-18T01:00:00');
});
afterAll(() => app?.close());

const page = (url: string, as: TestPerson): Promise<string> => pageOf(app, as, url);

/** What Begin says first. */
async function first(as: TestPerson): Promise<string> {
  const html = await page('/', as);
  return /data-refresh-summary[\s\S]*?<\/section>/
    .exec(html)![0]
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('Begin says first what to do', () => {
  it('register a key; wait for it; deliver', async () => {
    expect(await first(cast.coevorden)).toContain('Meld de sleutel van uw stembureau aan');
    await app.sql(
      `INSERT INTO committee_key (id, election_id, level, code, key_id, certificate, certificate_sha256, subject,
         not_after, state, registered_by) VALUES (gen_random_uuid(), 'TK2027', 'GSB', '0109', repeat('a', 64), '',
         repeat('b', 64), 'x', now(), 'registered', $1)`,
      [cast.coevorden.actor.personId],
    );
    expect(await first(cast.coevorden)).toContain('Lees de vingerafdruk van uw sleutel voor');
    expect(await page('/', cast.coevorden)).toContain('Dat kan als uw sleutel is goedgekeurd.');
    expect(await first(cast.operator)).toContain('Bel over 1 sleutel');
    const { rows } = await app.sql("SELECT id FROM committee_key WHERE state = 'registered'");
    await ceremony(app).readOut((rows[0] as { id: string }).id, cast.operator.actor);
    expect(await first(cast.coevorden)).toContain('Uw sleutel wacht op de Kiesraad');
    expect(await first(cast.operator)).toContain('Beoordeel 1 sleutel');
    expect(await first(cast.assen)).toContain('Nog te leveren: Telling (510b)');
  });

  it('what was refused, and what was checked and not handed in', async () => {
    const wrong = { name: 'telling.zip', bytes: Buffer.from('%PDF-1.7 een scan') };
    const refused = await upload(app, cast.assen, [wrong]);
    expect(await first(cast.assen)).toContain(
      `Geweigerd: Kies het ZIP-bestand uit OSV of Abacus. ${refused.nummer}: U koos een PDF.`,
    );
    const judged = await upload(app, cast.assen, [made]);
    expect(await first(cast.assen)).toContain(`U bent nog niet klaar: dien ${judged.nummer} in`);
    expect(await page('/', cast.assen)).toContain(`href="/leveringen/${judged.id}"`);
    await app.ask('POST', `/v1/leveringen/${judged.id}/stoppen`, { as: cast.assen });
  });

  it('that nothing is left, and who fetched the file', async () => {
    await deliver(app, cast.assen, [made], made.pair!.fingerprint);
    const { bestand } = await arrival(app, cast.hsb, made.pair!.fingerprint);
    expect(await first(cast.assen)).toMatch(/HSB.* nog niet\./);
    expect((await app.ask('GET', bestand, { as: cast.hsb })).status).toBe(200);
    await eventually(async () => /HSB haalde op om \d\d:\d\d/.test(await first(cast.assen)));
    const done = await first(cast.assen);
    expect(done).toContain('Hier klaar');
    expect(done).toMatch(/CSB.* nog niet\./);
    expect(done).toContain('Nu het papieren proces-verbaal.');
  });

  it('who asks for a file, until it is sent', async () => {
    const body = { niveau: 'GSB', code: '0106', bericht: '510b' };
    await app.ask('POST', '/v1/ontvangen/verzoek', { as: cast.hsb, body });
    expect(await first(cast.assen)).toContain('Hoofdstembureau Assen vraagt u om: telling (510b)');
    expect(await page('/', cast.coevorden)).not.toContain('Assen vraagt u om');
  });
});

describe('one voting day', () => {
  it('shows a person all that they have to do, per body, by whom, by when and in which role', async () => {
    const both = await app.person('TK2027', 'GSB', '0109');
    await app.hat(both, 'TK2027', 'MAYOR', '0106');
    const visitor = await browse(app, both);
    const html = await (await visitor.get('/dagen/2027-03-17')).text();
    for (const text of [
      'Gemeentelijk stembureau Coevorden',
      'Burgemeester van Assen',
      'Uw sleutel wacht op de Kiesraad',
      'na de stemming op woensdag 17 maart 2027',
      both.actor.name,
      cast.coevorden.actor.name,
    ])
      expect(html).toContain(text);
    expect(html).not.toContain('Hoofdstembureau');
    expect((await visitor.get('/dagen/2027-03-18')).status).toBe(404);
    const withToken = await app.ask('GET', '/dagen/2027-03-17', { as: both });
    expect(withToken.status).toBe(404);
  });

  it('leads to the very page, in the role that the line names, and never to a page of no role', async () => {
    const both = await app.person('TK2027', 'GSB', '0109');
    const mayor = await app.hat(both, 'TK2027', 'MAYOR', '0106');
    const visitor = await browse(app, both);
    const go = async (naar: string) =>
      (await visitor.post('/rol', { hoed: mayor.actor.hat.id, naar })).headers.get('location');
    expect(await go('/ontvangen?status=nieuw')).toBe('/ontvangen?status=nieuw');
    expect(await go('/leveringen/nieuw')).toBe('/');
    expect(await go('//kwaad.example/ontvangen')).toBe('/');
  });
});

describe('one count', () => {
  it('is the same on Begin, on the board and in the API', async () => {
    const { stand } = await inboxOf(app, cast.csb);
    const count = `${stand['binnen']} van ${stand['verwacht']}`;
    const begin = await first(cast.csb);
    expect(begin).toContain('Haal 1 bestand op');
    expect(begin).toContain(`${count} binnen`);
    const board = (await page('/ontvangen', cast.csb)).replace(/<[^>]*>/g, '');
    expect(board).toContain(count);
  });
});
