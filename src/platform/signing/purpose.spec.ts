import { purposeOf } from './purpose.js';

const HASH = 'ab'.repeat(32);
const of = (text: string) => purposeOf(Buffer.from(text));

describe('what signed bytes are', () => {
  it('say JSON by its soort, and a text of sums by its form', () => {
    expect(of('{"a":1,"soort":"sleutellijst"}')).toBe('sleutellijst');
    expect(of(`${HASH}  osv.msi\n${HASH} *a b.zip\n`)).toBe('sha256sums');
  });

  it.each([
    ['JSON that claims to be a text of sums', '{"soort":"sha256sums"}'],
    ['JSON without a soort', '{"a":1}'],
    ['a soort that is no text', '{"soort":1}'],
    ['half of JSON', '{"soort":"sleutellijst"'],
    ['a list', '["soort"]'],
    ['sums without a last line end', `${HASH}  osv.msi`],
    ['a file in a folder', `${HASH}  ../osv.msi\n`],
    ['an empty line', `${HASH}  osv.msi\n\n`],
    ['a short digest', `${HASH.slice(2)}  osv.msi\n`],
    ['nothing', ''],
  ])('say nothing: %s', (_, text) => expect(of(text)).toBeNull());
});
