import { formDigest, newForm, readToken, secretDigest, secretOf, writeToken } from './form-token.js';

describe('a form that anybody may send', () => {
  const at = new Date('2027-03-18T10:00:00Z');
  const form = newForm(at);
  const token = writeToken('seed', 'fault', form);

  it('carries that we showed it, and when; nobody else writes one, and it serves one kind', () => {
    expect(readToken('seed', 'fault', token)).toEqual(form);
    expect(readToken('seed', 'other', token)).toBeNull();
    expect(readToken('other', 'fault', token)).toBeNull();
    const later = token.replace(/^./, (first) => (first === 'z' ? 'y' : 'z'));
    for (const forged of [later, '', '..', `${token}A`, token.slice(0, -1), 'a'.repeat(5000)])
      expect(readToken('seed', 'fault', forged)).toBeNull();
  });

  it('gives the same secret each time, which is recognised as people type it', () => {
    const secret = secretOf('seed', 'fault', form);
    expect(secret).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/);
    expect(secretOf('seed', 'fault', form)).toBe(secret);
    const kept = secretDigest(secret);
    expect(kept).not.toBeNull();
    for (const typed of [secret.toUpperCase(), secret.replaceAll('-', ' '), ` ${secret}\n`])
      expect(secretDigest(typed)).toBe(kept);
    for (const wrong of ['', secret.slice(1), `${secret}a`, secret.replace(/^./, '0')])
      expect(secretDigest(wrong)).toBeNull();
    const other = newForm(at);
    expect(secretOf('seed', 'fault', other)).not.toBe(secret);
    expect(formDigest(other)).not.toBe(formDigest(form));
  });
});
