import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { splitRow } from '../verify/csv-rows.js';
import { ORGANISATIONS } from './organisations.js';

const of = (kind: string) => ORGANISATIONS.filter((each) => each.kind === kind);

describe('the organisations of the rehearsal', () => {
  it('are those of the map, each code once', () => {
    expect(of('municipality')).toHaveLength(342);
    expect(of('publicEntity')).toHaveLength(3);
    expect(of('waterAuthority')).toHaveLength(21 + 1);
    expect(ORGANISATIONS.filter(({ code }) => !ORGANISATION_CODE.test(code))).toEqual([]);
    expect(new Set(ORGANISATIONS.map(({ code }) => code)).size).toBe(ORGANISATIONS.length);
    expect(of('municipality').filter(({ province }) => province === null)).toEqual([]);
  });
});

describeWithShared('the organisations of the rehearsal, beside the lists that they were taken from', () => {
  const rows = (name: string) =>
    readFileSync(path.join(SHARED, 'geo', name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((text) => splitRow(text, Infinity, ','));

  it('have the names and provinces of the gemeenten', () => {
    const known = rows('gemeenten_2023-2026.csv').filter(([code]) => !code!.startsWith('9'));
    const ours = of('municipality').map(({ code, name, province }) => [code, name, province]);
    expect(ours.sort()).toEqual(known.map(([code, name, province]) => [code, name, province]).sort());
  });

  it('have the names and numbers of the waterschappen', () => {
    const known = rows('waterschappen_21.csv').map(([number, name]) => [`W${number || '999'}`, name]);
    const ours = of('waterAuthority').map(({ code, name }) => [code, name]);
    expect(ours.filter(([code]) => code !== 'W29').sort()).toEqual(known.sort());
  });
});
