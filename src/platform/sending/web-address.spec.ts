import { mayReach, readNetworks, readPorts, readWebAddress, type Reach } from './web-address.js';

const PUBLIC = [
  '8.8.8.8',
  '145.97.20.2',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.0.1',
  '100.128.0.1',
  '2a02:a03f::1',
  '2606:4700::1',
];

const NEVER: Readonly<Record<string, readonly string[]>> = {
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local': ['169.254.169.254', '169.254.0.1', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
  'unique-local and site-local': ['fc00::1', 'fd00:ec2::254', 'fec0::1'],
  CGNAT: ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  'broadcast and reserved': [
    '255.255.255.255',
    '240.0.0.1',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
  ],
  'metadata at a public number': ['168.63.129.16'],
  'IPv4 mapped, compatible and translated': [
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
  ],
  NAT64: ['64:ff9b::169.254.169.254', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1'],
  '6to4 and Teredo': ['2002:a9fe:a9fe::1', '2002:7f00:1::', '2001::1', '2001:0:4136:e378::'],
  'not given out': ['100::1', '2001:db8::1', '3fff::1', '4000::1', '5f00::1', '2001:20::1'],
  'no address': ['', 'localhost', '8.8.8.8.8', '8.8.8.8/8', '1.2.3.4 '],
};

describe('what a webhook may reach', () => {
  it.each(PUBLIC)('%s with TLS, and not without', (ip) => {
    expect([mayReach(ip, false, []), mayReach(ip, true, [])]).toEqual([true, false]);
  });

  it.each(Object.entries(NEVER).flatMap(([why, list]) => list.map((ip) => [why, ip] as const)))(
    'never %s: %s',
    (_why, ip) => {
      expect(mayReach(ip, false, [])).toBe(false);
    },
  );

  it('reaches what is allowed, also without TLS, and nothing beside it', () => {
    const allowed = readNetworks('127.0.0.0/8, fd12::/16');
    for (const ip of ['127.0.0.1', 'fd12::5']) expect(mayReach(ip, true, allowed)).toBe(true);
    for (const ip of ['10.0.0.1', '169.254.169.254', 'fd13::5', '::ffff:127.0.0.1', '::1'])
      expect(mayReach(ip, false, allowed)).toBe(false);
  });

  it('refuses a list with what is no network', () => {
    expect(() => readNetworks('10.0.0.0/8,10.0.0.1')).toThrow('schrijf netwerken');
    expect(readNetworks(' ')).toEqual([]);
  });
});

describe('the address of a webhook', () => {
  const PUBLIC_ALONE: Reach = { allowed: [], ports: [443] };

  it.each([
    'https://example.nl/ontvang?x=1',
    'https://example.nl:443/',
    'https://8.8.8.8/',
    'https://[2a02:a03f::1]/',
    'https://börger-odoorn.example/',
  ])('takes %s', (text) => {
    expect(readWebAddress(text, PUBLIC_ALONE)).toBeInstanceOf(URL);
  });

  it.each([
    'http://example.nl/',
    'ftp://example.nl/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'example.nl',
    'https://jet:geheim@example.nl/',
    'https://example.nl/#daar',
    `https://example.nl/${'a'.repeat(1000)}`,
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://0251.0376.0251.0376/',
    'https://0xa9.254.43518/',
    'https://127.1/',
    'https://127.0.0.1./',
    'https://0/',
    'https://①②⑦.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[fe80::1]/',
  ])('refuses %s', (text) => {
    expect(readWebAddress(text, PUBLIC_ALONE)).toBe('address');
  });
  it('is on a port that is open to what is public, or on any where a network is allowed', () => {
    const inside = { allowed: ['127.0.0.0/8'], ports: [443] };
    const said = (text: string, reach = PUBLIC_ALONE) => readWebAddress(text, reach).toString();
    for (const host of ['example.nl', '8.8.8.8']) {
      expect(said(`https://${host}:8443/`)).toBe('port');
      expect(said(`https://${host}:8443/`, { allowed: [], ports: readPorts('443, 8443') })).toContain(host);
    }
    expect(said('https://127.0.0.1:8443/')).toBe('address');
    for (const within of ['http://127.0.0.1:8080/', 'https://127.0.0.1:8443/', 'https://example.nl:8443/'])
      expect(said(within, inside)).toBe(within);
    expect(said('https://8.8.8.8:8443/', inside)).toBe('port');
    for (const wrong of ['0', '443;8443', '65536', ''])
      expect(() => readPorts(wrong)).toThrow('schrijf poorten');
  });
});
