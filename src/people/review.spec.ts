import { closing, dayOf, isDormant, isFrozen, stepOn, type ReviewedHat, type Round } from './review.js';

const VOTE = '2027-03-17';
const round = (other: Partial<Round> = {}): Round => ({
  ...{ votingDay: VOTE, askedOn: '2027-01-13', firstWarningOn: null, secondWarningOn: null, closedOn: null },
  ...other,
});
const step = (today: string, kept: Round | null, establishedOn: string | null = null) =>
  stepOn(today, { votingDay: VOTE, round: kept, establishedOn });

describe('a round', () => {
  it('asks nine weeks before the vote, and not any more in the last three', () => {
    expect(['2027-01-12', '2027-01-13', '2027-02-23', '2027-02-24'].map((day) => step(day, null))).toEqual([
      null,
      'asked',
      'asked',
      null,
    ]);
  });

  it('warns twice and closes, each on its day and once', () => {
    const warned = { firstWarningOn: '2027-02-03' };
    const twice = { ...warned, secondWarningOn: '2027-02-10' };
    expect([step('2027-02-02', round()), step('2027-02-03', round())]).toEqual([null, 'firstWarning']);
    expect([step('2027-02-09', round(warned)), step('2027-02-10', round(warned))]).toEqual([
      null,
      'secondWarning',
    ]);
    expect([step('2027-02-16', round(twice)), step('2027-02-17', round(twice))]).toEqual([null, 'closed']);
    expect(step('2027-02-20', round({ ...twice, closedOn: '2027-02-17' }))).toBeNull();
  });

  it('keeps a week between its steps when it began late', () => {
    const late = round({ askedOn: '2027-02-20' });
    expect([dayOf('firstWarning', late), dayOf('secondWarning', late), dayOf('closed', late)]).toEqual([
      '2027-02-27',
      '2027-03-06',
      '2027-03-13',
    ]);
    expect(step('2027-02-26', late)).toBeNull();
  });

  it('closes nothing by itself from the 21st day before the vote until the result was established', () => {
    const twice = round({ firstWarningOn: '2027-02-12', secondWarningOn: '2027-02-19' });
    expect(['2027-02-26', '2027-03-17', '2028-01-01'].map((day) => step(day, twice))).toEqual([
      null,
      null,
      null,
    ]);
    expect(['2027-03-26', '2027-03-27'].map((day) => step(day, twice, '2027-03-26'))).toEqual([
      null,
      'closed',
    ]);
    expect([isFrozen(VOTE, '2027-02-23', null), isFrozen(VOTE, '2027-02-24', null)]).toEqual([false, true]);
  });
});

describe('what is closed', () => {
  const hat = (hatId: string, code: string, other: Partial<ReviewedHat> = {}): ReviewedHat => ({
    ...{ hatId, personId: hatId, electionId: 'TK2027', body: { level: 'GSB', code } as const },
    ...{ role: 'member', lastSignIn: null, outcome: null },
    ...other,
  });
  const ids = (hats: readonly ReviewedHat[]) => hats.map(({ hatId }) => hatId).sort();

  it('is what nobody confirmed, where somebody else was', () => {
    const { closed, kept } = closing([
      hat('a', '0037', { outcome: 'confirmed' }),
      hat('b', '0037'),
      hat('c', '0037'),
    ]);
    expect([ids(closed), ids(kept)]).toEqual([['b', 'c'], []]);
  });

  it('is never a body’s last account: a manager stays, and of those who signed in last', () => {
    const { closed, kept } = closing([
      hat('a', '0037', { lastSignIn: new Date('2027-01-03') }),
      hat('b', '0037', { role: 'manager', lastSignIn: new Date('2027-01-01') }),
      hat('c', '0037', { role: 'manager', lastSignIn: new Date('2027-01-02') }),
      hat('d', '0505'),
      hat('e', '0037', { electionId: 'PS2027' }),
    ]);
    expect([ids(closed), ids(kept)]).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });
});

describe('an account', () => {
  it('is dormant half a year after its last sign-in, or after it was given', () => {
    const now = new Date('2027-01-01T00:00:00Z');
    const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
    expect(isDormant({ lastSignIn: before(180), grantedAt: before(900) }, now)).toBe(false);
    expect(isDormant({ lastSignIn: before(181), grantedAt: before(900) }, now)).toBe(true);
    expect(isDormant({ lastSignIn: null, grantedAt: before(181) }, now)).toBe(true);
    expect(isDormant({ lastSignIn: null, grantedAt: before(3) }, now)).toBe(false);
  });
});
