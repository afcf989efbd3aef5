import { securityTxt } from './security-txt.js';

const given = {
  contacts: ['mailto:lek@voorbeeld.nl', 'https://voorbeeld.nl/lek'],
  expires: new Date('2027-06-01T00:00:00Z'),
  canonical: 'https://overdracht.voorbeeld.nl/.well-known/security.txt',
};

describe('security.txt (RFC 9116)', () => {
  it('holds what the RFC asks, with CRLF', () => {
    expect(securityTxt({ ...given, policy: 'https://voorbeeld.nl/cvd' })).toBe(
      [
        'Contact: mailto:lek@voorbeeld.nl',
        'Contact: https://voorbeeld.nl/lek',
        'Expires: 2027-06-01T00:00:00.000Z',
        'Preferred-Languages: nl, en',
        'Canonical: https://overdracht.voorbeeld.nl/.well-known/security.txt',
        'Policy: https://voorbeeld.nl/cvd',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    [[]],
    [['lek@voorbeeld.nl']],
    [['http://voorbeeld.nl']],
    [['mailto:a@b.nl\r\nPolicy: https://evil']],
  ])('refuses the contacts %j', (contacts) =>
    expect(() => securityTxt({ ...given, contacts })).toThrow(/contact/),
  );

  it('refuses a line end anywhere else', () => {
    expect(() => securityTxt({ ...given, policy: 'https://x\nContact: mailto:evil@x' })).toThrow(/line end/);
  });
});
