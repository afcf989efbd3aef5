import { checkAnswerable, openUnits, stationState, tallyOf, type Referral } from './referral.js';

const at = new Date('2027-03-19T10:00:00Z');
const later = new Date('2027-03-20T10:00:00Z');
const answer = (finding: 'stands' | 'corrected') => ({ finding, text: 'geteld', at });
const station = (unit: string, said: Parameters<typeof stationState>[0], changedAt: Date | null = null) => ({
  ...{ unit, name: '', reason: 'veel blanco', answer: said, state: stationState(said, changedAt) },
});

describe('a station that was sent back', () => {
  it('stands as what came of it: a newer version before what was said', () => {
    expect(stationState(null, null)).toEqual({ state: 'open' });
    expect(stationState(answer('stands'), null)).toEqual({ state: 'stands', at });
    expect(stationState(answer('corrected'), null)).toEqual({ state: 'corrected', by: 'word', at });
    expect(stationState(answer('stands'), later)).toEqual({ state: 'corrected', by: 'file', at: later });
  });

  it('is counted each time, and answered while it is open alone', () => {
    const stations = [
      station('SB1', null),
      station('SB2', answer('stands')),
      station('SB3', answer('corrected')),
      station('SB4', null, later),
    ];
    const referral = { stations } as unknown as Referral;
    expect(tallyOf([referral])).toEqual({ sent: 4, answered: 3, corrected: 2, stands: 1, open: 1 });
    expect([...openUnits([referral])]).toEqual(['SB1']);
    expect(() => checkAnswerable(referral, ['SB1'])).not.toThrow();
    expect(() => checkAnswerable(referral, ['SB1', 'SB4'])).toThrow('referral.answeredAlready');
    expect(() => checkAnswerable(referral, ['SB9'])).toThrow('referral.unknownStation');
  });
});
