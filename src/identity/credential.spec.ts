import { clearedCookie, readCookie, sessionCookie, SESSION_COOKIE } from './session.js';
import { hashSecret, newSecret } from './credential.js';

describe('secrets', () => {
  it.each(['session', 'token', 'invitation'] as const)('of a %s have 256 bits and one hash', (kind) => {
    const { secret, hash } = newSecret(kind);
    expect(Buffer.from(secret.replace(/^odp_/, ''), 'base64url')).toHaveLength(32);
    expect(hashSecret(kind, secret)).toBe(hash);
    expect(hash).not.toContain(secret);
    expect(newSecret(kind).hash).not.toBe(hash);
  });

  it('of one kind are not of another', () => {
    expect(hashSecret('session', newSecret('token').secret)).toBeNull();
    expect(hashSecret('token', newSecret('session').secret)).toBeNull();
  });

  it.each([
    '',
    'odp_',
    'a'.repeat(42),
    'a'.repeat(44),
    `${'a'.repeat(42)}=`,
    `${'a'.repeat(42)}\n`,
    'é'.repeat(43),
  ])('%j is none', (text) => {
    expect(hashSecret('session', text)).toBeNull();
    expect(hashSecret('token', `odp_${text}`)).toBeNull();
  });
});

describe('the cookie', () => {
  it.each<[string | undefined, string | null]>([
    [undefined, null],
    ['', null],
    [`${SESSION_COOKIE}=abc`, 'abc'],
    [`a=b; ${SESSION_COOKIE}=abc; c=d`, 'abc'],
    [`a=b;${SESSION_COOKIE}=a=b`, 'a=b'],
    [`${SESSION_COOKIE}=abc; ${SESSION_COOKIE}=def`, null],
    [`x${SESSION_COOKIE}=abc`, null],
    [`${SESSION_COOKIE.toLowerCase()}=abc`, null],
    [`${SESSION_COOKIE}=${'a'.repeat(9000)}`, null],
  ])('in %j is %j', (header, value) => expect(readCookie(header, SESSION_COOKIE)).toBe(value));

  it('has every guard, also when it is taken away', () => {
    for (const text of [sessionCookie('abc'), clearedCookie()])
      for (const guard of ['__Host-', 'Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict'])
        expect(text).toContain(guard);
    expect(clearedCookie()).toContain('Max-Age=0');
  });
});
