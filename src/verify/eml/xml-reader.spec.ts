import { XML_LIMITS, XmlFailure, type XmlLimits } from './xml-failure.js';
import { XmlReader } from './xml-reader.js';
import type { StartTag } from './xml-start-tag.js';

/** Everything the reader says of a document, as one string; a failure as its code and place. */
function events(
  bytes: Uint8Array,
  {
    chunk = bytes.length,
    limits = XML_LIMITS,
    window,
  }: { chunk?: number; limits?: XmlLimits; window?: number } = {},
): string {
  const said: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') said.push(JSON.stringify(text));
    text = '';
  };
  const reader: XmlReader = new XmlReader(
    {
      start(name: number, tag: StartTag) {
        flush();
        const attributes = Array.from({ length: tag.count }, (_, i) => {
          const { uri, local } = reader.expandedName(tag.nameOf(i));
          return `{${uri}}${local}=${JSON.stringify(tag.value(i))}`;
        });
        const { uri, local } = reader.expandedName(name);
        said.push([`<{${uri}}${local}@${tag.line}:${tag.column}`, ...attributes].join(' '));
      },
      text: (part, from, to) => (text += Buffer.from(part.subarray(from, to)).toString()),
      end() {
        flush();
        said.push('>');
      },
    },
    window === undefined ? { limits } : { limits, window },
  );
  try {
    for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
    reader.end();
  } catch (error) {
    if (!(error instanceof XmlFailure)) throw error;
    said.push(`${error.code} ${error.line}:${error.column} ${error.path}`);
  }
  return said.join('\n');
}

const says = (document: string | Uint8Array) =>
  events(typeof document === 'string' ? Buffer.from(document) : document);
const verdictOn = (document: string | Uint8Array) => says(document).split('\n').at(-1)!.split(' ')[0];
const bytes = (...values: (number | string)[]) =>
  Buffer.concat(values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.of(value))));

const SMALL: XmlLimits = { ...XML_LIMITS, tokenBytes: 96 };
const DOCUMENT =
  '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<!-- é --><a xmlns="urn:x"\n xmlns:ü="urn:ü" b=\'1&#x20ac;\t"\' ü:b="é">' +
  'één ]] ]>&lt;\r\rtwee\r\n😀<![CDATA[<&]]]]>&#128512;<ü:c/>\n <?pi é?> <d x="&quot;" ></d ></a>\n<!-- - -->\n';

describe('the reader of XML', () => {
  it('says what is there', () => {
    expect(says(DOCUMENT)).toBe(
      [
        '<{urn:x}a@2:11 {}b="1€ \\"" {urn:ü}b="é"',
        JSON.stringify('één ]] ]><\n\ntwee\n😀<&]]😀'),
        '<{urn:ü}c@4:27',
        '>',
        JSON.stringify('\n  '),
        '<{urn:x}d@5:11 {}x="\\""',
        '>',
        '>',
      ].join('\n'),
    );
  });

  it('says the same wherever the bytes are cut', () => {
    const whole = says(DOCUMENT);
    const document = Buffer.from(DOCUMENT);
    for (let chunk = 1; chunk <= 64; chunk++) expect(events(document, { chunk })).toBe(whole);
  });

  it('says the same wherever its window ends', () => {
    for (let pad = 0; pad < 200; pad++) {
      const padded = Buffer.from(
        DOCUMENT.replace('<!-- é -->', '<!-- é -->' + ' \n'.repeat(pad % 40) + ' '.repeat(pad % 7)),
      );
      const whole = events(padded);
      for (const window of [192, 193, 200, 250])
        expect(events(padded, { limits: SMALL, window })).toBe(whole);
    }
  });

  it('fails at the same place wherever its window ends', () => {
    for (let pad = 0; pad < 200; pad++) {
      const document = Buffer.from(`<a>${'<b/>\n'.repeat(pad)}${'é'.repeat(pad % 40)}<c d="é" e=5/></a>`);
      const line = pad + 1;
      const column = 1 + (pad % 40) + 11 + (pad === 0 ? 3 : 0);
      expect(events(document, { limits: SMALL, window: 192 }).split('\n').at(-1)).toBe(
        `xml.wellformed ${line}:${column} a`,
      );
    }
  });
});

