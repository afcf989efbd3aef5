import { createHash } from 'node:crypto';
import { ElectionStore } from '../../src/elections/election.store.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { aCouncilDefinition, aDefinition, aRegion } from '../support/definition.js';
import { askPage, filledIn, postForm } from '../support/visitor.js';
import { writeZip, type WrittenFile } from '../support/zip-writer.js';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const council = (number: number, name: string) =>
  Buffer.from(
    writeDefinition(
      aCouncilDefinition({
        id: `GR2027_${name}`,
        domain: { code: `0${number}`, name },
        regions: [aRegion('GEMEENTE', number, name)],
      }),
    ),
  );

describe('elections that a second person confirms', () => {
  let app: TestApp;
  let first: TestPerson;
  let own: TestPerson;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    for (const definition of [council(100, 'Assen'), council(101, 'Heumen')]) await app.configure(definition);
    await app.configure(writeDefinition(aDefinition()));
    first = await app.person(null, 'OPERATOR', 'OPERATOR');
    own = await app.person('GR2027_Assen', 'CSB', 'CSB', 'member');
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

  const path = '/verkiezingen/GR2030_Assen/definitie';
  const next = Buffer.from(
    writeDefinition(
      aCouncilDefinition({
        id: 'GR2030_Assen',
        name: 'Gemeenteraad Assen 2030',
        electionDate: '2030-03-20',
        nominationDate: '2030-02-04',
        domain: { code: '0100', name: 'Assen' },
        regions: [aRegion('GEMEENTE', 100, 'Assen')],
      }),
    ),
  );
  const offerToOwn = () =>
    sendFiles('/verkiezingen/samen/aanbieden', [next], first, { eigenStembureau: 'ja' });

  it('is shown to it alone, and not to another gemeente or another role', async () => {
    await offerToOwn();
    expect(await page('/', own)).toContain('Klopt de verkiezingsdefinitie? Gemeenteraad Assen 2030');
    const shown = await page(path, own);
    for (const words of ['De Kiesraad vraagt: klopt dit?', '20 maart 2030', 'Zetels'])
      expect(shown).toContain(words);
    expect(
      digest(next)
        .match(/.{4}/g)!
        .every((group) => shown.includes(group)),
    ).toBe(false);
    await app.sql(
      "INSERT INTO organisation (code, kind, name, executive) VALUES ('0101', 'municipality', 'Heumen', 'college')",
    );
    const others = [
      await app.person('GR2027_Heumen', 'CSB', 'CSB', 'member'),
      await app.person('GR2027_Assen', 'GSB', '0100', 'member'),
      await app.person('TK2027', 'CSB', 'CSB', 'member'),
      await app.person(null, 'EXECUTIVE', '0101', 'member'),
    ];
    for (const other of others) {
      expect((await askPage(app, other, path)).status).toBe(404);
      for (const [below, fields] of [
        ['bevestigen', { vingerafdruk: digest(next) }],
        ['afwijzen', { waarom: 'van ons' }],
      ] as const)
        expect((await post(`${path}/${below}`, fields, other)).status).toBe(404);
      expect((await sendFiles(`${path}/vergelijken`, [next], other)).status).toBe(404);
    }
  });

  it('is turned down with what is wrong, which the Kiesraad reads', async () => {
    expect(await (await post(`${path}/afwijzen`, {}, own)).text()).toContain('Vul in wat er niet klopt');
    const said = await post(`${path}/afwijzen`, { waarom: 'wij hebben <33> zetels' }, own);
    expect(said.headers.get('location')).toBe(`${path}?melding=afgewezen`);
    expect(await page(path, own)).toContain('U hoeft niets meer te doen');
    expect(await page('/')).toContain('Een verkiezingsdefinitie is afgewezen');
    expect(await page('/verkiezingen')).toContain('wij hebben &lt;33> zetels');
  });

  it('is confirmed with its own copy, by who did not offer it', async () => {
    await offerToOwn();
    expect(await page('/verkiezingen')).not.toContain('wij hebben');
    const wrong = await sendFiles(`${path}/vergelijken`, [council(100, 'Assen')], own);
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining('De vingerafdruk is anders'),
    ]);
    const equal = await (await sendFiles(`${path}/vergelijken`, [next], own)).text();
    const vingerafdruk = /name="vingerafdruk" value="([^"]+)"/.exec(equal)![1]!;
    expect((await post(`${path}/bevestigen`, { vingerafdruk }, first)).status).toBe(409);
    const confirmed = await post(`${path}/bevestigen`, { vingerafdruk }, own);
    expect(confirmed.headers.get('location')).toBe(`${path}?melding=bevestigd`);
    expect((await app.get(ElectionStore).plan('GR2030_Assen'))?.definition.seats).toBeGreaterThan(0);
    const { rows } = await app.sql(
      "SELECT person_id FROM audit_event WHERE action = 'election.configured' AND object_id = 'GR2030_Assen'",
    );
    expect(rows).toEqual([{ person_id: own.actor.personId }]);
    expect((await post(`${path}/bevestigen`, { vingerafdruk }, own)).status).toBe(404);
  });

  describe('many in one ZIP', () => {
    const later = Array.from({ length: 40 }, (_, i) => ({
      name: `map/gemeente${i}.eml.xml`,
      data: writeDefinition(
        aCouncilDefinition({
          id: `GR2027_Zip${i}`,
          domain: { code: `02${10 + i}`, name: `Gemeente ${i}` },
          regions: [aRegion('GEMEENTE', 210 + i, `Gemeente ${i}`)],
        }),
      ),
    }));
    const offerZip = async (files: readonly WrittenFile[]) =>
      (await sendFiles('/verkiezingen/samen/aanbieden', [writeZip(files)], first)).text();

    it('are offered as if they were chosen one by one', async () => {
      expect(await offerZip(later)).toContain('40 van de 40 aangeboden');
    });

    it.each<[string, WrittenFile, string]>([
      [
        'another kind of file',
        { name: 'lees.txt', data: 'hallo' },
        'lees.txt: De naam eindigt niet op .eml.xml',
      ],
      [
        'one too large',
        { name: 'groot.eml.xml', data: ' '.repeat(2_200_000) },
        'groot.eml.xml: Uitgepakt is dit bestand groter dan 2 MB',
      ],
      ['one that leaves the ZIP', { name: '../uit.eml.xml', data: '<EML/>' }, 'uit.eml.xml: De naam'],
    ])('are refused together with %s, by its name', async (_, wrong, words) => {
      expect(await offerZip([...later.slice(0, 2), wrong])).toContain(words);
    });

    it('are at most 400', async () => {
      const many = Array.from({ length: 401 }, (_, i) => ({ name: `a${i}.eml.xml`, data: '<EML/>' }));
      expect(await offerZip(many)).toContain('ten hoogste 400 mag');
    });
  });
});
