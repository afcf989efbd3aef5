import { deliveredFiles } from './delivered-files.js';

const file = (name: string, head: string) => ({
  name,
  path: `/spool/${name}`,
  head: Buffer.from(head, 'latin1'),
});
const eml = file('telling.eml.xml', '<?xml version="1.0"?><EML>');
const signature = file(
  'telling.eml.xml.signature',
  '\x30\x82\x09\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02',
);
const zip = file('pakket.zip', 'PK\x03\x04');
const names = (files: Parameters<typeof deliveredFiles>[0]) => {
  const found = deliveredFiles(files);
  return found.kind === 'package'
    ? ['package', found.name]
    : ['pair', found.eml.name, found.signature?.name ?? null];
};

describe('what was delivered, by content', () => {
  it('knows a package, a count alone and a pair in either order', () => {
    expect(names([zip])).toEqual(['package', 'pakket.zip']);
    expect(names([eml])).toEqual(['pair', 'telling.eml.xml', null]);
    expect(names([eml, signature])).toEqual(['pair', 'telling.eml.xml', 'telling.eml.xml.signature']);
    expect(names([signature, eml])).toEqual(['pair', 'telling.eml.xml', 'telling.eml.xml.signature']);
  });

  it('is not fooled by names', () => {
    const misnamed = { ...zip, name: 'telling.bin' };
    expect(names([misnamed])[0]).toBe('package');
    const [sig, count] = [
      { ...signature, name: 'a' },
      { ...eml, name: 'b.xml' },
    ];
    expect(names([sig, count])).toEqual(['pair', 'b.xml', 'a']);
  });

  it('makes something to judge of whatever else comes', () => {
    const junk = file('foto.jpg', '\xff\xd8');
    expect(names([junk])).toEqual(['package', 'foto.jpg']);
    expect(names([junk, zip])).toEqual(['pair', 'foto.jpg', 'pakket.zip']);
    expect(names([signature, junk])).toEqual(['pair', 'foto.jpg', 'telling.eml.xml.signature']);
    expect(names([signature, signature])[0]).toBe('pair');
  });
});
