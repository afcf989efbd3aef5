import { sha256 } from '../kernel/fingerprint.js';
import { beyondQuota } from './quarantine.js';

const file = (digit: string, size: number) => ({ sha256: sha256(digit.repeat(64)), size });
const gone = (...files: ReturnType<typeof file>[]) => beyondQuota(files, 100).map((each) => each.sha256[0]);

describe('the quota of the quarantine', () => {
  it('lets all stay that fits', () => expect(gone(file('a', 60), file('b', 40))).toEqual([]));
  it('lets the oldest go', () => expect(gone(file('a', 60), file('b', 40), file('c', 1))).toEqual(['c']));
  it('lets go everything before the first that does not fit, so that the newest stay', () =>
    expect(gone(file('a', 60), file('b', 50), file('c', 1))).toEqual(['b', 'c']));
  it('counts the same bytes once, and keeps them while one refused file needs them', () =>
    expect(gone(file('a', 60), file('a', 60), file('b', 40), file('c', 9), file('a', 60))).toEqual(['c']));
  it('keeps nothing that is larger than all room', () => expect(gone(file('a', 101))).toEqual(['a']));
});
