import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { readDefinition, MAX_DEFINITION_BYTES } from './read-definition.js';

const MADE = path.join(SHARED, 'eml/made/election_definition');
const file = (name: string): Uint8Array => readFileSync(path.join(SHARED, 'eml', name));

function codes(bytes: Uint8Array): string[] {
  const result = readDefinition(bytes);
  return result.ok ? [] : result.problems.map((problem) => problem.code);
}

/**
 * only_municipal_supported is named after a restriction of another program. Here a TK is welcome, but this one is a gemeente
 * file with another heading: it has no subcategory and its only gemeente lies in no kieskring, so that its telling would
 * have no HSB to go to.
 */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'eml110a_invalid_election_missing_subcategory.eml.xml': ['subcategory.missing'],
  'eml110a_invalid_election_mismatch_preference_threshold_small_election.eml.xml': ['threshold.smallBody'],
  'eml110a_invalid_election_subcategory.eml.xml': ['seats.tooMany'],
  'eml110a_invalid_election_mismatch_preference_threshold.eml.xml': ['threshold.largeBody'],
  'eml110a_invalid_election_date_nomination_format.eml.xml': ['nominationDate.invalid'],
  'eml110a_invalid_election_missing_election_domain.eml.xml': ['domain.missing'],
  'eml110a_invalid_election_only_municipal_supported.eml.xml': [
    'subcategory.missing',
    'tree.outsideDistrict',
  ],
  'eml110a_invalid_election_missing_nomination_date.eml.xml': ['nominationDate.missing'],
  'eml110a_invalid_election_missing_number_of_seats.eml.xml': ['seats.missing'],
  'eml110a_invalid_election_voting_method.eml.xml': ['votingMethod.unknown'],
  'eml110a_invalid_election_number_of_seats_out_of_range.eml.xml': ['seats.range'],
  'eml110a_invalid_election_missing_election_tree.eml.xml': ['tree.missing'],
  'eml110a_invalid_election_number_of_seats.eml.xml': ['seats.tooFew'],
  'eml110a_invalid_election_missing_preference_threshold.eml.xml': ['threshold.missing'],
  'eml110a_invalid_election_missing_region.eml.xml': ['tree.empty'],
  'eml110a_invalid_election_date_format.eml.xml': ['electionDate.invalid'],
  'eml110a_invalid_xml.eml.xml': ['xml.wellformed'],
  'eml110a_test.eml.xml': [],
};

describeWithShared('the made-up 110a files of others', () => {
  it('are all judged here, each invalid one for a reason of its own', () => {
    expect(readdirSync(MADE).sort()).toEqual(Object.keys(REASONS).sort());
    const reasons = Object.values(REASONS).map((list) => list.join());
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  it.each(Object.entries(REASONS))('%s: %j', (name, reasons) => {
    expect(codes(file(`made/election_definition/${name}`))).toEqual(reasons);
  });

  it('each tell where it is and what to mend', () => {
    const result = readDefinition(
      file('made/election_definition/eml110a_invalid_election_date_format.eml.xml'),
    );
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          code: 'electionDate.invalid',
          detail: 'De dag van stemming “2022-16” is geen dag die bestaat (jjjj-mm-dd).',
          place: { line: 14, column: 17, path: 'ElectionDate' },
        },
      ],
    });
  });
});

describeWithShared('the 110a files of real elections', () => {
  it('Stadskanaal 2026: a gemeenteraad', () => {
    const result = readDefinition(file('real/Verkiezingsdefinitie_GR2026_Stadskanaal.eml.xml'));
    expect(result).toMatchObject({
      ok: true,
      definition: {
        id: 'GR2026_Stadskanaal',
        name: 'Gemeenteraad Stadskanaal 2026',
        category: 'GR',
        subcategory: 'GR2',
        domain: { code: '0037', name: 'Stadskanaal' },
        electionDate: '2026-03-18',
        nominationDate: '2026-02-02',
        seats: 23,
        preferenceThreshold: 25,
        contest: 'geen',
        regions: [
          { category: 'GEMEENTE', number: 37, name: 'Stadskanaal', superior: null, romanNumerals: false },
        ],
        schemaVersion: '1.2.2',
        created: '2026-02-06T17:11:55.207',
      },
    });
    expect(result.ok && result.definition.registeredParties).toHaveLength(10);
  });

  it('Drenthe 2023: a province of one kieskring, whose domain has no Id', () => {
    const result = readDefinition(file('real/Verkiezingsdefinitie_PS2023_Drenthe.eml.xml'));
    expect(result).toMatchObject({
      ok: true,
      definition: { subcategory: 'PS1', domain: { code: null, name: 'Drenthe' }, seats: 43 },
    });
    expect(result.ok && result.definition.regions.filter((r) => r.category === 'GEMEENTE')).toHaveLength(12);
  });

  it('Limburg 2023: a waterschap', () => {
    const result = readDefinition(file('real/Verkiezingsdefinitie_AB2023_Limburg.eml.xml'));
    expect(result).toMatchObject({
      ok: true,
      definition: { subcategory: 'AB2', domain: { code: '25', name: 'Limburg' }, seats: 26 },
    });
    expect(result.ok && result.definition.regions[1]).toEqual({
      category: 'KIESKRING',
      number: 1,
      name: 'Limburg',
      superior: { category: 'WATERSCHAP', number: 25 },
      romanNumerals: false,
    });
  });

  it('Juinen: made up, region 000, and sound', () => {
    const result = readDefinition(file('made/juinen/eml110a_verkiezingsdefinitie-juinen.eml.xml'));
    expect(result).toMatchObject({ ok: true, definition: { id: 'GR2025_Juinen', seats: 45 } });
  });

  it('refuses every other EML message for what it is', () => {
    for (const name of [
      'real/Kandidatenlijsten_GR2022_WestMaasenWaal.eml.xml',
      'made/juinen/eml110b_stembureaulijst-juinen.eml.xml',
      'made/eml520_test.eml.xml',
    ]) {
      expect(codes(file(name))).toEqual(['document.type']);
    }
  });
});

describe('a 110a of bytes that are none', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text);

  it.each([
    ['', 'document.type'],
    ['%PDF-1.7', 'document.type'],
    ['<EML', 'xml.wellformed'],
    ['<!DOCTYPE EML><EML/>', 'xml.doctype'],
    ['<EML Id="110a" SchemaVersion="5"/>', 'document.type'],
    ['<EML xmlns="urn:oasis:names:tc:evs:schema:eml" Id="510b" SchemaVersion="5"/>', 'document.type'],
  ])('%j: %s', (text, code) => expect(codes(bytes(text))).toEqual([code]));

  it('refuses a file that is too large before reading it', () =>
    expect(codes(new Uint8Array(MAX_DEFINITION_BYTES + 1))).toEqual(['file.size']));

  it('refuses an empty shell with all its reasons', () => {
    const shell = '<EML xmlns="urn:oasis:names:tc:evs:schema:eml" Id="110a" SchemaVersion="4"/>';
    expect(codes(bytes(shell))).toEqual(['document.version', 'created.missing', 'document.type']);
  });
});
