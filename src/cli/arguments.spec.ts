import { readArguments, readCommittee, readRequest } from './arguments.js';

const line = (text: string): string[] => text.split(' ');

describe('the command line', () => {
  it.each<[string, object]>([
    ['', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['verify --help', { kind: 'help' }],
    ['version', { kind: 'version' }],
    ['verify --batch', { kind: 'batch' }],
  ])('%j', (text, command) => expect(readArguments(text === '' ? [] : line(text))).toEqual(command));

  it('reads a whole request, with certificates in one go or apart', () => {
    const request = {
      file: 'a.zip',
      signature: null,
      certs: ['a.crt', 'b.crt', 'c.crt'],
      keys: null,
      trust: null,
      election: 'GR2026_Haarlem',
      committee: { level: 'GSB', code: '0392' },
      levelGiven: false,
      definition: '110a.xml',
    };
    const expected = { kind: 'verify', request, json: true };
    const rest = '--election GR2026_Haarlem --committee 0392 --definition=110a.xml --json';
    expect(readArguments(line(`verify a.zip --cert a.crt b.crt --cert c.crt ${rest}`))).toEqual(expected);
    expect(readArguments(line(`verify --cert a.crt b.crt --cert=c.crt ${rest} -- a.zip`))).toEqual(expected);
  });

  it('takes a signed list of keys in the place of certificates', () =>
    expect(
      readArguments(line('verify a.zip --keys l.json --trust p.crt --election TK2027 --committee 0505')),
    ).toMatchObject({ request: { certs: [], keys: 'l.json', trust: 'p.crt' } }));

  it('looks at a certificate, and whose it should be', () => {
    const request = { file: 'k.crt', election: null, committee: null };
    expect(readArguments(line('key k.crt'))).toEqual({ kind: 'key', request, json: false });
    expect(readArguments(line('key k.crt --election TK2027 --committee 0392 --json'))).toEqual({
      kind: 'key',
      request: { file: 'k.crt', election: 'TK2027', committee: { level: 'GSB', code: '0392' } },
      json: true,
    });
  });

  it('takes a pair', () =>
    expect(
      readArguments(line('verify a.eml.xml a.signature --cert k --election TK2027 --committee HSB3')),
    ).toMatchObject({
      request: {
        file: 'a.eml.xml',
        signature: 'a.signature',
        committee: { level: 'HSB', code: 'HSB3' },
        definition: null,
      },
    }));

  it.each<[string, RegExp]>([
    ['controleer a.zip', /Onbekende opdracht/],
    ['verify', /Geef het bestand/],
    ['verify a b c --cert k --election TK2027 --committee CSB', /hoogstens/],
    ['verify a --cert', /ontbreekt een waarde/],
    ['verify a --cert= --election TK2027', /ontbreekt een waarde/],
    ['verify a --election TK2027 --committee CSB', /certificaat/],
    ['verify a --cert k --election --committee CSB', /ontbreekt een waarde/],
    ['verify a --cert k --election TK27 --committee CSB', /verkiezing/],
    ['verify a --cert k --election TK2027', /stembureau/],
    ['verify a --cert k --election TK2027 --committee 392', /stembureau/],
    ['verify a --cert k --election TK2027 --election TK2028 --committee CSB', /twee keer/],
    ['verify a --force --cert k', /Onbekende optie/],
    ['verify a --json=ja --cert k', /Onbekende optie/],
    ['verify --batch a.zip', /staat alleen/],
    ['key', /één certificaat/],
    ['key a b', /één certificaat/],
    ['key a --cert b', /hoort --cert niet/],
    ['key a --batch', /hoort --batch niet/],
    ['key a --election TK27', /verkiezing/],
    ['key a --committee 392', /stembureau/],
  ])('refuses %j', (text, reason) => {
    const command = readArguments(line(text));
    expect(command.kind === 'misuse' ? command.reason : command.kind).toMatch(reason);
  });
});

describe('a committee', () => {
  it.each<[string, object | null]>([
    ['0037', { committee: { level: 'GSB', code: '0037' }, levelGiven: false }],
    ['NBSB:0998', { committee: { level: 'NBSB', code: '0998' }, levelGiven: true }],
    ['SOL:9001', { committee: { level: 'SOL', code: '9001' }, levelGiven: true }],
    ['HSB20', { committee: { level: 'HSB', code: 'HSB20' }, levelGiven: true }],
    ['CSB:CSB', { committee: { level: 'CSB', code: 'CSB' }, levelGiven: true }],
    ['CSB', { committee: { level: 'CSB', code: 'CSB' }, levelGiven: true }],
    ['37', null],
    ['HSB0', null],
    ['HSB:0392', null],
    ['GSB:CSB', null],
    ['MAYOR:0392', null],
    ['gsb:0392', null],
    [' 0392', null],
  ])('%j', (text, expected) => expect(readCommittee(text)).toEqual(expected));
});

describe('a line of a batch', () => {
  const good = { file: 'a', certs: ['k'], election: 'TK2027', committee: 'CSB' };
  it('is read', () =>
    expect(readRequest({ ...good, signature: null })).toMatchObject({
      file: 'a',
      committee: { level: 'CSB', code: 'CSB' },
    }));

  it.each<[string, unknown]>([
    ['no object', 'x'],
    ['a list', [good]],
    ['null', null],
    ['no file', { ...good, file: undefined }],
    ['an empty file', { ...good, file: '' }],
    ['NUL in a file', { ...good, file: 'a\0b' }],
    ['a number as signature', { ...good, signature: 1 }],
    ['certs as text', { ...good, certs: 'k' }],
    ['no certs', { ...good, certs: [] }],
    ['a number among certs', { ...good, certs: [1] }],
    ['a committee as object', { ...good, committee: { level: 'CSB' } }],
    ['an unknown field', { ...good, sleutel: true }],
    ['a list without what it is trusted by', { ...good, certs: [], keys: 'l' }],
    ['trust without a list', { ...good, trust: 't' }],
    ['a list and certificates', { ...good, keys: 'l', trust: 't' }],
  ])('is refused with %s', (_, data) => expect(typeof readRequest(data)).toBe('string'));
});
