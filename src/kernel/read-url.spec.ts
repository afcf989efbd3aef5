import { readUrl } from './read-url.js';

describe('an address', () => {
  it('is read the same however often it is asked, also with letters that are not ASCII', () => {
    const hosts = new Set<string | undefined>();
    for (let i = 0; i < 30_000; i += 1)
      hosts.add(readUrl('https://börger-odoorn.example/coördinatie')?.hostname);
    expect([...hosts]).toEqual(['xn--brger-odoorn-4ib.example']);
  });

  it('is none where it is no address', () =>
    expect(['', 'example.nl', 'https://', 'https://a b/'].map(readUrl)).toEqual([null, null, null, null]));
});