describe('what is not UTF-8', () => {
  it.each([
    ['UTF-16 BE', Buffer.from([0xfe, 0xff, 0, 0x3c, 0, 0x61])],
    ['UTF-16 LE', Buffer.from('\ufeff<a/>', 'utf16le')],
    ['UTF-16 without mark', Buffer.from('<a/>', 'utf16le')],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])],
    ['declared ISO-8859-1', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ['declared UTF-7', '<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'],
    ['declared UTF-16', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['an overlong slash', bytes('<a>', 0xc0, 0xaf, '</a>')],
    ['an overlong in three bytes', bytes('<a>', 0xe0, 0x80, 0xaf, '</a>')],
    ['an overlong in four bytes', bytes('<a>', 0xf0, 0x8f, 0xbf, 0xbf, '</a>')],
    ['a surrogate', bytes('<a>', 0xed, 0xa0, 0x80, '</a>')],
    ['above U+10FFFF', bytes('<a>', 0xf4, 0x90, 0x80, 0x80, '</a>')],
    ['a fifth byte', bytes('<a>', 0xf8, 0x88, 0x80, 0x80, 0x80, '</a>')],
    ['a lone continuation', bytes('<a>', 0x80, '</a>')],
    ['a sequence cut short', bytes('<a>', 0xe2, 0x82, '</a>')],
    ['a sequence cut by the end', bytes('<a>', 0xe2, 0x82)],
    ['in a name', bytes('<a', 0xff, '/>')],
    ['in a value', bytes('<a b="', 0xff, '"/>')],
    ['in a comment', bytes('<!--', 0xff, '--><a/>')],
    ['in CDATA', bytes('<a><![CDATA[', 0xff, ']]></a>')],
    ['in an instruction', bytes('<?p ', 0xff, '?><a/>')],
  ])('%s', (_, document) => expect(verdictOn(document)).toBe('xml.encoding'));

  it('is UTF-8 when it says so in any case, or nothing', () => {
    for (const encoding of [' encoding="utf-8"', " encoding='UTF-8'", '']) {
      expect(verdictOn(`<?xml version="1.0"${encoding} standalone="yes" ?><a/>`)).toBe('>');
    }
  });
});

describe('DOCTYPE', () => {
  it.each([
    '<!DOCTYPE a><a/>',
    '<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/">]><a>&x;</a>',
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "x"> %p;]><a/>',
    '<a><!DOCTYPE a></a>',
  ])('%s', (document) => expect(verdictOn(document)).toBe('xml.doctype'));
});

describe('what is not well-formed', () => {
  it.each([
    '',
    ' ',
    'a',
    '<a>',
    '<a></b>',
    '<a/><a/>',
    '<a/>a',
    '<a/>&#32;',
    'a<a/>',
    '<![CDATA[]]><a/>',
    '</a>',
    '< a/>',
    '<a',
    '<a b',
    '<a b="1',
    '<a b=1/>',
    '<a b/>',
    '<a b="1"c="2"/>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a / >',
    '<a></a x="1">',
    '<a>]]></a>',
    '<a>&nbsp;</a>',
    '<a>&amp</a>',
    '<a>&am</a>',
    '<a>& </a>',
    '<a>&;</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#X41;</a>',
    '<a>&#0;</a>',
    '<a>&#8;</a>',
    '<a>&#xD800;</a>',
    '<a>&#xFFFE;</a>',
    '<a>&#x110000;</a>',
    '<a>&#99999999999999999999;</a>',
    '<a b="&#1;"/>',
    '<a>\u0000</a>',
    '<a>\u000b</a>',
    '<a b="\u0000"/>',
    '<a>\ufffe</a>',
    '<a\u0000/>',
    '<a\u00d7/>',
    '<1/>',
    '<-a/>',
    '<a 1="x"/>',
    '<!-- -- --><a/>',
    '<!-- --->\n<a/>',
    '<!--',
    '<!- - --><a/>',
    '<!ELEMENT a ANY><a/>',
    '<a><![cdata[]]></a>',
    '<a><![CDATA[</a>',
    '<?xml version="1.1"?><a/>',
    '<?xml version="1.0" standalone="maybe"?><a/>',
    '<?xml encoding="UTF-8"?><a/>',
    '<?xml version="1.0" encoding="UTF-8" version="1.0"?><a/>',
    '<?xml version="1.0" standalone="yes" encoding="UTF-8"?><a/>',
    '<?xml version = "1.0"encoding="UTF-8"?><a/>',
    ' <?xml version="1.0"?><a/>',
    '<a><?xml version="1.0"?></a>',
    '<?XML x?><a/>',
    '<??><a/>',
    '<? p?><a/>',
    '<?p<a/>',
    '<?p:q?><a/>',
    '\ufeff\ufeff<a/>',
  ])('%j', (document) => expect(verdictOn(document)).toBe('xml.wellformed'));
});

describe('namespaces', () => {
  it.each([
    '<a:b/>',
    '<a b:c="1"/>',
    '<:a/>',
    '<a:/>',
    '<a:b:c xmlns:a="x"/>',
    '<a xmlns:b=""/>',
    '<xmlns:a/>',
    '<a xmlns:xmlns="urn:x"/>',
    '<a xmlns:b="http://www.w3.org/2000/xmlns/"/>',
    '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
    '<a xmlns:b="http://www.w3.org/XML/1998/namespace"/>',
    '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
    '<a xmlns:xml="urn:x"/>',
    '<a xmlns:b="u" xmlns:c="u" b:x="1" c:x="2"/>',
    '<a xmlns:b="u" xmlns:b="v"/>',
    '<a><b xmlns:c="u"/><c:d/></a>',
  ])('%s is refused', (document) => expect(verdictOn(document)).toBe('xml.wellformed'));

  it('are those in scope, also for what stands before the declaration, and end with their element', () => {
    expect(
      says(
        '<p:a p:x="1" x="2" xmlns:p="u"><p:b xmlns:p="v"><p:c/></p:b><p:b/><b xmlns="w"><c xmlns=""/></b></p:a>',
      ),
    ).toBe(
      '<{u}a@1:1 {u}x="1" {}x="2"\n<{v}b@1:32\n<{v}c@1:49\n>\n>\n<{u}b@1:61\n>\n<{w}b@1:67\n<{}c@1:80\n>\n>\n>',
    );
    expect(says('<a xml:lang="nl" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>')).toContain(
      'namespace}lang="nl"',
    );
  });
});

