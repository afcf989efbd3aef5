import { hasWords } from './find-words.js';

describe('searching in a line', () => {
  const rotterdam = 'Rotterdam GSB 0599 2026-000034';
  it.each(['', 'ro', 'RO', 'rott gsb', '0599', '599', '2026-000034', '000034', '34', ' ro  0599 '])(
    '%j finds Rotterdam',
    (search) => expect(hasWords(rotterdam, search)).toBe(true),
  );
  it.each(['ot', 'rox', 'ro hsb', '0363', '2026-000035'])('%j does not', (search) =>
    expect(hasWords(rotterdam, search)).toBe(false),
  );
  it.each([
    ["'s-Hertogenbosch GSB 0796", 'hertog'],
    ["'s-Hertogenbosch GSB 0796", "'s-hertogenbosch"],
    ['Súdwest-Fryslân GSB 1900', 'sudwest fryslan'],
    ['Bergen (NH.) GSB 0373', 'bergen nh'],
  ])('accents and signs are no hindrance: %s', (text, search) => expect(hasWords(text, search)).toBe(true));
});
