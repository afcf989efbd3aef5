import type { Hat, Role } from './kernel/actor.js';
import { LEVELS, type Level } from './kernel/committee.js';
import { mayCombine, roleFits } from './identity/hat.js';
import { Navigation, placeOf } from './frame/navigation.js';
import { declared } from './app.module.js';
import { Declarations } from './platform/http/declarations.js';
import { wayBack } from './identity/session.js';

const hat = (level: Level, role: Role): Hat => ({
  id: 'h',
  electionId: level === 'OPERATOR' ? null : 'TK2027',
  body: { level, code: 'x' },
  role,
});
const navigation = new Navigation(new Declarations(declared()));
const hrefs = (level: Level, role: Role = 'member') =>
  navigation.placesFor(hat(level, role)).map(({ href }) => href);

const PLACES = (
  [
    ['GSB', 'manager'],
    ['HSB', 'manager'],
    ['OPERATOR', 'operator'],
  ] as const
).flatMap(([level, role]) => navigation.placesFor(hat(level, role)));

describe('the navigation', () => {
  it.each<[Level, Role, string[]]>([
    ['GSB', 'member', ['/', '/leveringen', '/terugverwijzingen', '/sleutels', '/account']],
    ['GSB', 'manager', ['/', '/leveringen', '/terugverwijzingen', '/sleutels', '/mensen', '/account']],
    [
      'HSB',
      'member',
      ['/', '/leveringen', '/ontvangen', '/sommen', '/openbaar-maken', '/sleutels', '/account'],
    ],
    ['MAYOR', 'member', ['/', '/ontvangen', '/openbaar-maken', '/account']],
    ['COUNCIL', 'member', ['/', '/ontvangen', '/sommen', '/openbaar-maken', '/geweigerd', '/account']],
    ['EXECUTIVE', 'member', ['/', '/verklaring', '/contactpersonen', '/account']],
    [
      'OPERATOR',
      'operator',
      [
        '/',
        '/verkiezingen',
        '/sleutels',
        '/releases',
        '/register',
        '/overzicht',
        '/logboek',
        '/opdrachten',
        '/mensen',
        '/account',
      ],
    ],
  ])('of %s as %s', (level, role, places) => expect(hrefs(level, role)).toEqual(places));

  it('never leads the operator to files', () =>
    expect(hrefs('OPERATOR', 'operator')).not.toEqual(expect.arrayContaining(['/leveringen'])));

  it('of who has no hat leads to the account', () =>
    expect(navigation.placesFor(null).map(({ href }) => href)).toEqual(['/', '/account']));

  it.each([
    ['/leveringen', '/leveringen'],
    ['/leveringen/1?x=/sleutels', '/leveringen'],
    ['/leveringenlijst', null],
    ['/', '/'],
    ['/?melding=x', '/'],
    ['/onbekend', null],
  ])('knows where %s stands', (path, href) => expect(placeOf(path, PLACES)?.href ?? null).toBe(href));
});

const worn = (level: Level, electionId: string | null) => ({ electionId, body: { level, code: level } });

describe('roles', () => {
  it('fit the operator’s level and no other', () => {
    for (const level of LEVELS) {
      expect(roleFits(level, 'operator')).toBe(level === 'OPERATOR');
      expect(roleFits(level, 'member')).toBe(level !== 'OPERATOR');
      const hat = worn(level, 'TK2027');
      expect(mayCombine(hat, worn('OPERATOR', null))).toBe(level === 'OPERATOR');
      expect(mayCombine(hat, worn('GSB', 'TK2027'))).toBe(level !== 'OPERATOR');
    }
  });

  it('of who collects and of the CSB are not in one hand at a Tweede Kamer, and may be elsewhere', () => {
    const may = (ours: string, theirs: string) => [
      mayCombine(worn('COUNCIL', ours), worn('CSB', theirs)),
      mayCombine(worn('CSB', ours), worn('COUNCIL', theirs)),
    ];
    expect(may('TK2027', 'TK2027')).toEqual([false, false]);
    expect(may('TK2027', 'EP2029')).toEqual([true, true]);
    expect(may('PS2027_Drenthe', 'PS2027_Drenthe')).toEqual([true, true]);
    expect(mayCombine(worn('CSB', 'TK2027'), worn('HSB', 'TK2027'))).toBe(true);
  });
});

describe('the way back', () => {
  it.each<[unknown, string]>([
    ['/leveringen?x=1', '/leveringen?x=1'],
    ['//kwaad.example', '/'],
    ['https://kwaad.example', '/'],
    ['/\\kwaad.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/inloggen?naar=/', '/'],
    ['/v1/sleutels', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
    [`/${'a'.repeat(600)}`, '/'],
  ])('%j → %s', (wanted, path) => expect(wayBack(wanted)).toBe(path));
});
