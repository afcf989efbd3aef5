import { daysAround, gapsIn, onCallAt, type Shift } from './shift.js';

const at = (day: number, hour: number) => new Date(Date.UTC(2027, 2, day, hour));
const shift = (name: string, starts: Date, ends: Date): Shift => ({
  ...{ id: name, name, phone: '0612345678' },
  ...{ starts, ends },
});

describe('the duty roster', () => {
  it('says who is on call: from the first moment on, and not at the last', () => {
    const early = shift('vroeg', at(17, 6), at(17, 14));
    const late = shift('laat', at(17, 12), at(17, 22));
    const names = (moment: Date) => onCallAt([early, late], moment).map(({ name }) => name);
    expect(names(at(17, 5))).toEqual([]);
    expect(names(at(17, 6))).toEqual(['vroeg']);
    expect(names(at(17, 13))).toEqual(['laat', 'vroeg']);
    expect(names(at(17, 14))).toEqual(['laat']);
    expect(names(at(17, 22))).toEqual([]);
  });

  it('finds when nobody is, before, between and after shifts that overlap', () => {
    const whole = { from: at(17, 0), to: at(18, 0) };
    expect(gapsIn([], whole)).toEqual([whole]);
    expect(gapsIn([shift('a', at(16, 0), at(19, 0))], whole)).toEqual([]);
    const shifts = [
      shift('c', at(17, 20), at(17, 22)),
      shift('a', at(17, 2), at(17, 10)),
      shift('b', at(17, 4), at(17, 6)),
      shift('d', at(19, 0), at(19, 4)),
    ];
    expect(gapsIn(shifts, whole)).toEqual([
      { from: at(17, 0), to: at(17, 2) },
      { from: at(17, 10), to: at(17, 20) },
      { from: at(17, 22), to: at(18, 0) },
    ]);
  });

  it('looks at the days around a vote by the clock of Amsterdam, also where that changes', () => {
    expect(daysAround('2027-03-17')).toEqual({
      from: new Date('2027-03-14T23:00:00Z'),
      to: new Date('2027-03-19T23:00:00Z'),
    });
    // the clock goes forward on 28 March 2027
    expect(daysAround('2027-03-28')).toEqual({
      from: new Date('2027-03-25T23:00:00Z'),
      to: new Date('2027-03-30T22:00:00Z'),
    });
  });
});
