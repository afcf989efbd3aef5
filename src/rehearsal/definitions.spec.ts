import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { ELECTION_ID } from '../kernel/committee.js';
import { addDays } from '../elections/calendar.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { planElection } from '../elections/election.js';
import { readDefinition } from '../elections/read-definition.js';
import { writeDefinition } from './definition-writer.js';
import { rehearsalElections } from './definitions.js';
import { DISTRICTS } from './geography.js';
import { rehearsalParties } from './parties.js';

const elections = rehearsalElections('2026-11-21');
const [lowerHouse, council, waterAuthority] = elections as readonly [
  ElectionDefinition,
  ElectionDefinition,
  ElectionDefinition,
];
const roundTrip = (definition: ElectionDefinition): unknown =>
  readDefinition(Buffer.from(writeDefinition(definition)));

describe('the elections of the rehearsal', () => {
  it('vote in 14 days, and their ids carry the year of that day', () => {
    expect(elections.map(({ id, electionDate }) => [id, electionDate])).toEqual([
      ['TK2026', '2026-12-05'],
      ['GR2026_Voorbeeld', '2026-12-05'],
      ['AB2026_Voorbeeldwater', '2026-12-05'],
    ]);
    expect(rehearsalElections('2026-12-24').map(({ id }) => id)).toEqual([
      'TK2027',
      'GR2027_Voorbeeld',
      'AB2027_Voorbeeldwater',
    ]);
    for (const { id, electionDate, nominationDate } of elections) {
      expect(id).toMatch(ELECTION_ID);
      expect(addDays(nominationDate, 44)).toBe(electionDate);
    }
  });

  it.each(elections.map((definition) => [definition.id, definition] as const))(
    '%s comes back from its own 110a as it was written, in 1.2.2 and in 1.3',
    (_, definition) => {
      expect(roundTrip(definition)).toEqual({ ok: true, definition });
      const newer: ElectionDefinition = { ...definition, schemaVersion: '1.3' };
      expect(writeDefinition(newer)).toContain('<kr:Schema Version="1.3"/>');
      expect(roundTrip(newer)).toEqual({ ok: true, definition: newer });
    },
  );

  it('have the bodies of a real night', () => {
    const levels = (definition: ElectionDefinition): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { level } of planElection(definition).committees) counts[level] = (counts[level] ?? 0) + 1;
      return counts;
    };
    expect(levels(lowerHouse)).toEqual({
      CSB: 1,
      HSB: 20,
      GSB: 342,
      SOL: 3,
      NBSB: 1,
      MAYOR: 345,
      COUNCIL: 1,
    });
    expect(levels(council)).toEqual({ CSB: 1, GSB: 1, MAYOR: 1, COUNCIL: 1 });
    expect(levels(waterAuthority)).toEqual({ CSB: 1, GSB: 14, MAYOR: 14, COUNCIL: 1 });
  });

  it('name nothing that XML would change', () => {
    const odd = {
      ...council,
      name: 'A & B < "C" > D \u{1F5F3} ’s',
      registeredParties: ['&amp;', ']]>', "'"],
    };
    expect(roundTrip(odd)).toEqual({ ok: true, definition: odd });
  });
});

describe('the lists of the rehearsal', () => {
  it.each([
    ['TK', 20],
    ['EP', 20],
    ['PS', 12],
    ['AB', 12],
    ['GR', 8],
  ] as const)('%s has %d of them, numbered from 1, no name twice', (category, lists) => {
    const parties = rehearsalParties({ id: `${category}2026`, category });
    expect(parties.map((party) => party.number)).toEqual(Array.from({ length: lists }, (_, i) => i + 1));
    expect(new Set(parties.map((party) => party.name)).size).toBe(lists);
    for (const { candidates } of parties) expect(candidates >= 8 && candidates <= 80).toBe(true);
  });

  it('are the same every time, and others for another election', () => {
    const once = rehearsalParties({ id: 'TK2026', category: 'TK' });
    expect(rehearsalParties({ id: 'TK2026', category: 'TK' })).toEqual(once);
    expect(rehearsalParties({ id: 'TK2027', category: 'TK' })).not.toEqual(once);
  });

  it('are those that the 110a registers', () => {
    expect(lowerHouse.registeredParties).toEqual(rehearsalParties(lowerHouse).map((party) => party.name));
  });
});

describeWithShared('the map of the rehearsal', () => {
  it('is that of the public lists, gemeente by gemeente', () => {
    const [, ...rows] = readFileSync(path.join(SHARED, 'geo/gemeenten_2023-2026.csv'), 'utf8')
      .trim()
      .split('\n');
    const listed = rows.map((row) => {
      const [, code, quoted, plain, , kieskring] =
        /^(\d{4}),(?:"([^"]+)"|([^,]+)),([^,]*),(\d+),/.exec(row) ?? [];
      return `${kieskring ?? ''} ${code ?? ''} ${quoted ?? plain ?? ''}`;
    });
    const ours = DISTRICTS.flatMap(({ number, municipalities }) =>
      municipalities.map(({ code, name }) => `${number} ${code} ${name}`),
    );
    expect(ours).toHaveLength(345);
    expect([...ours].sort()).toEqual([...listed].sort());
  });

  it('has the 20 kieskringen with the seats of their hoofdstembureaus', () => {
    const listed = JSON.parse(readFileSync(path.join(SHARED, 'geo/kieskringen_2022-01-01.json'), 'utf8')) as {
      kieskringnummer: number;
      hoofdstembureau: string;
    }[];
    expect(DISTRICTS.map(({ number, name }) => [number, name])).toEqual(
      listed.map(({ kieskringnummer, hoofdstembureau }) => [kieskringnummer, hoofdstembureau]),
    );
  });
});

describeWithShared('the official schemas', () => {
  it('accept every 110a of the rehearsal, in 1.2.2 and in 1.3, and no broken one', () => {
    const sound = (['1.2.2', '1.3'] as const).flatMap((version) =>
      elections.map((definition) => ({
        version,
        xml: writeDefinition({ ...definition, schemaVersion: version }),
      })),
    );
    const broken = { version: '1.2.2', xml: writeDefinition({ ...council, seats: -1 }) };
    const input = [...sound, broken].map(({ version, xml }) => ({
      schema: path.join(SHARED, 'xsd', version, 'xsd/110a-electionevent-kiesraad-strict.xsd'),
      xml,
    }));
    const script = path.resolve(__dirname, '../../test/support/xsd.mjs');
    const run = spawnSync(process.execPath, [script], { input: JSON.stringify(input), encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const verdicts = JSON.parse(run.stdout) as (string | null)[];
    expect(verdicts).toEqual([...sound.map(() => null), expect.stringContaining('NumberOfSeats')]);
  });
});

describe('a damaged 110a', () => {
  it('is refused with a reason or reads as another sound one: no flipped bit makes the reader throw', () => {
    const whole = Buffer.from(writeDefinition(council));
    let refused = 0;
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] = whole[at]! ^ (at % 2 === 0 ? 0x01 : 0x80);
      const result = readDefinition(damaged);
      if (result.ok) continue;
      refused++;
      expect(result.problems.length).toBeGreaterThan(0);
    }
    expect(refused).toBeGreaterThan(whole.length / 14);
  });

  it('is refused wherever it is cut off', () => {
    const whole = Buffer.from(writeDefinition(council)).subarray(0, -1);
    for (let end = 0; end < whole.length; end += 41) {
      expect(readDefinition(whole.subarray(0, end)).ok).toBe(false);
    }
  });
});
