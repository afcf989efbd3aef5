import { foreignText } from './foreign-text.js';

describe('text of outsiders', () => {
  it.each([
    ['factuur\u202efdp.exe', 'factuur\ufffdfdp.exe'],
    ['a\u0000b', 'a\ufffdb'],
    ['a\u001b[31mb', 'a\ufffd[31mb'],
    ['on\u200bzichtbaar\ufeff', 'on\ufffdzichtbaar\ufffd'],
    ['half \ud83d teken', 'half \ufffd teken'],
    ["'s-Gravenhage, Súdwest-Fryslân 🗳", "'s-Gravenhage, Súdwest-Fryslân 🗳"],
  ])('%j is shown as %j', (given, shown) => expect(foreignText(given)).toBe(shown));

  it('cuts by characters, never through one', () => {
    expect(foreignText('🗳🗳🗳🗳', 3)).toBe('🗳🗳🗳…');
    expect(foreignText('abc', 3)).toBe('abc');
  });

  it('cuts a very long text without reading all of it', () => {
    expect(foreignText('x'.repeat(10_000_000), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});
