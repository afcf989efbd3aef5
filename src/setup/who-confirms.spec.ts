import type { Hat } from '../kernel/actor.js';
import { aCouncilDefinition, aDefinition, aRegion } from '../../test/support/definition.js';
import { confirmerOf, councilSeat, mayConfirm, reachOf } from './who-confirms.js';

const assen = aCouncilDefinition({ regions: [aRegion('GEMEENTE', 106, 'Assen')] });
const national = aDefinition();
const wearing = (level: Hat['body']['level'], code: string) => ({
  personId: 'second',
  hat: { id: 'h', electionId: null, body: { level, code }, role: 'member' as const },
});

it('only of a gemeenteraad is there a gemeente whose own committee may confirm', () => {
  expect([councilSeat(assen), councilSeat(national)]).toEqual(['0106', null]);
});

it.each([
  ['another of the Kiesraad', wearing('OPERATOR', 'OPERATOR'), null, ['yes', 'yes']],
  ['the CSB of a gemeenteraad there', wearing('CSB', 'CSB'), assen, ['yes', 'no']],
  ['the executive of the gemeente', wearing('EXECUTIVE', '0106'), null, ['yes', 'no']],
  ['the executive of another gemeente', wearing('EXECUTIVE', '0109'), null, ['no', 'no']],
  ['the CSB of a national election', wearing('CSB', 'CSB'), national, ['no', 'no']],
  ['the GSB of that gemeente', wearing('GSB', '0106'), assen, ['no', 'no']],
] as const)(
  '%s: may confirm what is offered to Assen, and what is offered to the Kiesraad',
  (_, actor, worn, may) => {
    const confirmer = confirmerOf(actor, worn);
    const offered = ['0106', null].map((seat) => ({ byPerson: 'first', seat }));
    expect(offered.map((one) => mayConfirm(one, confirmer))).toEqual(may);
    expect(reachOf(confirmer).seat === undefined).toBe(may[1] === 'yes');
  },
);

it('who offered it never confirms it, whatever role they wear', () => {
  for (const actor of [wearing('OPERATOR', 'OPERATOR'), wearing('EXECUTIVE', '0106')])
    expect(mayConfirm({ byPerson: 'second', seat: '0106' }, confirmerOf(actor, null))).toBe('own');
});