describe('bounds', () => {
  it.each([
    ['depth', '<a>'.repeat(10_000)],
    ['depth, just', '<a>'.repeat(33) + '</a>'.repeat(33)],
    ['attributes', `<a ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['attributes, just', `<a ${Array.from({ length: 65 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['a long value', `<a b="${'x'.repeat(8193)}"/>`],
    ['a long name', `<${'x'.repeat(257)}/>`],
    ['many names', `<a>${Array.from({ length: 600 }, (_, i) => `<b${i}/>`).join('')}</a>`],
    ['many namespaces', `<a>${Array.from({ length: 100 }, (_, i) => `<b xmlns="u${i}"/>`).join('')}</a>`],
    ['a long text', `<a>${'x'.repeat(65_537)}</a>`],
    ['white space at the end', `<a/>${' '.repeat(70_000)}`],
    ['a long comment', `<!--${'x'.repeat(65_536)}--><a/>`],
    ['a comment without end', `<!--${'x'.repeat(300_000)}`],
    ['a long CDATA section', `<a><![CDATA[${'x'.repeat(65_537)}]]></a>`],
    ['a long instruction', `<?p ${'x'.repeat(65_536)}?><a/>`],
    ['a long reference', `<a>&#${'0'.repeat(70_000)}65;</a>`],
    ['white space in a tag', `<a${' '.repeat(70_000)}/>`],
    ['a name without end', `<${'x'.repeat(300_000)}`],
    ['a value without end', `<a b="${'x'.repeat(300_000)}`],
  ])('%s', (_, document) => expect(verdictOn(document)).toBe('xml.limits'));

  it('allow what stands exactly on them', () => {
    expect(verdictOn('<a>'.repeat(32) + '</a>'.repeat(32))).toBe('>');
    expect(verdictOn(`<a b="${'x'.repeat(8192)}">${'x'.repeat(65_536)}</a>`)).toBe('>');
    expect(verdictOn(`<a ${Array.from({ length: 64 }, (_, i) => `a${i}="1"`).join(' ')}/>`)).toBe('>');
  });

  it('refuse 100 MB in one attribute with one window of memory', () => {
    const reader = new XmlReader({ start: () => undefined, text: () => undefined, end: () => undefined });
    const part = Buffer.alloc(1024 * 1024, 'x');
    reader.push(Buffer.from('<a b="'));
    expect(() => {
      for (let i = 0; i < 100; i++) reader.push(part);
    }).toThrow('xml.limits');
  });
});

describe('hostile documents of 2 MB take time in proportion to their size', () => {
  const SIZE = 2 * 1024 * 1024;
  const fill = (unit: string, around = ['<a>', '</a>']) =>
    around[0]! + unit.repeat(Math.floor(SIZE / unit.length)) + around[1]!;
  it.each([
    ['deep nests', fill('<b>'.repeat(30) + '</b>'.repeat(30))],
    ['full tags', fill(`<b ${Array.from({ length: 64 }, (_, i) => `a${i}=""`).join(' ')}/>`)],
    [
      'declarations',
      fill(`<b ${Array.from({ length: 60 }, (_, i) => `xmlns:a${i}="u${i % 50}"`).join(' ')}/>`),
    ],
    ['alternating scopes', fill('<b xmlns="u"><c/></b><b xmlns:u="u"/>')],
    ['500 names', fill(Array.from({ length: 500 }, (_, i) => `<n${i}/>`).join(''))],
    ['references', fill('&#65;&#x20ac;<b/>')],
    ['brackets', fill(']] ]<b/>')],
    ['carriage returns', fill('\r<b/>')],
    ['comments of dashes', fill('<!-- - - - -->')],
    ['CDATA of brackets', fill('<![CDATA[]]]]]]]]>')],
    ['long tokens', fill(`<b x="${'y'.repeat(8000)}"/>`)],
    ['wide characters', fill('é😀<b/>')],
  ])('%s', (_, document) => {
    const started = process.cpuUsage();
    expect(verdictOnBytes(Buffer.from(document))).toBe('read');
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(5);
  });

  function verdictOnBytes(document: Uint8Array): string {
    const reader = new XmlReader({ start: () => undefined, text: () => undefined, end: () => undefined });
    reader.push(document);
    reader.end();
    return 'read';
  }
});
