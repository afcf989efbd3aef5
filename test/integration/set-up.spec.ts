import { createHash } from 'node:crypto';
import { ConfirmDefinition } from '../../src/setup/confirm-definition.js';
import { ElectionStore } from '../../src/elections/election.store.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { Database } from '../../src/platform/postgres/database.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { aCouncilDefinition, aDefinition, aRegion, SMALL_COUNTRY } from '../support/definition.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { eventually } from '../support/until.js';
import { askPage, filledIn, postForm } from '../support/visitor.js';

const bytesOf = (...given: Parameters<typeof aDefinition>) =>
  Buffer.from(writeDefinition(aDefinition(...given)));
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const NATIONAL = bytesOf();
const COUNCIL = Buffer.from(writeDefinition(aCouncilDefinition()));

describe('setting an election up by two', () => {
  let app: TestApp;
  let first: TestPerson;
  let second: TestPerson;

  beforeAll(async () => {
    app = await startApp();
    first = await app.person(null, 'OPERATOR', 'OPERATOR');
    second = await app.person(null, 'OPERATOR', 'OPERATOR');
  }, 60_000);
  afterAll(() => app.close(), 15_000);

  const page = async (path: string, as = first) => (await askPage(app, as, path)).text();
  const post = (path: string, fields: Record<string, string>, as = first) => postForm(app, as, path, fields);
  const sendFiles = (
    path: string,
    files: readonly Buffer[],
    as: TestPerson,
    typed?: Record<string, string>,
  ) => postForm(app, as, path, filledIn('definitie', files, typed));
  const offer = (bytes: Buffer, as = first) =>
    app.ask('POST', '/v1/verkiezingen', { as, body: bytes, headers: { 'content-type': 'text/xml' } });
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
  const logged = async (action: string) =>
    (await app.sql('SELECT object_id, details FROM audit_event WHERE action = $1 ORDER BY id', [action]))
      .rows as {
      object_id: string;
      details: Record<string, unknown>;
    }[];

  it('one person offers a draft, which the Kiesraad alone sees and no committee is in yet', async () => {
    const response = await offer(NATIONAL);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: 'TK2027', stand: 'concept' });
    expect(await codeOf(await offer(NATIONAL, second))).toBe('election.waitsForSecond');
    expect(await page('/verkiezingen', second)).toContain('Wacht op een tweede persoon');
    expect(await page('/verkiezingen/TK2027')).toContain('Dit is een concept');
    await expect(app.person('TK2027', 'GSB', '0037')).rejects.toThrow('accounts.noSuchBody');
    expect(await app.get(ElectionStore).plan('TK2027')).toBeNull();
  });

  it('keeps the fingerprint back from who must have it from elsewhere', async () => {
    const whole = digest(NATIONAL).match(/.{4}/g)!;
    const shown = (html: string) => whole.every((group) => html.includes(group));
    expect(shown(await page('/verkiezingen/TK2027/definitie', first))).toBe(true);
    expect(shown(await page('/verkiezingen/TK2027/definitie', second))).toBe(false);
    expect(shown(await page('/verkiezingen/TK2027', second))).toBe(false);
  });

  it('is confirmed by another, with the fingerprint of their own copy', async () => {
    const confirm = (as: TestPerson, vingerafdruk: string) =>
      post('/verkiezingen/TK2027/definitie/bevestigen', { vingerafdruk }, as);
    const own = await confirm(first, digest(NATIONAL));
    expect([own.status, await own.text()]).toEqual([
      409,
      expect.stringContaining('Dit moet een ander bevestigen'),
    ]);
    const other = await confirm(second, 'ab'.repeat(32));
    expect([other.status, await other.text()]).toEqual([
      422,
      expect.stringContaining('De vingerafdruk is anders'),
    ]);
    const right = await confirm(
      second,
      digest(NATIONAL)
        .toUpperCase()
        .replaceAll(/(.{4})/g, '$1 '),
    );
    expect(right.headers.get('location')).toBe('/verkiezingen/TK2027?melding=ingericht');
    expect((await app.get(ElectionStore).plan('TK2027'))?.committees).toHaveLength(14);
    expect(await page('/verkiezingen/TK2027')).not.toContain('Dit is een concept');
    expect(await logged('election.configured')).toMatchObject([{ object_id: 'TK2027' }]);
    expect((await confirm(second, digest(NATIONAL))).status).toBe(404);
  });

  it('at the same moment is confirmed once', async () => {
    await offer(COUNCIL);
    const use = app.get(ConfirmDefinition);
    const third = await app.person(null, 'OPERATOR', 'OPERATOR');
    const both = await Promise.allSettled(
      [second, third].map(({ actor }) => use.confirm('GR2027_Stadskanaal', sha256(digest(COUNCIL)), actor)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('many at once: what is wrong keeps nothing else back, and one’s own copies confirm', async () => {
    const councils = ['Assen', 'Heumen'].map((name, i) =>
      Buffer.from(
        writeDefinition(
          aCouncilDefinition({
            id: `GR2027_${name}`,
            name: `Gemeenteraad ${name}`,
            domain: { code: `010${i}`, name },
            regions: [aRegion('GEMEENTE', 100 + i, name)],
          }),
        ),
      ),
    );
    const offered = await sendFiles('/verkiezingen/samen/aanbieden', [...councils, COUNCIL], first);
    expect(await offered.text()).toContain('2 van de 3 aangeboden');
    const compared = await (
      await sendFiles('/verkiezingen/samen/vergelijken', [...councils, NATIONAL], second)
    ).text();
    expect(compared).toContain('2 van de 3 zijn gelijk');
    expect(await app.get(ElectionStore).plan('GR2027_Assen')).toBeNull();
    const vingerafdrukken = /name="vingerafdrukken" value="([^"]+)"/.exec(compared)![1]!;
    const confirmed = await post('/verkiezingen/samen/inrichten', { vingerafdrukken }, second);
    expect(confirmed.headers.get('location')).toBe('/verkiezingen?melding=bevestigd');
    const day = await app.get(ElectionStore).ofDay('2027-03-17');
    expect(day.map(({ definition }) => definition.id)).toEqual([
      'GR2027_Assen',
      'GR2027_Heumen',
      'GR2027_Stadskanaal',
      'TK2027',
    ]);
    expect(await app.get(ElectionStore).ofDay('2027-03-18')).toEqual([]);
  });

  it('a wrong 110a is replaced, with the old one and what changes in sight; another process follows', async () => {
    const other = new ElectionStore(app.get(Database));
    expect((await other.plan('TK2027'))?.definition.seats).toBe(150);
    const regions = [
      ...SMALL_COUNTRY,
      aRegion('GEMEENTE', 106, 'Assen', { category: 'KIESKRING', number: 14 }),
    ];
    const right = bytesOf({ name: 'Tweede Kamer 2027 (goed)', regions });
    const wrong = await sendFiles('/verkiezingen/TK2027/definitie', [COUNCIL], first, {
      waarom: 'Assen ontbrak',
    });
    expect(await wrong.text()).toContain('Dit is de definitie van een andere verkiezing');
    const same = await sendFiles('/verkiezingen/TK2027/definitie', [NATIONAL], first, { waarom: 'niets' });
    expect(await same.text()).toContain('Deze definitie geldt al');
    await sendFiles('/verkiezingen/TK2027/definitie', [right], first, { waarom: 'Assen ontbrak' });
    const waiting = await page('/verkiezingen/TK2027/definitie', second);
    for (const words of [
      'Vervanging wacht',
      'Assen ontbrak',
      'Gebied GEMEENTE:106',
      'Tweede Kamer 2027 (goed)',
    ])
      expect(waiting).toContain(words);
    await app.get(ConfirmDefinition).confirm('TK2027', sha256(digest(right)), second.actor);
    for (const store of [other, app.get(ElectionStore)])
      expect((await store.plan('TK2027'))?.definition.name).toBe('Tweede Kamer 2027 (goed)');
    await app.person('TK2027', 'GSB', '0106');
    expect(await logged('definition.replaced')).toMatchObject([
      { object_id: 'TK2027', details: { altered: ['Naam', 'Gebied GEMEENTE:106'], correction: false } },
    ]);
    expect(await page('/verkiezingen/TK2027/definitie')).toContain('inrichting');
  });

  const WISH = {
    programmatuur: 'used',
    emlVersie: 'elke',
    briefstembureau: '0998',
    tekentGSB510b: 'ja',
    tekentNBSB510b: 'ja',
    tekentSOL510b: 'ja',
    papier: 'ja',
    waarom: 'besluit 12',
  };
  const decide = (more: Record<string, string>, as = first) =>
    post('/verkiezingen/TK2027/besluiten', { ...WISH, ...more }, as);
  const decided = () => app.get(ElectionStore).decisions('TK2027');

  it('is decided of by one where nobody else rests on it, and not when nothing changes', async () => {
    expect(await (await decide({})).text()).toContain('U veranderde niets');
    const moved = await decide({ toelating: '2027-03-30', verwachtDag: '2027-03-17', verwachtTijd: '23:30' });
    expect(moved.headers.get('location')).toContain('melding=vastgelegd');
    expect(await decided()).toMatchObject({
      expected510b: '2027-03-17T22:30:00.000Z',
      moments: { admission: '2027-03-30' },
    });
    const half = await decide({ verwachtDag: '2027-03-17' });
    expect([half.status, await half.text()]).toEqual([
      422,
      expect.stringContaining('Vul een dag en een tijd in'),
    ]);
  });

  it('is decided of by two where committees rest on it; until then what there was holds', async () => {
    const kept = { toelating: '2027-03-30', verwachtDag: '2027-03-17', verwachtTijd: '23:30' };
    const wish = { ...kept, eiland9001: 'ja', tekentCSB510c: 'ja', zetels: 'HSB14 0505\nHSB12 0518' };
    expect((await decide(wish)).headers.get('location')).toContain('melding=wacht');
    expect((await decided()).seats).toEqual({});
    expect(await (await decide({ ...wish, vierOgen: 'ja' })).text()).toContain('Dit wacht al');
    expect((await post('/verkiezingen/TK2027/besluiten/bevestigen', {})).status).toBe(409);
    const confirmed = await post('/verkiezingen/TK2027/besluiten/bevestigen', {}, second);
    expect(confirmed.headers.get('location')).toContain('melding=bevestigd');
    expect((await decided()).seats).toEqual({ HSB14: '0505', HSB12: '0518' });
    const { islands, signed } = (await app.get(ElectionStore).plan('TK2027'))!.settings;
    expect([islands, signed.map(({ level }) => level)]).toEqual([['9001'], ['GSB', 'NBSB', 'SOL', 'CSB']]);
    const html = await page('/verkiezingen/TK2027/besluiten');
    for (const words of ['besluit 12', 'Bonaire', 'HSB14 0505', first.actor.name, second.actor.name])
      expect(html).toContain(words);
    const answer = await app.ask('GET', '/v1/verkiezingen/TK2027/besluiten', { as: first });
    expect(await answer.json()).toMatchObject({ openbareLichamen: ['9001'], zetels: { HSB14: '0505' } });
  });

  it('without software nothing is due, until that is taken back', async () => {
    const path = '/verkiezingen/GR2027_Stadskanaal/besluiten';
    const exempt = async () =>
      (await app.get(ElectionStore).exemptions('GR2027_Stadskanaal')).map(
        ({ committee, until }) => `${committee.level} ${until === null ? 'hoeft niet' : 'moet toch'}`,
      );
    const { programmatuur, emlVersie, papier, tekentGSB510b, waarom } = WISH;
    const fields = { programmatuur: 'notUsed', emlVersie, papier, tekentGSB510b, waarom };
    await post(path, fields);
    expect(await exempt()).toEqual([]);
    await post(`${path}/bevestigen`, {}, second);
    expect((await exempt()).sort()).toEqual(['CSB hoeft niet', 'GSB hoeft niet']);
    await post(path, { ...fields, programmatuur }, second);
    await post(`${path}/bevestigen`, {}, first);
    expect((await exempt()).sort()).toEqual(['CSB moet toch', 'GSB moet toch']);
  });

  it('after a delivery is corrected alone, names what changes, and no committee that delivered goes', async () => {
    const { actor } = await app.person('TK2027', 'GSB', '0505', 'member');
    await app.sql(
      `INSERT INTO submission (id, election_id, level, code, person_id, state, message_type, about_level, about_code,
         fingerprint, verdict, paper, delivered_at)
       VALUES (gen_random_uuid(), 'TK2027', 'GSB', '0505', $1, 'delivered', '510b', 'GSB', '0505', $2,
         '{"attachments":[],"checks":[],"pair":null}', '{"compared":true}', now())`,
      [actor.personId, 'ab'.repeat(32)],
    );
    const use = app.get(ConfirmDefinition);
    const without = bytesOf({ regions: SMALL_COUNTRY.filter(({ number }) => number !== 505) });
    await sendFiles('/verkiezingen/TK2027/definitie', [without], first, { waarom: 'gefuseerd' });
    expect(await page('/verkiezingen/TK2027/definitie', second)).toContain('Correctie wacht');
    await expect(use.confirm('TK2027', sha256(digest(without)), second.actor)).rejects.toThrow(
      'election.lostCommittee',
    );
    await use.reject('TK2027', null, first.actor);
    const right = bytesOf({ name: 'Tweede Kamer 2027 (beter)' });
    await sendFiles('/verkiezingen/TK2027/definitie', [right], first, { waarom: 'naam' });
    await use.confirm('TK2027', sha256(digest(right)), second.actor);
    expect((await logged('definition.replaced')).at(-1)!.details).toMatchObject({ correction: true });
    const late = await decide({ toelating: '2027-03-30', zetels: 'HSB14 0505\nHSB12 0518' });
    expect(await late.text()).toContain('Er is al geleverd');
  });

  describe('a committee', () => {
    const both = { nietBetrouwbaar: 'ja', nietTijdigHersteld: 'ja', toelichting: 'de teller telde <dubbel>' };
    const notices = async () =>
      (
        await app.sql(
          `SELECT level, code, facts->>'ended' AS ended FROM notice WHERE kind = 'result.setAside' ORDER BY level, code, ended`,
        )
      ).rows as { level: string; code: string; ended: string }[];
    let gsb: TestPerson;
    beforeAll(async () => {
      gsb = await app.person('TK2027', 'GSB', '0505', 'member');
    });

    it.each(['nietBetrouwbaar', 'nietTijdigHersteld', 'toelichting'])(
      'sets nothing aside without %s',
      async (missing) => {
        const response = await post('/buiten-beschouwing', { ...both, [missing]: '' }, gsb);
        expect(response.status).toBe(422);
        expect(await notices()).toEqual([]);
      },
    );

    it('sets its own outcome aside, and who has its file and the Kiesraad are told', async () => {
      const response = await post('/buiten-beschouwing', both, gsb);
      expect(response.headers.get('location')).toBe('/buiten-beschouwing?melding=vastgelegd');
      await eventually(async () => (await notices()).length === 5 || undefined);
      expect((await notices()).map(({ level, code }) => `${level} ${code}`)).toEqual([
        'COUNCIL COUNCIL',
        'CSB CSB',
        'HSB HSB14',
        'MAYOR 0505',
        'OPERATOR OPERATOR',
      ]);
      expect(await page('/')).toContain('Niet gebruiken: Gemeentelijk stembureau');
      expect((await post('/buiten-beschouwing', both, gsb)).status).toBe(409);
      expect(await page('/buiten-beschouwing', gsb)).toContain('de teller telde &lt;dubbel>');
      expect(await logged('result.setAside')).toMatchObject([{ details: { committee: 'GSB:0505' } }]);
    });

    it('alone decides so: the Kiesraad can neither do it nor take it back', async () => {
      const path = '/v1/verkiezingen/TK2027/niet-verschuldigd';
      const body = { niveau: 'GSB', code: '0037', reden: 'buitenBeschouwing', toelichting: 'x' };
      expect(await codeOf(await app.ask('POST', path, { as: first, body }))).toBe(
        'election.setAsideIsTheirs',
      );
      const { nietVerschuldigd } = (await (await app.ask('GET', path, { as: first })).json()) as {
        nietVerschuldigd: { id: string; reden: string }[];
      };
      const { id } = nietVerschuldigd.find(({ reden }) => reden === 'buitenBeschouwing')!;
      const ended = await app.ask('POST', `${path}/${id}/beeindigen`, { as: first });
      expect(await codeOf(ended)).toBe('election.setAsideIsTheirs');
      expect(await page('/verkiezingen/TK2027')).toContain('besluit van het stembureau');
      const own = await post(`/buiten-beschouwing/${id}/beeindigen`, {}, gsb);
      expect(own.headers.get('location')).toBe('/buiten-beschouwing?melding=beeindigd');
      await eventually(
        async () => (await notices()).filter(({ ended: is }) => is === 'true').length === 5 || undefined,
      );
    });
  });
});
