import { aDefinition } from '../../test/support/definition.js';
import {
  changesOf,
  changesSettings,
  decidedBy,
  needsSecond,
  PART_NAMES,
  type Standing,
} from './decision-changes.js';
import { decisionsForm, standingOf, typedOf } from './decisions-form.js';
import type { ElectionPlan } from '../elections/election.js';
import { decisionsOf } from '../elections/decisions.js';
import { differencesOf } from '../elections/definition-diff.js';
import { defaultSettings } from '../elections/settings.js';

const now: Standing = { decisions: decisionsOf(aDefinition()), settings: defaultSettings(aDefinition()) };
const with_ = (
  decisions: Partial<Standing['decisions']>,
  settings: Partial<Standing['settings']> = {},
): Standing => ({
  decisions: { ...now.decisions, ...decisions },
  settings: { ...now.settings, ...settings },
});

describe('what a decision changes', () => {
  it('is nothing where all stays, in whatever order', () => {
    const turned = with_({ seats: {} }, { signed: [...now.settings.signed].reverse() });
    expect(changesOf(now, turned)).toEqual([]);
  });

  it('is a bound that was typed, with a comma, by one person', () => {
    const { decisions, settings } = now;
    const plan = { definition: aDefinition(), settings, committees: [] } as unknown as ElectionPlan;
    const typed = { ...typedOf(now), waarom: 'proef' };
    const after = standingOf(plan, now, decisionsForm.parse({ ...typed, grensBlanco: '2,5' }));
    expect(after.decisions.bounds).toEqual({ ...decisions.bounds, blankPercent: 2.5 });
    expect(changesOf(now, after)).toContain('bounds');
    expect(needsSecond(['bounds'])).toBe(false);
    for (const wrong of ['0', 'veel', '', '101'])
      expect(decisionsForm.safeParse({ ...typed, grensBlanco: wrong }).success).toBe(false);
  });

  it('of what is signed is that of the boxes; what has no box in this election stays as it was decided', () => {
    const committees = (levels: readonly string[]) => levels.map((level) => ({ level, code: level }));
    const wish: Standing['settings']['signed'] = [
      { level: 'CSB', message: '510c' },
      { level: 'HSB', message: '520' },
    ];
    const signed: Standing = { ...now, settings: { ...now.settings, signed: wish } };
    const typed = decisionsForm.parse({ ...typedOf(signed), waarom: 'proef' });
    const after = (levels: readonly string[], sent = typed) => {
      const plan = { definition: aDefinition(), committees: committees(levels) } as unknown as ElectionPlan;
      return standingOf(plan, signed, sent).settings.signed;
    };
    const without = decisionsForm.parse({ ...typedOf(now), waarom: 'proef' });
    expect(new Set(after(['HSB', 'CSB']))).toEqual(new Set(wish));
    expect(after(['HSB', 'CSB'], without)).toEqual([wish[1]]);
    expect(after(['GSB', 'CSB'], without)).toEqual([...wish, { level: 'GSB', message: '510b' }]);
  });

  it.each([
    [with_({ software: 'notUsed' }), ['software'], true, false],
    [with_({ emlVersion: '1.3' }), ['emlVersion'], true, false],
    [with_({ seats: { HSB14: '0505' } }), ['seats'], true, false],
    [with_({}, { islands: ['9001'] }), ['islands'], true, true],
    [with_({}, { nbsb: null }), ['nbsb'], true, true],
    [with_({}, { signed: [] }), ['signed'], true, true],
    [with_({ fourEyes: true, paperComparison: false }), ['paperComparison', 'fourEyes'], false, false],
    [with_({ moments: { ...now.decisions.moments, admission: '2027-03-30' } }), ['admission'], false, false],
    [
      with_({ moments: { ...now.decisions.moments, realLaneOpens: '2027-03-17T20:00:00.000Z' } }),
      ['realLaneOpens'],
      true,
      false,
    ],
  ] as const)('%#: names it, and who must confirm', (after, changed, byTwo, settings) => {
    expect(changesOf(now, after)).toEqual(changed);
    expect(needsSecond(changed)).toBe(byTwo);
    expect(changesSettings(changed)).toBe(settings);
  });

  it('is kept alone, so that what nobody decided follows its default', () => {
    const after = with_({ fourEyes: true, moments: { ...now.decisions.moments, admission: '2027-03-30' } });
    expect(decidedBy({ emlVersion: '1.3' }, after, ['fourEyes', 'admission'])).toEqual({
      emlVersion: '1.3',
      fourEyes: true,
      moments: { admission: '2027-03-30' },
    });
  });

  it('knows every part by name', () => {
    const { moments, ...decisions } = now.decisions;
    const parts = Object.keys({ ...decisions, ...moments, ...now.settings });
    expect(Object.keys(PART_NAMES).sort()).toEqual(parts.sort());
  });
});

describe('what another 110a changes', () => {
  const before = aDefinition();

  it('is nothing where only the bytes differ', () => {
    expect(differencesOf(before, aDefinition({ created: '2027-02-06T12:00:00' }))).toEqual([]);
  });

  it('is every fact, region and party, with what it was and becomes', () => {
    const [, second, ...others] = before.regions;
    const after = aDefinition({
      seats: 151,
      regions: [{ ...second!, name: 'Den Haag' }, ...others],
      registeredParties: ['Partij voor de Toets'],
    });
    expect(differencesOf(before, after)).toEqual([
      { what: 'Zetels', before: '150', after: '151' },
      { what: 'Gebied STAAT:', before: 'Nederland', after: null },
      { what: 'Gebied KIESKRING:12', before: "'s-Gravenhage, in STAAT:", after: 'Den Haag, in STAAT:' },
      { what: 'Geregistreerde aanduiding', before: 'Partij voor de Proef', after: null },
      { what: 'Geregistreerde aanduiding', before: null, after: 'Partij voor de Toets' },
    ]);
  });
});
