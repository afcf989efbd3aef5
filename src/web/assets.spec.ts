import { assetOf, readManifest } from './assets.js';

describe('built assets', () => {
  const manifest = readManifest('{"site.css":"site.0123456789abcdef.css"}');

  it('gives the address with the hash', () =>
    expect(assetOf(manifest, 'site.css')).toBe('/assets/site.0123456789abcdef.css'));

  it.each(['site.js', 'constructor', '__proto__'])('throws on %s, which was not built', (name) =>
    expect(() => assetOf(manifest, name)).toThrow('was not built'),
  );

  it.each(['[]', 'null', '"x"', '{"a":1}', '{"a":"../../etc/passwd"}', '{"a":".hidden"}'])(
    'refuses %s',
    (json) => expect(() => readManifest(json)).toThrow('not a manifest'),
  );
});
