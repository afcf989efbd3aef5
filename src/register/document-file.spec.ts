import { readDocument } from './document-file.js';

const read = (name: string, text: string | Uint8Array) => () =>
  readDocument(name, Buffer.from(text as string));

describe('a document that is offered', () => {
  it.each([
    ['rapport.pdf', '%PDF-1.7\n'],
    ['broncode.zip', 'PK\u0003\u0004'],
    ['tabel.ods', 'PK\u0003\u0004'],
    ['leesmij.txt', 'Één regel\r\n'],
    ['lijst.csv', 'a;b\n1;2\n'],
    ['schema.xml', '<?xml version="1.0"?><a/>'],
  ])('may be %s', (name, text) => expect(read(name, text)()).toBe(name));

  it.each([
    ['pagina.html', '<html></html>'],
    ['tekening.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['pagina.txt', '<!doctype html><p>'],
    ['tekening.xml', `<?xml version="1.0"?><!--${' '.repeat(2000)}--><svg/>`],
    ['diep.xml', '<a><x:script xmlns:x="http://www.w3.org/1999/xhtml"/></a>'],
    ['rapport.pdf', 'PK\u0003\u0004'],
    ['rapport.exe', '%PDF-1.7\n'],
    ['oud.doc', '\u00d0\u00cf\u0011'],
    ['leeg.txt', ''],
    ['bytes.txt', 'a\u0000b'],
  ])('may not be %s', (name, text) =>
    expect(read(name, text)).toThrow(expect.objectContaining({ code: 'register.badFile' }) as Error),
  );

  it.each(['../rapport.pdf', 'a\u202efdp.pdf', `${'a'.repeat(300)}.pdf`, '.pdf', 'con.pdf'])(
    'may not be called %j',
    (name) =>
      expect(read(name, '%PDF-1.7\n')).toThrow(expect.objectContaining({ code: 'release.badName' }) as Error),
  );
});
