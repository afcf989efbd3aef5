import { sha256 } from '../../kernel/fingerprint.js';
import { alreadyHas, entityTag, readRange, reprDigest, saveAs } from './download-headers.js';

const empty = sha256('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
const etag = entityTag(empty);

describe('the headers of bytes', () => {
  it('a strong tag and a digest over the whole', () => {
    expect(etag).toBe('"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"');
    expect(reprDigest(empty)).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });

  it.each([
    [undefined, false],
    ['*', true],
    [etag, true],
    [`W/${etag}`, true],
    [`"x", ${etag}`, true],
    ['"x"', false],
    [etag.slice(0, -2) + '"', false],
  ])('If-None-Match %s', (header, has) => {
    expect(alreadyHas(header, etag)).toBe(has);
  });
});

describe('a Range of 100 bytes', () => {
  const part = (start: number, end: number) => ({ kind: 'part', range: { start, end } });
  it.each([
    [undefined, { kind: 'whole' }],
    ['bytes=0-', part(0, 99)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=10-19', part(10, 19)],
    ['Bytes=10-19', part(10, 19)],
    ['bytes=90-500', part(90, 99)],
    ['bytes=-10', part(90, 99)],
    ['bytes=-500', part(0, 99)],
    ['bytes=99-', part(99, 99)],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=100-200', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=20-10', { kind: 'whole' }],
    ['bytes=200-150', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
    ['items=0-1', { kind: 'whole' }],
    ['bytes=9999999999999999999-', { kind: 'whole' }],
  ])('%s', (header, answer) => {
    expect(readRange(header, 100, etag, undefined)).toEqual(answer);
  });

  it('no byte of an empty file can be had', () => {
    expect(readRange('bytes=0-', 0, etag, undefined)).toEqual({ kind: 'unsatisfiable' });
    expect(readRange('bytes=-5', 0, etag, undefined)).toEqual({ kind: 'unsatisfiable' });
  });

  it.each([
    [etag, 'part'],
    [`W/${etag}`, 'whole'],
    ['"other"', 'whole'],
    ['Wed, 17 Mar 2027 21:00:00 GMT', 'whole'],
  ])('If-Range %s gives the %s', (ifRange, kind) => {
    expect(readRange('bytes=0-9', 100, etag, ifRange).kind).toBe(kind);
  });
});

describe('the name under which a browser saves', () => {
  it.each([
    [
      'Telling_TK2027_gemeente_Heumen.eml.xml',
      'attachment; filename="Telling_TK2027_gemeente_Heumen.eml.xml"',
    ],
    [
      'telling Súdwest-Fryslân.zip',
      'attachment; filename="telling S_dwest-Frysl_n.zip"; filename*=UTF-8\'\'telling%20S%C3%BAdwest-Frysl%C3%A2n.zip',
    ],
    ["50%'(a)*.pdf", "attachment; filename=\"50_'(a)_.pdf\"; filename*=UTF-8''50%25%27%28a%29_.pdf"],
    ['../../etc/passwd', 'attachment; filename="_.._etc_passwd"'],
    ['a"; filename="b.html\r\nX: y', 'attachment; filename="a_; filename=_b.html__X_ y"'],
    ['', 'attachment; filename="bestand"'],
    ['...', 'attachment; filename="bestand"'],
    ['\u202Etxt.exe', 'attachment; filename="_txt.exe"'],
    ['half\uD800.zip', 'attachment; filename="half_.zip"'],
  ])('%j', (name, header) => {
    expect(saveAs(name)).toBe(header);
  });

  it('stays short and whole', () => {
    const header = saveAs('é'.repeat(400));
    expect(header).toContain(`filename="${'_'.repeat(150)}"`);
    expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe('é'.repeat(150));
  });
});
