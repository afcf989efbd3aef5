import { drawGroups, groupsOf } from '../kernel/drawn-groups.js';
import { sha256 } from '../kernel/fingerprint.js';
import { groupName, readPaperForm, rowName, TICKED } from './paper-form.js';

const HASH = sha256('fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528');
const DRAWN = drawGroups(HASH, '00000000-0000-4000-8000-000000000001');
const [first, second] = DRAWN.hidden as [number, number];
const groups = groupsOf(HASH);
const typed = (change: Record<string, string> = {}) => ({
  ...Object.fromEntries(DRAWN.hidden.map((number) => [groupName(number), groups[number - 1]!.digits])),
  ...Object.fromEntries(DRAWN.rows.map((_, i) => [rowName(i + 1), TICKED])),
  ...change,
});
const read = (form: Readonly<Record<string, unknown>>) => readPaperForm(form, HASH, DRAWN);

describe('what was read from paper', () => {
  it('is equal when all four groups are and every row is ticked, in any case', () => {
    expect(read(typed())).toEqual({ kind: 'equal', fingerprint: HASH });
    const upper = groups[first - 1]!.digits.toUpperCase();
    expect(read(typed({ [groupName(first)]: ` ${upper} ` }))).toEqual({ kind: 'equal', fingerprint: HASH });
  });

  it('names the group that differs, and no other', () =>
    expect(read(typed({ [groupName(second)]: '0000' }))).toMatchObject({
      kind: 'unfinished',
      slips: [second],
      problems: [
        { field: groupName(second), message: expect.stringContaining(`Groep ${second} `) as string },
      ],
    }));

  it('is not finished with a group left out, half a group, or a row without its tick', () => {
    for (const half of ['', 'ab', 'zzzz', '12345'])
      expect(read(typed({ [groupName(first)]: half }))).toMatchObject({
        kind: 'unfinished',
        slips: [],
        problems: [{ field: groupName(first) }],
      });
    expect(read(typed({ [rowName(2)]: '' }))).toMatchObject({
      kind: 'unfinished',
      slips: [],
      problems: [{ field: rowName(2) }],
    });
    expect(read({ [rowName(1)]: TICKED })).toMatchObject({ kind: 'unfinished', slips: [] });
  });

  it.each([{}, { [groupName(first)]: '  ' }, { [groupName(first)]: ['fae2'] }, { [rowName(1)]: 'ja' }])(
    'is nothing for %j',
    (form) => expect(read(form)).toEqual({ kind: 'empty' }),
  );

  it('counts what was drawn alone: other groups that are sent along say nothing', () => {
    const shown = DRAWN.rows[0]![0]!.number;
    expect(read(typed({ [groupName(shown)]: '0000' }))).toEqual({ kind: 'equal', fingerprint: HASH });
  });
});
