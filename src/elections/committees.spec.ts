import { aCouncilDefinition, aDefinition, aRegion, SMALL_COUNTRY } from '../../test/support/definition.js';
import { committeeKey } from '../kernel/committee.js';
import { committeesOf, findCommittee } from './committees.js';
import type { ElectionDefinition } from './definition.js';
import { defaultSettings, electionSettingsSchema, signedBy, type ElectionSettings } from './settings.js';

function bodies(definition: ElectionDefinition, settings: Partial<ElectionSettings> = {}): string[] {
  const all = { ...defaultSettings(definition), ...settings };
  return committeesOf(definition, all).map(
    (c) => `${committeeKey(c)} ${c.district ?? '-'} ${c.mayor ?? '-'} ${c.name}`,
  );
}

const province = (kieskringen: number): ElectionDefinition =>
  aDefinition({
    id: 'PS2027_Voorbeeld',
    category: 'PS',
    subcategory: kieskringen === 1 ? 'PS1' : 'PS2',
    domain: { code: null, name: 'Voorbeeld' },
    contest: kieskringen === 1 ? 'geen' : 'alle',
    regions: [
      aRegion('PROVINCIE', 7, 'Voorbeeld'),
      ...Array.from({ length: kieskringen }, (_, i) => [
        aRegion('KIESKRING', i + 1, `Kring ${i + 1}`, { category: 'PROVINCIE', number: 7 }),
        aRegion('GEMEENTE', 100 + i, `Plaats ${i + 1}`, { category: 'KIESKRING', number: i + 1 }),
      ]).flat(),
    ],
  });

describe('the bodies of an election', () => {
  it('of a Tweede Kamer: HSBs, the NBSB and its mayor, and an island apart', () => {
    expect(bodies(aDefinition())).toEqual([
      'CSB:CSB - - Centraal stembureau (Kiesraad)',
      "HSB:HSB12 - - Hoofdstembureau 's-Gravenhage",
      'HSB:HSB14 - - Hoofdstembureau Dordrecht',
      'HSB:HSB20 - - Hoofdstembureau Bonaire',
      "GSB:0518 HSB12 0518 Gemeentelijk stembureau 's-Gravenhage",
      'GSB:0505 HSB14 0505 Gemeentelijk stembureau Dordrecht',
      'GSB:0037 HSB14 0037 Gemeentelijk stembureau Stadskanaal',
      'SOL:9001 HSB20 9001 Stembureau openbaar lichaam Bonaire',
      'NBSB:0998 - 0518 Nationaal briefstembureau',
      "MAYOR:0518 - - Burgemeester van 's-Gravenhage",
      'MAYOR:0505 - - Burgemeester van Dordrecht',
      'MAYOR:0037 - - Burgemeester van Stadskanaal',
      'MAYOR:9001 - - Gezaghebber van Bonaire',
      'COUNCIL:COUNCIL - - Kiesraad (verzamelt de uitslagen)',
    ]);
  });

  it('add the mayor of ’s-Gravenhage for the NBSB where the tree has no ’s-Gravenhage', () => {
    const regions = SMALL_COUNTRY.filter((region) => region.number !== 518);
    const found = committeesOf(aDefinition({ regions }), { nbsb: '1234', islands: [], signed: [] });
    expect(findCommittee(found, { level: 'NBSB', code: '1234' })?.mayor).toBe('0518');
    expect(findCommittee(found, { level: 'MAYOR', code: '0518' })?.name).toBe(
      "Burgemeester van 's-Gravenhage",
    );
  });

  it('take islands from the settings that the tree leaves out, once, in kieskring 20', () => {
    const sols = bodies(aDefinition(), { islands: ['9001', '9003'] }).filter((line) =>
      line.startsWith('SOL'),
    );
    expect(sols).toEqual([
      'SOL:9001 HSB20 9001 Stembureau openbaar lichaam Bonaire',
      'SOL:9003 HSB20 9003 Stembureau openbaar lichaam Saba',
    ]);
  });

  it('of a gemeenteraad: its own CSB, no HSB whatever kr:Committee says', () => {
    expect(bodies(aCouncilDefinition(), { nbsb: '0998', islands: ['9001'] })).toEqual([
      'CSB:CSB - - Centraal stembureau Stadskanaal',
      'GSB:0037 - 0037 Gemeentelijk stembureau Stadskanaal',
      'MAYOR:0037 - - Burgemeester van Stadskanaal',
      'COUNCIL:COUNCIL - - Kiesraad (verzamelt de uitslagen)',
    ]);
  });

  it('of a made-up gemeenteraad with region 000: the gemeente of the domain', () => {
    const regions = [aRegion('GEMEENTE', 0, 'Juinen')];
    const domain = { code: '0042', name: 'Juinen' };
    expect(bodies(aCouncilDefinition({ regions, domain }))[1]).toBe(
      'GSB:0042 - 0042 Gemeentelijk stembureau Juinen',
    );
  });

  it('have HSBs in a province of several kieskringen and none in one of a single', () => {
    expect(bodies(province(2)).filter((line) => line.startsWith('HSB'))).toHaveLength(2);
    expect(bodies(province(2))).toContain('GSB:0101 HSB2 0101 Gemeentelijk stembureau Plaats 2');
    expect(bodies(province(1)).filter((line) => line.startsWith('HSB'))).toHaveLength(0);
    expect(bodies(province(1))).toContain('GSB:0100 - 0100 Gemeentelijk stembureau Plaats 1');
  });

  it('of the Eerste Kamer are the CSB and the Kiesraad alone', () => {
    const definition = aDefinition({ id: 'EK2027', category: 'EK', subcategory: 'EK' });
    expect(bodies(definition).map((line) => line.split(' ')[0])).toEqual(['CSB:CSB', 'COUNCIL:COUNCIL']);
  });

  it('are unique, and not found by the code of another level', () => {
    const found = committeesOf(aDefinition(), defaultSettings(aDefinition()));
    expect(new Set(found.map(committeeKey)).size).toBe(found.length);
    expect(findCommittee(found, { level: 'HSB', code: '0518' })).toBeNull();
    expect(findCommittee(found, { level: 'GSB', code: '9001' })).toBeNull();
  });
});

describe('the settings of an election', () => {
  it('sign every 510b and nothing else, unless the Kiesraad says so', () => {
    const settings = defaultSettings({ category: 'TK' });
    expect([signedBy(settings, 'GSB'), signedBy(settings, 'SOL'), signedBy(settings, 'NBSB')]).toEqual([
      ['510b'],
      ['510b'],
      ['510b'],
    ]);
    expect([signedBy(settings, 'HSB'), signedBy(settings, 'CSB')]).toEqual([[], []]);
    const more = { ...settings, signed: [...settings.signed, { level: 'HSB', message: '510c' } as const] };
    expect(signedBy(more, 'HSB')).toEqual(['510c']);
  });

  it('come back from JSON', () => {
    const settings = { ...defaultSettings({ category: 'EP' }), islands: ['9002'] as const };
    expect(electionSettingsSchema.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([
    { nbsb: '998' },
    { nbsb: 998 },
    { islands: ['0037'] },
    { islands: ['9001', '9001'] },
    { signed: [{ level: 'MAYOR', message: '510b' }] },
    { signed: [{ level: 'GSB', message: '230c' }] },
    { extra: true },
  ])('refuse %j', (wrong) => {
    const settings = { ...defaultSettings({ category: 'TK' }), ...wrong };
    expect(electionSettingsSchema.safeParse(settings).success).toBe(false);
  });
});
