import type { CheckCode } from '../../../src/verify/checks/catalogue.js';

/** A count with something wrong in its XML, signed all the same, and the check that refuses it; null: harmless. */
export interface XmlAttack {
  readonly refusedBy: CheckCode | null;
  readonly make: (eml: string) => string | Buffer;
}

const before = (root: string) => (eml: string) => eml.replace('<EML', `${root}<EML`);
const inside = (text: string) => (eml: string) =>
  eml.replace('<TransactionId>1</TransactionId>', `<TransactionId>${text}</TransactionId>`);
const after = (text: string) => (eml: string) => `${eml}${text}`;
const swap = (one: string | RegExp, other: string) => (eml: string) => {
  const changed = eml.replace(one, other);
  if (changed === eml) throw new Error(`nothing to change: ${String(one)}`);
  return changed;
};
const bytes =
  (find: string, ...put: number[]) =>
  (eml: string) => {
    const at = Buffer.from(eml).indexOf(find) + find.length;
    const whole = Buffer.from(eml);
    return Buffer.concat([whole.subarray(0, at), Buffer.from(put), whole.subarray(at)]);
  };
const LOL = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const BLOCK = /<ReportingUnitVotes>.*?<\/ReportingUnitVotes>/s;

const WELLFORMED: Readonly<Record<string, XmlAttack>> = {
  'a billion laughs': {
    refusedBy: 'xml.doctype',
    make: before(`<!DOCTYPE EML [<!ENTITY l0 "ha">${LOL}]>`),
  },
  'an external entity': {
    refusedBy: 'xml.doctype',
    make: (eml) => before('<!DOCTYPE EML [<!ENTITY x SYSTEM "file:///etc/passwd">]>')(inside('&x;')(eml)),
  },
  'an external subset': {
    refusedBy: 'xml.doctype',
    make: before('<!DOCTYPE EML SYSTEM "http://127.0.0.1:9/x.dtd">'),
  },
  'an entity nobody declared': { refusedBy: 'xml.wellformed', make: inside('&x;') },
  'a reference to NUL': { refusedBy: 'xml.wellformed', make: inside('&#0;') },
  'a reference to half a pair': { refusedBy: 'xml.wellformed', make: inside('&#xD800;') },
  'a reference beyond Unicode': { refusedBy: 'xml.wellformed', make: inside('&#x110000;') },
  'a reference of a million digits': { refusedBy: 'xml.limits', make: inside(`&#${'9'.repeat(1e6)};`) },
  'two roots': { refusedBy: 'xml.wellformed', make: after('<EML/>') },
  'text after the root': { refusedBy: 'xml.wellformed', make: after('x') },
  'a tag that is not closed': { refusedBy: 'xml.wellformed', make: (eml) => eml.slice(0, -3) },
  'half the file': { refusedBy: 'xml.wellformed', make: (eml) => eml.slice(0, eml.length >> 1) },
  'an attribute twice': { refusedBy: 'xml.wellformed', make: swap(' Id="510b"', ' Id="510b" Id="510b"') },
  'an attribute twice by two prefixes': {
    refusedBy: 'xml.wellformed',
    make: swap('<TransactionId>', '<TransactionId xmlns:a="u" xmlns:b="u" a:x="1" b:x="2">'),
  },
  'a prefix nobody declared': { refusedBy: 'xml.wellformed', make: inside('<q:x/>') },
  'an unknown version': { refusedBy: 'xml.wellformed', make: before('<?xml version="2.0"?>') },
  'a declaration in the wrong place': {
    refusedBy: 'xml.wellformed',
    make: before('\n<?xml version="1.0"?>'),
  },
  'the end of a section in text': { refusedBy: 'xml.wellformed', make: inside(']]>') },
  'two dashes in a comment': { refusedBy: 'xml.wellformed', make: before('<!-- a -- b -->') },
  'NUL in text': { refusedBy: 'xml.wellformed', make: inside('\u0000') },
};

