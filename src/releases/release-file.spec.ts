import { isWebPage, readReleaseFileName } from './release-file.js';

describe('a file name', () => {
  it.each(['abacus-1.4.0-setup.exe', 'OSV 2020 (64-bit).msi', 'überprüfung.pdf', 'a'.repeat(255)])(
    'is kept as it is: %s',
    (name) => expect(readReleaseFileName(name)).toBe(name),
  );

  it.each([
    '',
    ' ',
    'a'.repeat(256),
    'é'.repeat(128),
    '../abacus.exe',
    'map/abacus.exe',
    'map\\abacus.exe',
    'C:abacus.exe',
    'abacus\u202Eexe.txt',
    'abacus\u200B.exe',
    'abacus\n.exe',
    'abacus\0.exe',
    'abacus\uD800.exe',
    '.hidden',
    '-rf',
    'abacus.exe.',
    ' abacus.exe',
    'con',
    'NUL.txt',
    'SHA256SUMS',
    'sha256sums.p7s',
    'a<b>.exe',
  ])('is refused: %j', (name) => expect(() => readReleaseFileName(name)).toThrow('release.badName'));

  it('is one name, however its accents were typed', () =>
    expect(readReleaseFileName('e\u0301.exe')).toBe('\u00e9.exe'));
});

describe('a web page', () => {
  it.each([
    '<!DOCTYPE html><p>x',
    '\ufeff  <html lang="nl">',
    '<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>',
    '<svg:svg xmlns:svg="x">',
    '<SCRIPT>alert(1)</SCRIPT>',
    '<body onload=x>',
  ])('is recognised: %s', (text) => {
    expect(isWebPage(Buffer.from(text))).toBe(true);
    expect(isWebPage(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(true);
  });

  it.each(['MZ\x90\0', '%PDF-1.7', '# Notes <html>', 'PK\x03\x04', '<?xml version="1.0"?><EML>', '<titles>'])(
    'is not seen in %j',
    (text) => expect(isWebPage(Buffer.from(text, 'latin1'))).toBe(false),
  );
});
