import type { ContactPerson } from '../bodies/contact.js';
import { addDays } from '../kernel/days.js';
import { eachOnce, reminderMail } from './reminder-text.js';
import { isReminded, reminderDay, whoIsReached, type RemindedDuty } from './reminder.js';

const VOTE = '2027-03-17';
const duty = (due = '2027-03-15'): RemindedDuty => ({ subject: 'key', due, votingDay: VOTE });

/** The days on which there is a reminder when somebody looks every day, as long as it is open. */
function remindedDays(
  duties: readonly RemindedDuty[],
  from: string,
  looks: (day: string) => boolean,
): string[] {
  const sent: string[] = [];
  for (let day = from; day <= addDays(VOTE, 3); day = addDays(day, 1))
    if (looks(day) && isReminded(duties, day, sent.at(-1) ?? null)) sent.push(day);
  return sent;
}

const ALL = [
  ...['2027-03-01', '2027-03-08', '2027-03-12'],
  ...['2027-03-13', '2027-03-14', '2027-03-15', '2027-03-16'],
];

describe('an organisation is reminded', () => {
  it('14, 7 and 3 days before it is due, then daily until the vote', () =>
    expect(remindedDays([duty()], '2027-01-01', () => true)).toEqual(ALL));

  it('once for what was missed, however long nobody looked', () => {
    expect(remindedDays([duty()], '2027-01-01', (day) => day > '2027-03-09')).toEqual([
      '2027-03-10',
      ...ALL.slice(2),
    ]);
    expect(remindedDays([duty()], '2027-01-01', (day) => day !== '2027-03-08')).toEqual([
      ...['2027-03-01', '2027-03-09'],
      ...ALL.slice(2),
    ]);
  });

  it('once a day for all that is open', () => {
    const other = { ...duty('2027-03-14'), subject: 'stations' as const };
    const days = remindedDays([duty(), other], '2027-01-01', () => true);
    expect(new Set(days).size).toBe(days.length);
    expect(days.slice(0, 4)).toEqual(['2027-02-28', '2027-03-01', '2027-03-07', '2027-03-08']);
  });

  it('not again by a clock that went back', () =>
    expect(isReminded([duty()], '2027-03-09', '2027-03-08')).toBe(false));

  it('not before the first day, and not from the vote on', () => {
    expect(reminderDay(duty(), '2027-02-28')).toBeNull();
    expect(reminderDay(duty(), VOTE)).toBeNull();
    expect(isReminded([], '2027-03-12', null)).toBe(false);
  });
});

describe('who is written to', () => {
  const one = (id: string, deputy: boolean): ContactPerson => ({
    ...{ id, deputy, organisation: '0106', kinds: ['usage'], name: id, email: `${id}@assen.example` },
    ...{ phone: null, confirmedAt: null },
  });
  const both = [one('jet', false), one('piet', true)];
  const reach = (contacts: readonly ContactPerson[], today: string, bounced: readonly string[] = []) => {
    const { reached, to } = whoIsReached([duty()], contacts, ({ id }) => bounced.includes(id), today);
    return [reached, ...to.map(({ id }) => id)];
  };

  it('first the contact persons, from three days before the deputies too', () => {
    expect(reach(both, '2027-03-08')).toEqual(['contacts', 'jet']);
    expect(reach(both, '2027-03-12')).toEqual(['deputies', 'jet', 'piet']);
  });

  it('the deputies at once where the others cannot be; nobody, then the telephone', () => {
    expect(reach(both, '2027-03-01', ['jet'])).toEqual(['deputies', 'piet']);
    expect(reach(both, '2027-03-01', ['jet', 'piet'])).toEqual(['nobody']);
    expect(reach([], '2027-03-01')).toEqual(['nobody']);
  });
});

describe('the mail of a reminder', () => {
  it('names each thing once, the first due first, and what the Kiesraad added', () => {
    const duties = [duty(), { ...duty('2027-03-01'), subject: 'contacts' as const }, duty()];
    expect(eachOnce(duties).map(({ subject }) => subject)).toEqual(['contacts', 'key']);
    const about = { executive: 'college van B&W van Assen', duties, added: ['Bel ons gerust.'] };
    const { subject, text } = reminderMail(about, { name: 'Jet' }, { baseUrl: 'https://overdracht.example' });
    expect(subject).toBe('Herinnering: er zijn nog 2 dingen te doen');
    expect(text).toContain('- een sleutel aanmelden voor elk stembureau: uiterlijk maandag 15 maart 2027');
    expect(text).toContain('\nBel ons gerust.\n');
  });
});
