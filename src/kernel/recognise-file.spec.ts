import {
  CHOSE,
  EMPTY,
  HEAD_BYTES,
  messageOf,
  MB,
  recogniseFile,
  sizeWords,
  TOO_LARGE,
  TOO_MANY,
  UNPACKED,
  wrongChoice,
  type ChosenFile,
  type FileKind,
} from './recognise-file.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const SIGNED_DATA = '0\x82\x08\x12\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02';
const local = (name: string) => `PK\x03\x04${'\0'.repeat(26)}${name}`;

describe('what somebody chose', () => {
  it.each<[FileKind, string, string]>([
    ['zip', 'a.zip', local('Model_Na31-2.pdf')],
    ['zip', 'a.pdf', 'PK\x05\x06'],
    ['office', 'telling.zip', local('[Content_Types].xml')],
    ['office', 'telling.ods', local('mimetypeapplication/vnd.oasis')],
    ['office', 'oud', '\xd0\xcf\x11\xe0'],
    ['pdf', 'pakket.zip', '%PDF-1.7'],
    ['archive', 'pakket.zip', 'Rar!\x1a\x07'],
    ['archive', 'pakket.zip', '7z\xbc\xaf\x27\x1c'],
    ['certificate', 'x', '-----BEGIN CERTIFICATE-----'],
    ['certificate', 'public_key.crt', '0\x82\x05\x30'],
    ['count', 'x', '\xef\xbb\xbf<?xml version="1.0"?>\n<EML Id="510b">'],
    ['count', 'x', '\xff\xfe<\0E\0M\0L\0'],
    ['count', 'telling.eml.xml', `<!--${'-'.repeat(2000)}-->`],
    ['signature', 'x', SIGNED_DATA],
    ['signature', 'telling.eml.xml.signature', 'kapot'],
    ['csv', 'telling.csv', 'a;b'],
    ['other', 'telling.zip', 'half'],
    ['other', 'x', ''],
  ])('is a %s when %s starts so', (kind, name, head) =>
    expect(recogniseFile(name, bytes(head).subarray(0, HEAD_BYTES))).toBe(kind),
  );

  it('tells which message a count is', () => {
    expect(messageOf(bytes('<?xml version="1.0"?><EML xmlns="x" Id="510b" SchemaVersion="5">'))).toBe('510b');
    expect(messageOf(bytes("<eml:EML Id='520'>"))).toBe('520');
    expect(messageOf(bytes('<!-- later -->'))).toBeNull();
  });
});

describe('a choice', () => {
  const file = (kind: FileKind, more: Partial<ChosenFile> = {}): ChosenFile => ({
    name: 'x',
    size: 10,
    kind,
    type: kind === 'count' ? '510b' : null,
    ...more,
  });

  it.each<[string, readonly ChosenFile[]]>([
    ['a ZIP', [file('zip')]],
    ['a ZIP of the largest size', [file('zip', { size: 320 * MB })]],
    ['a count and its signature', [file('count'), file('signature')]],
    ['a signature and its count', [file('signature'), file('count')]],
    ['a count that needs no signature', [file('count', { type: '510d' })]],
    ['a count of which the kind is not to be seen', [file('count', { type: null })]],
  ])('may be %s', (_, files) => expect(wrongChoice(files, ['510b'])).toBeNull());

  it.each<[string, readonly ChosenFile[]]>([
    [CHOSE.pdf, [file('pdf')]],
    [CHOSE.archive, [file('archive')]],
    [CHOSE.certificate, [file('certificate')]],
    [CHOSE.office, [file('office')]],
    [CHOSE.folder, [file('folder', { size: 0 })]],
    [CHOSE.count, [file('count')]],
    [CHOSE.signature, [file('signature')]],
    [UNPACKED, [file('pdf'), file('csv'), file('zip')]],
    [UNPACKED, [file('pdf'), file('zip')]],
    [TOO_MANY, [file('zip'), file('zip'), file('zip')]],
    [TOO_MANY, [file('zip'), file('zip')]],
    [EMPTY, [file('zip', { size: 0 })]],
    [TOO_LARGE, [file('zip', { size: 320 * MB + 1 })]],
  ])('is told: %s', (sentence, files) => expect(wrongChoice(files, ['510b'])).toBe(sentence));

  it('gives sizes in megabytes of 1,048,576 bytes', () => {
    const sizes = [0, 1023, 1024, 140 * MB, 256 * MB, 1.25 * MB].map(sizeWords);
    expect(sizes).toEqual(['0 bytes', '1023 bytes', '1 kB', '140 MB', '256 MB', '1,3 MB']);
  });
});
