import { repeatedNames } from './repeated-names.js';

const places = (text: string) => repeatedNames(text).map(({ pointer }) => pointer);

describe('names that stand twice', () => {
  it.each([
    ['at the top', '{"a":1,"a":2}', ['/a']],
    ['with white space', '{ "a" : 1 ,\n"a"\t: 2 }', ['/a']],
    ['written in two ways', '{"a":1,"\\u0061":2}', ['/a']],
    ['deeper', '{"x":[0,{"a":1},{"a":1,"b":[],"a":2}]}', ['/x/2/a']],
    ['three times', '{"a":1,"a":2,"a":3}', ['/a', '/a']],
    ['with a slash and a tilde', '{"a/~":1,"a/~":2}', ['/a~1~0']],
    ['without letters', '{"":1,"":2}', ['/']],
    ['after a quote in a text', '{"x":"\\"a\\":","a":1,"a":2}', ['/a']],
  ])('%s', (_, text, expected) => expect(places(text)).toEqual(expected));

  it.each([
    ['the same name in other objects', '{"a":{"a":1},"b":{"a":1},"c":[{"a":1},{"a":1}]}'],
    ['the same text as a value', '{"a":"a","b":"a"}'],
    ['what only looks like a name', '{"a":"\\",\\"a\\":","b":"{\\"a\\":1"}'],
    ['no object', '["a","a"]'],
    ['a text alone', '"a"'],
  ])('not %s', (_, text) => expect(places(text)).toEqual([]));

  it('takes long and deep texts', () => {
    const deep = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000);
    expect(places(deep)).toEqual([]);
    expect(places(`{"a":"${'x'.repeat(60_000)}","b":"${'\\\\'.repeat(30_000)}","b":1}`)).toEqual(['/b']);
  });
});
