import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { grCount, tkCount, tkSpec } from '../../test/support/counts.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { shortCodes, type CountDocument } from './count-document.js';
import { writeCount } from './count-writer.js';
import {
  centralCount,
  correctedCount,
  districtCount,
  madeCount,
  madeStations,
  stationsForSize,
} from './made-count.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

function parsed(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: attributes,
      children: [],
      text: '',
    };
    stack.at(-1)!.children.push(element);
    stack.push(element);
  });
  parser.on('text', (text) => (stack.at(-1)!.text += text));
  parser.on('closetag', () => stack.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return root.children[0]!;
}

const find = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...find(child, name)]);
const only = (element: Element, name: string): Element => {
  const found = find(element, name);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const written = (document: CountDocument): string => [...writeCount(document)].join('');

/** `1` → votes on list 1, `1/2` → on its second candidate, `ongeldig` → that figure, and so on. */
function figures(block: Element): Map<string, number> {
  const found = new Map<string, number>();
  let list = '';
  for (const child of block.children) {
    const put = (key: string, element: Element) => {
      expect(found.has(key)).toBe(false);
      found.set(key, Number(element.text));
    };
    if (child.name === 'Selection') {
      const [who, votes] = [child.children[0]!, child.children.at(-1)!];
      expect(votes.name).toBe('ValidVotes');
      if (who.name === 'AffiliationIdentifier') list = who.attributes['Id']!;
      const id = who.children[0]!.attributes;
      put(who.name === 'Candidate' ? `${list}/${id['Id'] ?? id['ShortCode']}` : list, votes);
    } else if (/^(Cast|TotalCounted)$/.test(child.name)) put(child.name, child);
    else if (/^(Rejected|Uncounted)Votes$/.test(child.name)) put(child.attributes['ReasonCode']!, child);
  }
  return found;
}

function expectAddsUp(xml: string): void {
  const root = parsed(xml);
  const total = figures(only(root, 'TotalVotes'));
  const units = find(root, 'ReportingUnitVotes').map(figures);
  for (const block of [total, ...units]) {
    const lists = [...block.keys()].filter((key) => /^\d+$/.test(key));
    for (const list of lists) {
      const candidates = [...block].filter(([key]) => key.startsWith(`${list}/`));
      expect(candidates.reduce((sum, [, n]) => sum + n, 0)).toBe(block.get(list));
    }
    expect(lists.reduce((sum, list) => sum + block.get(list)!, 0)).toBe(block.get('TotalCounted'));
  }
  const [keys] = units.map((unit) => [...unit.keys()]);
  [...total.values()].forEach((n, i) =>
    expect(units.reduce((sum, unit) => sum + [...unit.values()][i]!, 0)).toBe(n),
  );
  expect(keys).toHaveLength(total.size);
}

const below = [tkCount(), tkCount({ seed: 'x', authority: { id: '0109', name: 'Coevorden' } })];
const adder = { created: '2027-03-19T10:00:00.000', contest: { id: '3', name: 'Assen' } };
const district = districtCount({ ...adder, authority: { id: 'HSB3', name: 'Assen' } }, below);
const central = centralCount(
  { ...adder, contest: { id: 'alle', name: null }, authority: { id: 'CSB', name: 'De Kiesraad' } },
  [district],
);
const corrected = correctedCount(tkCount({ schema: '1.3' }), 's', '2027-03-20T09:00:00.000');
const all: readonly [string, CountDocument][] = [
  ['510b TK', tkCount()],
  ['510b TK by Abacus', tkCount({ product: 'abacus' })],
  ['510b TK 1.3', tkCount({ schema: '1.3' })],
  ['510b TK 1.3 corrected', corrected],
  ['510b GR', grCount()],
  [
    '510b of the postal committee',
    tkCount({ postal: true, authority: { id: '0518', name: "'s-Gravenhage" } }),
  ],
  ['510c', district],
  ['510c 1.3', { ...district, schema: '1.3' }],
  ['510d', central],
  [
    '510d GR',
    centralCount(
      { ...adder, contest: { id: 'geen', name: null }, authority: { id: 'CSB', name: 'Stadskanaal' } },
      [grCount()],
    ),
  ],
];

describe('a written count', () => {
  it.each(all)('%s adds up from candidate to total', (_, document) => expectAddsUp(written(document)));

  it('is the same for the same seed, and other for another', () => {
    expect(written(tkCount())).toBe(written(tkCount()));
    expect(written(tkCount({ seed: 'other' }))).not.toBe(written(tkCount()));
  });

  it('escapes what XML would read as markup', () => {
    const names = find(parsed(written(tkCount())), 'RegisteredName').slice(0, 3);
    expect(names.map((name) => name.text)).toEqual([
      'Lijst "Warm & Droog"',
      'Samen voor <Proefbrug>',
      'Lijst Çelik',
    ]);
  });

  it('says the same in the way of OSV and in the way of Abacus', () => {
    const strip = (e: Element): unknown => [
      e.name,
      e.attributes,
      e.children.map(strip),
      e.children.length ? '' : e.text,
    ];
    const osv = written(tkCount());
    const abacus = written(tkCount({ product: 'abacus' }));
    expect(strip(parsed(abacus))).toEqual(strip(parsed(osv)));
    expect(osv.startsWith('<EML xmlns=')).toBe(true);
    expect(osv).not.toMatch(/\/>|\n/);
    expect(abacus.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<EML ')).toBe(true);
    expect(abacus).toContain('<AuthorityAddress/>\n');
  });

  it('numbers its units per level', () => {
    const ids = (document: CountDocument) => document.units.map((unit) => unit.id);
    expect(ids(tkCount())).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `0106::SB${n}`));
    expect(ids(district)).toEqual(['HSB3::0106', 'HSB3::0109']);
    expect(ids(central)).toEqual(['HSB3']);
  });

  it('names candidates above the districts by short code: alone in the total, beside the number in a unit', () => {
    const root = parsed(written(central));
    const ids = (block: Element) =>
      find(block, 'CandidateIdentifier').map(({ attributes }) => Object.keys(attributes).join());
    expect(new Set(ids(only(root, 'TotalVotes')))).toEqual(new Set(['ShortCode']));
    expect(new Set(ids(only(root, 'ReportingUnitVotes')))).toEqual(new Set(['Id,ShortCode']));
  });

  it('gives 11 kinds of uncounted votes, 14 for the postal committee', () => {
    const kinds = (document: CountDocument) =>
      find(only(parsed(written(document)), 'TotalVotes'), 'UncountedVotes').length;
    expect(kinds(tkCount())).toBe(11);
    expect(kinds(tkCount({ postal: true }))).toBe(14);
  });
});

