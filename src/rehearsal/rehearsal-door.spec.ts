import { comesFromThisMachine } from './rehearsal-door.js';

const here = { peer: '127.0.0.1', headers: { host: 'localhost:3000' } };

describe('the door of the rehearsal', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('opens for %s', (peer) =>
    expect(comesFromThisMachine({ ...here, peer })).toBe(true),
  );

  it.each([
    '192.168.1.5',
    '10.0.0.1',
    '::ffff:10.0.0.1',
    'fe80::1',
    '128.0.0.1',
    '1127.0.0.1',
    '',
    undefined,
  ])('stays shut for %s', (peer) => expect(comesFromThisMachine({ ...here, peer })).toBe(false));

  it.each(['localhost', 'LOCALHOST:80'])('opens for Host %s', (host) =>
    expect(comesFromThisMachine({ ...here, headers: { host } })).toBe(true),
  );

  it.each([
    '127.0.0.1:3000',
    'localhost.example',
    'localhost:3000.example',
    'localhost:',
    'xlocalhost',
    '',
    undefined,
  ])('stays shut for Host %j', (host) =>
    expect(comesFromThisMachine({ ...here, headers: { host } })).toBe(false),
  );

  it.each([
    'forwarded',
    'via',
    'x-real-ip',
    'x-forwarded-for',
    'x-forwarded',
    'x-forwarded-anything',
    'x-client-ip',
    'cf-connecting-ip',
    'true-client-ip',
  ])('stays shut behind a proxy that says %s', (name) =>
    expect(comesFromThisMachine({ ...here, headers: { ...here.headers, [name]: '' } })).toBe(false),
  );
});
