import * as writer from '../../rehearsal/der.js';
import { derLength, dotted, encodeDer, readDer } from './der.js';

const hex = (text: string): Buffer => Buffer.from(text.replace(/ /g, ''), 'hex');

describe('strict DER', () => {
  it.each<[string, string]>([
    ['a sequence', '30 06 02 01 05 04 01 ff'],
    ['an empty sequence', '30 00'],
    ['zero and minus one', '30 06 02 01 00 02 01 ff'],
    ['a positive integer with its top bit set', '02 02 00 80'],
    ['true and false', '30 06 01 01 ff 01 01 00'],
    ['a bit string with unused bits', '03 02 04 f0'],
    ['a set in order', '31 06 02 01 01 02 01 02'],
    ['a context tag', 'a0 03 02 01 01'],
    ['UTCTime', '17 0d 323730363136323230303030 5a'],
  ])('reads %s and writes it back', (_, text) => {
    const node = readDer(hex(text));
    expect(node).not.toBeNull();
    expect(encodeDer(node!)).toEqual(hex(text));
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['half a header', '30'],
    ['content that is short', '30 03 02 01'],
    ['a byte after it', '30 00 00'],
    ['indefinite length', '30 80 02 01 05 00 00'],
    ['a short length in the long form', '30 81 03 02 01 05'],
    ['a length with a leading zero', '04 82 00 81' + '00'.repeat(129)],
    ['a length of four bytes', '04 84 00 00 00 01 00'],
    ['a high tag number', '1f 81 01 00'],
    ['the end-of-contents tag', '30 02 00 00'],
    ['true as 1', '01 01 01'],
    ['a boolean of two bytes', '01 02 ff ff'],
    ['an integer with a leading zero', '02 02 00 05'],
    ['a negative integer in too many bytes', '02 02 ff 80'],
    ['an integer of no bytes', '02 00'],
    ['unused bits that are set', '03 02 04 ff'],
    ['more unused bits than bits', '03 01 01'],
    ['eight unused bits', '03 02 08 00'],
    ['a constructed octet string', '24 03 04 01 00'],
    ['a primitive sequence', '10 00'],
    ['null with content', '05 01 00'],
    ['an OID that does not end', '06 02 2a 86'],
    ['an OID with a padded arc', '06 03 2a 80 01'],
    ['an OID of no bytes', '06 00'],
    ['text that is no UTF-8', '0c 02 c3 28'],
    ['a PrintableString with an at sign', '13 01 40'],
    ['an IA5String with a high byte', '16 01 e9'],
    ['a time without seconds', '17 0b 323730363136323230305a'],
    ['a time with a zone', '17 11 3237303631363232303030302b30323030'],
    ['a thirteenth month', '17 0d 323731333136323230303030 5a'],
    ['a set out of order', '31 06 02 01 02 02 01 01'],
    ['a type not used here', '0a 01 00'],
  ])('refuses %s', (_, text) => expect(readDer(hex(text))).toBeNull());

  it('names the bound on nesting when it is hit', () => {
    let nested = writer.nothing();
    for (let depth = 0; depth < 40; depth++) nested = writer.sequence(nested);
    expect(readDer(nested)).not.toBeNull();
    expect(() => readDer(writer.sequence(nested))).toThrow('meer dan 40 lagen diep');
  });

  it('writes lengths in the fewest bytes', () =>
    expect([0, 127, 128, 255, 256, 65535, 65536].map((length) => derLength(length).toString('hex'))).toEqual([
      '00',
      '7f',
      '8180',
      '81ff',
      '820100',
      '82ffff',
      '83010000',
    ]));

  it.each(['1.2.840.113549.1.7.2', '2.16.840.1.101.3.4.2.1', '0.9.2342.19200300.100.1.1', '2.5.4.3'])(
    'reads the OID %s',
    (oid) => expect(dotted(readDer(writer.oid(oid))!)).toBe(oid),
  );
});
