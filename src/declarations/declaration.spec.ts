import { isLate, mandateState, outcomeOf, wrongDays, type Answer } from './declaration.js';

const answered = (...answers: Answer[]) => answers.map((answer) => ({ answer }));
const complies: Answer = { outcome: 'complies' };
const willComply: Answer = { outcome: 'willComply', by: '2027-03-15' };
const deviates: Answer = { outcome: 'deviates', measure: 'een andere laptop' };

describe('a declaration', () => {
  it('says what its gravest answer says', () => {
    expect(outcomeOf(answered(complies, complies))).toBe('complies');
    expect(outcomeOf(answered(complies, willComply, complies))).toBe('willComply');
    expect(outcomeOf(answered(deviates, willComply))).toBe('deviates');
    expect(outcomeOf(answered({ outcome: 'doesNotComply' }, deviates))).toBe('doesNotComply');
  });

  it('is late after the second day before the vote, by the Dutch clock', () => {
    const lastMoment = new Date('2027-03-15T22:59:59Z');
    const justAfter = new Date('2027-03-15T23:00:00Z');
    expect(isLate('2027-03-17', lastMoment, null)).toBe(false);
    expect(isLate('2027-03-17', justAfter, null)).toBe(true);
  });

  it('that corrects one is as late as that one', () => {
    const after = new Date('2027-03-16T10:00:00Z');
    expect(isLate('2027-03-17', after, { late: false })).toBe(false);
    expect(isLate('2027-03-17', after, { late: true })).toBe(true);
  });

  it('has two days that were, in their order', () => {
    const days = (investigatedOn: string, declaredOn: string) =>
      wrongDays({ investigatedOn, declaredOn }, '2027-03-10');
    expect(days('2027-03-01', '2027-03-10')).toEqual({});
    expect(days('2027-03-10', '2027-03-10')).toEqual({});
    expect(Object.keys(days('2027-03-11', '2027-03-11'))).toEqual(['onderzocht']);
    expect(Object.keys(days('2027-03-01', '2027-03-11'))).toEqual(['verklaard']);
    expect(Object.keys(days('2027-03-09', '2027-03-08'))).toEqual(['verklaard']);
  });
});

describe('a mandate', () => {
  it('holds on its last day, and no longer', () => {
    const mandate = { until: '2027-03-10', revokedAt: null };
    expect(mandateState(mandate, '2027-03-10')).toBe('holds');
    expect(mandateState(mandate, '2027-03-11')).toBe('ended');
    expect(mandateState({ ...mandate, revokedAt: new Date() }, '2027-03-10')).toBe('revoked');
  });
});
