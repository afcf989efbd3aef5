import { canonicalJson, type Json } from './canonical-json.js';

const fromBits = (bits: string) => Buffer.from(bits, 'hex').readDoubleBE();

describe('canonical JSON', () => {
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555555', '333333333.3333333'],
  ])('writes the number %s as %s', (bits, text) => expect(canonicalJson(fromBits(bits))).toBe(text));

  it.each([NaN, Infinity, -Infinity])('refuses %p', (value) =>
    expect(() => canonicalJson(value)).toThrow(TypeError),
  );

  it('writes text as it is, with the shortest escapes', () => {
    expect(canonicalJson('Súdwest-Fryslân € 😀 / \u2028')).toBe('"Súdwest-Fryslân € 😀 / \u2028"');
    expect(canonicalJson('"\\\b\f\n\r\t\u0000\u000f\u007f')).toBe(
      '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u000f\u007f"',
    );
  });

  it('keeps apart what only looks the same', () => {
    expect(canonicalJson('e\u0301')).not.toBe(canonicalJson('\u00e9'));
  });

  it.each(['\ud83d', 'a\ude00b', '\ude00\ud83d'])('refuses half a surrogate pair', (text) => {
    expect(() => canonicalJson(text)).toThrow(TypeError);
    expect(() => canonicalJson({ [text]: 1 })).toThrow(TypeError);
  });

  it('orders keys by UTF-16 code units, at every depth, whatever order they came in', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '10', '2', '😀', '\u0080', '\u00f6', 'a', 'A', ''];
    const written = canonicalJson({ in: [Object.fromEntries(keys.map((key) => [key, 0]))] });
    const order = ['', '\r', '1', '10', '2', 'A', 'a', '\u0080', '\u00f6', '\u20ac', '😀', '\ufb33'];
    expect(written).toBe(`{"in":[{${order.map((key) => `${JSON.stringify(key)}:0`).join(',')}}]}`);
    expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }));
  });

  it('writes every kind of value without a space, and a key that JavaScript treats as special', () => {
    const value = JSON.parse(' { "__proto__": [ true, false, null, 1.50, {} ], "a": [ ] } ') as Json;
    expect(canonicalJson(value)).toBe('{"__proto__":[true,false,null,1.5,{}],"a":[]}');
  });

  it.each([undefined, () => 1, 1n, Symbol('x'), [undefined], { a: undefined }])(
    'refuses what is not JSON',
    (value) => expect(() => canonicalJson(value as unknown as Json)).toThrow(TypeError),
  );
});
