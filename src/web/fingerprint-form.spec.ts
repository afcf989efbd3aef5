import { sha256 } from '../kernel/fingerprint.js';
import { groupName, readFingerprintForm, splitInGroups } from './fingerprint-form.js';

const hex = 'fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528';
const fields = (groups: readonly string[]) =>
  Object.fromEntries(groups.map((group, i) => [groupName(i + 1), group]));
const groups = splitInGroups(sha256(hex));

describe('the fingerprint as the form sends it', () => {
  it('joins sixteen groups, in any case', () => {
    expect(groups).toHaveLength(16);
    expect(readFingerprintForm(fields(groups))).toEqual({ kind: 'complete', fingerprint: hex });
    expect(readFingerprintForm(fields(groups.map((g) => ` ${g.toUpperCase()} `)))).toMatchObject({
      kind: 'complete',
    });
  });

  it('takes the single field when no group is filled in', () => {
    expect(readFingerprintForm({ vingerafdruk: groups.join(' ') })).toEqual({
      kind: 'complete',
      fingerprint: hex,
    });
    expect(
      readFingerprintForm({ ...fields(Array(16).fill('') as string[]), vingerafdruk: hex }),
    ).toMatchObject({
      kind: 'complete',
    });
  });

  it('does not let the single field stand in for a group that is missing', () => {
    const typed = ['', ...groups.slice(1)];
    expect(readFingerprintForm({ ...fields(typed), vingerafdruk: hex })).toEqual({
      kind: 'incomplete',
      wrong: [1],
      typed,
    });
  });

  it('refuses five digits in one group and three in the next, though they add up', () => {
    const shifted = [hex.slice(0, 5), hex.slice(5, 8), ...groups.slice(2)];
    expect(readFingerprintForm(fields(shifted))).toMatchObject({ kind: 'incomplete', wrong: [1, 2] });
  });

  it.each([
    [{}, 'empty'],
    [{ vingerafdruk: '   ' }, 'empty'],
    [{ vingerafdruk: hex.slice(1) }, 'incomplete'],
    [{ vingerafdruk: [hex] }, 'empty'],
    [{ groep1: { toString: (): string => 'fae2' } }, 'empty'],
    [{ groep1: 'zzzz' }, 'incomplete'],
  ])('%j is %s', (form, kind) => expect(readFingerprintForm(form).kind).toBe(kind));
});