const BOUNDS: Readonly<Record<string, XmlAttack>> = {
  'a hundred thousand deep': {
    refusedBy: 'xml.limits',
    make: inside('<a>'.repeat(100_000) + '</a>'.repeat(100_000)),
  },
  'an attribute of a megabyte': {
    refusedBy: 'xml.limits',
    make: swap('<TransactionId>', `<TransactionId x="${'a'.repeat(1 << 20)}">`),
  },
  'a hundred thousand attributes': {
    refusedBy: 'xml.limits',
    make: swap(
      '<TransactionId>',
      `<TransactionId ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}>`,
    ),
  },
  'a name of a megabyte': { refusedBy: 'xml.limits', make: inside(`<${'a'.repeat(1 << 20)}/>`) },
  'UTF-16': { refusedBy: 'xml.encoding', make: (eml) => Buffer.from(`\ufeff${eml}`, 'utf16le') },
  'UTF-16 with its declaration': {
    refusedBy: 'xml.encoding',
    make: (eml) => Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${eml}`, 'utf16le'),
  },
  'Latin 1, and says so': {
    refusedBy: 'xml.encoding',
    make: before('<?xml version="1.0" encoding="ISO-8859-1"?>'),
  },
  'UTF-7, and says so': { refusedBy: 'xml.encoding', make: before('<?xml version="1.0" encoding="UTF-7"?>') },
  'a byte that is no UTF-8': { refusedBy: 'xml.encoding', make: bytes('<TransactionId>', 0xff) },
  'a slash written too long': { refusedBy: 'xml.encoding', make: bytes('<TransactionId>', 0xc0, 0xaf) },
  'a half pair as UTF-8': { refusedBy: 'xml.encoding', make: bytes('<TransactionId>', 0xed, 0xa0, 0x80) },
};

const CONTENT: Readonly<Record<string, XmlAttack>> = {
  'another root': { refusedBy: 'identity.type', make: (eml) => eml.replaceAll('EML', 'XML') },
  'another namespace': {
    refusedBy: 'identity.type',
    make: swap('urn:oasis:names:tc:evs:schema:eml', 'urn:oasis:names:tc:evs:schema:email'),
  },
  'two elections': {
    refusedBy: 'structure.required',
    make: swap(/(<ElectionIdentifier .*?<\/ElectionIdentifier>)/s, '$1$1'),
  },
  'two committees': {
    refusedBy: 'structure.required',
    make: swap(/(<ManagingAuthority>.*?<\/ManagingAuthority>)/s, '$1$1'),
  },
  'no time': {
    refusedBy: 'structure.required',
    make: swap(/<kr:CreationDateTime>.*?<\/kr:CreationDateTime>/, ''),
  },
  'a station twice': { refusedBy: 'structure.unique', make: (eml) => eml.replace(BLOCK, (one) => one + one) },
  'a seal': { refusedBy: 'structure.required', make: swap('<Count>', '<Seal/><Count>') },
  'a signature inside': { refusedBy: 'structure.required', make: swap('<Count>', '<ds:Signature/><Count>') },
  'fewer than no votes': { refusedBy: 'structure.numbers', make: swap(/<Cast>\d+/, '<Cast>-1') },
  'a part of a vote': { refusedBy: 'structure.numbers', make: swap(/<Cast>\d+/, '<Cast>1.5') },
  'votes by the exponent': { refusedBy: 'structure.numbers', make: swap(/<Cast>\d+/, '<Cast>1e3') },
  'votes in hexadecimal': { refusedBy: 'structure.numbers', make: swap(/<Cast>\d+/, '<Cast>0x10') },
  'more votes than fit': {
    refusedBy: 'structure.numbers',
    make: swap(/<Cast>\d+/, `<Cast>${'9'.repeat(30)}`),
  },
  'votes in other digits': { refusedBy: 'structure.numbers', make: swap(/<Cast>\d+/, '<Cast>１２') },
  'votes that are markup': { refusedBy: 'structure.numbers', make: swap(/<Cast>(\d+)/, '<Cast><b>$1</b>') },
  'no number of votes': { refusedBy: 'structure.numbers', make: swap(/<Cast>\d+/, '<Cast>') },
  'an id of a committee that is a path': {
    refusedBy: 'structure.ids',
    make: swap(/<ReportingUnitIdentifier Id="[^"]*"/, '<ReportingUnitIdentifier Id="../../0106::SB1"'),
  },
};

const HARMLESS: Readonly<Record<string, XmlAttack>> = {
  'a declaration': { refusedBy: null, make: before('<?xml version="1.0" encoding="utf-8"?>') },
  'a byte order mark': { refusedBy: null, make: before('\ufeff') },
  'a comment with markup': { refusedBy: null, make: before('<!-- <!DOCTYPE x> <EML Id="520"> -->') },
  'an instruction to a style sheet': {
    refusedBy: null,
    make: before('<?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?>'),
  },
  'a number as a section': { refusedBy: null, make: swap(/<Cast>(\d+)/, '<Cast><![CDATA[$1]]>') },
  'a number as references': {
    refusedBy: null,
    make: (eml) => eml.replace(/<Cast>(\d)/, (_, digit: string) => `<Cast>&#${digit.charCodeAt(0)};`),
  },
};

/** Attacks on what reads the XML, by name. */
export const XML_ATTACKS: Readonly<Record<string, XmlAttack>> = {
  ...WELLFORMED,
  ...BOUNDS,
  ...CONTENT,
  ...HARMLESS,
};