describe('a correction', () => {
  it('changes one unit and the total', () => {
    const changed = corrected.units.filter((unit) => unit.before !== null);
    expect(changed).toHaveLength(1);
    expect(corrected.created).toBe('2027-03-20T09:00:00.000');
  });

  it('in 1.3 gives the old value beside each that changed, and only there', () => {
    const root = parsed(written(corrected));
    expect(only(root, 'kr:Phase').attributes).toEqual({ PhaseCode: 'corrigendum' });
    const before = figures(only(parsed(written(tkCount({ schema: '1.3' }))), 'TotalVotes'));
    const after = figures(only(root, 'TotalVotes'));
    const differing = [...after].filter(([key, n]) => before.get(key) !== n).length;
    const initials = only(root, 'TotalVotes').children.flatMap((child) => [child, ...child.children]);
    const told = initials.filter(({ name }) => name.startsWith('kr:Initial'));
    expect(differing).toBeGreaterThan(2);
    expect(told).toHaveLength(differing);
  });

  it('in 1.2.2 looks like any other count', () => {
    const text = written(correctedCount(tkCount(), 's', '2027-03-20T09:00:00.000'));
    expect(text).not.toContain('Initial');
    expect(text).not.toContain('kr:Phase');
  });
});

describe('short codes', () => {
  it('are unique, at most 15 long, and letters with a number at most', () => {
    const names = [...Array<string>(12).fill('van den Heuvel-Çelik, A.B.C.'), ', ', "d'Ancona, X."];
    const codes = shortCodes(names);
    expect(new Set(codes).size).toBe(names.length);
    for (const code of codes) expect(code).toMatch(/^(?=.{1,15}$)\p{L}*\d{0,7}$/u);
  });
});

describe('growing', () => {
  it('finds how many stations make a file of the wanted size', () => {
    const spec = tkSpec();
    const stations = stationsForSize(spec, 300_000);
    const size = Buffer.byteLength(
      written(madeCount({ ...spec, stations: madeStations(spec.seed, stations) })),
    );
    expect(Math.abs(size - 300_000)).toBeLessThan(5_000);
    expect(stationsForSize(spec, 0)).toBe(1);
  });

  it('writes no piece larger than one unit', () => {
    const pieces = [...writeCount(madeCount(tkSpec({ stations: madeStations('x', 60) })))];
    expect(pieces).toHaveLength(62);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(6_000);
  });
});

describeWithShared('beside the count of West Maas en Waal', () => {
  it('has the same elements in the same places, with the same attributes', () => {
    const real = readFileSync(path.join(SHARED, 'eml/real/Telling_GR2022_WestMaasenWaal.eml.xml'), 'utf8');
    const paths = (xml: string): string[] => {
      const seen: string[] = [];
      const walk = (element: Element, above: string) => {
        const here = `${above}/${element.name}[${Object.keys(element.attributes).join()}]`;
        const reason = element.attributes['ReasonCode'];
        const line = reason === undefined ? here : `${here}=${reason}`;
        if (!seen.includes(line)) seen.push(line);
        element.children.forEach((child) => walk(child, here));
      };
      walk(parsed(xml), '');
      return seen;
    };
    expect(paths(written(grCount()))).toEqual(paths(real));
  });
});
