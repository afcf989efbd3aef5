import { planElection } from '../elections/election.js';
import { findCommittee } from '../elections/committees.js';
import { aDefinition, aRegion } from '../../test/support/definition.js';
import { delivers, pointsOf, sendersIn } from './setup-points.js';

const state = { category: 'STAAT', number: null } as const;
const three = { category: 'KIESKRING', number: 3 } as const;
const plan = planElection(
  aDefinition({
    regions: [
      aRegion('STAAT', null, 'Nederland'),
      aRegion('KIESKRING', 3, 'Assen', state),
      aRegion('GEMEENTE', 106, 'Assen', three),
      aRegion('GEMEENTE', 109, 'Coevorden', three),
    ],
  }),
);
const committee = (level: 'GSB' | 'HSB' | 'MAYOR', code: string) =>
  findCommittee(plan.committees, { level, code })!;
const pointsFor = (...[level, code]: Parameters<typeof committee>) =>
  pointsOf(plan, committee(level, code), { keys: [], contacts: null }, sendersIn(plan));
const shown = (points: ReturnType<typeof pointsFor>, code: string) =>
  points.find((point) => point.code === code)?.shown;

describe('what a committee is asked to check', () => {
  it('of a GSB: itself, the election, its keys and who gets its count', () => {
    const points = pointsFor('GSB', '0106');
    expect(points.map(({ code }) => code)).toEqual(['committee', 'election', 'keys', 'recipients']);
    expect(shown(points, 'committee')).toEqual([
      'Gemeentelijk stembureau Assen',
      'gemeentelijk stembureau, code 0106',
    ]);
    expect(shown(points, 'keys')).toEqual(['Er is nog geen goedgekeurde sleutel.']);
    expect(shown(points, 'recipients')?.[0]).toContain('Hoofdstembureau Assen (Na 32 lid 3)');
    expect(delivers(plan, committee('GSB', '0106'))).toBe(true);
  });

  it('of an HSB and a mayor: from whom they get what', () => {
    expect(shown(pointsFor('HSB', 'HSB3'), 'senders')).toEqual([
      'Telling (510b) krijgt u van 2: Gemeentelijk stembureau Assen, Gemeentelijk stembureau Coevorden',
    ]);
    // an HSB signs nothing here, and has no keys to look at
    expect(shown(pointsFor('HSB', 'HSB3'), 'keys')).toBeUndefined();
    expect(shown(pointsFor('MAYOR', '0109'), 'senders')).toEqual([
      'Telling (510b) krijgt u van 1: Gemeentelijk stembureau Coevorden',
    ]);
    expect(shown(pointsFor('MAYOR', '0109'), 'recipients')).toBeUndefined();
    expect(delivers(plan, committee('MAYOR', '0109'))).toBe(false);
  });
});
