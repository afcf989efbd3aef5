import { aDefinition } from '../../test/support/definition.js';
import { standingExemptions, type Exemption } from './duties.js';
import { planElection } from './election.js';
import { EXEMPTION_REASONS, exemptionFault, reasonOf } from './exemption.js';

const plan = planElection(aDefinition());
const gsb = { level: 'GSB', code: '0505' } as const;
const island = { level: 'SOL', code: '9001' } as const;
const interrupted: Exemption = { committee: gsb, reason: 'interrupted', since: null, until: null };

describe('exemptionFault', () => {
  it('lets a committee with a duty be freed', () => {
    expect(exemptionFault(plan, gsb, 'interrupted', [])).toBeNull();
    expect(exemptionFault(plan, { level: 'CSB', code: 'CSB' }, 'setAside', [])).toBeNull();
  });

  it.each([
    ['a burgemeester, who delivers nothing', { level: 'MAYOR', code: '0505' } as const],
    ['a gemeente that is not in this election', { level: 'GSB', code: '9999' } as const],
    ['the operator', { level: 'OPERATOR', code: 'OPERATOR' } as const],
  ])('does not know %s', (_, committee) => {
    expect(exemptionFault(plan, committee, 'interrupted', [])).toBe('noDuty');
  });

  it('keeps the reason of the islands for islands', () => {
    expect(exemptionFault(plan, gsb, 'islandNotTakingPart', [])).toBe('reasonDoesNotFit');
    expect(exemptionFault(plan, island, 'islandNotTakingPart', [])).toBeNull();
  });

  it('refuses the same reason twice, also where the settings gave it', () => {
    expect(exemptionFault(plan, gsb, 'interrupted', [interrupted])).toBe('twice');
    expect(exemptionFault(plan, island, 'islandNotTakingPart', standingExemptions(plan))).toBe('twice');
  });

  it('allows another reason, another committee, or the same again after it ended', () => {
    expect(exemptionFault(plan, gsb, 'setAside', [interrupted])).toBeNull();
    expect(exemptionFault(plan, { level: 'GSB', code: '0037' }, 'interrupted', [interrupted])).toBeNull();
    const ended = { ...interrupted, until: '2027-03-17T20:00:00.000Z' };
    expect(exemptionFault(plan, gsb, 'interrupted', [ended])).toBeNull();
  });
});

describe('reasonOf', () => {
  it('reads every word that the API writes', () => {
    for (const [reason, { reden }] of Object.entries(EXEMPTION_REASONS)) expect(reasonOf(reden)).toBe(reason);
  });
});
