import { readS3Address } from './s3-address.js';

describe('readS3Address', () => {
  it('reads where the bucket is and who asks', () => {
    const read = readS3Address('https://KEY:s%2Fcret@s3.example.nl/tellingen?region=nl-1&prefix=tk/2027/');
    expect(read).toEqual({
      endPoint: 's3.example.nl',
      port: 443,
      useSSL: true,
      accessKey: 'KEY',
      secretKey: 's/cret',
      bucket: 'tellingen',
      region: 'nl-1',
      prefix: 'tk/2027/',
      retentionDays: 100,
    });
    expect(readS3Address('http://a:b@127.0.0.1:7070/bucket?retention=7')).toMatchObject({
      port: 7070,
      useSSL: false,
      prefix: '',
      retentionDays: 7,
    });
  });

  it.each([
    ['nonsense', 'geef een adres'],
    ['http://KEY:hushhush@s3.example.nl/bucket', 'https'],
    ['https://s3.example.nl/bucket', 'sleutel'],
    ['https://KEY:hushhush@s3.example.nl/', 'bucket'],
    ['https://KEY:hushhush@s3.example.nl/one/two', 'bucket'],
    ['https://KEY:hushhush@s3.example.nl/bucket?prefix=../x%00', 'prefix'],
    ['https://KEY:hushhush@s3.example.nl/bucket?retention=0', 'retention'],
    ['https://KEY:hushhush@s3.example.nl/bucket?acl=public', 'region'],
  ])('refuses %s and repeats no secret', (text, says) => {
    expect(() => readS3Address(text)).toThrow(says);
    expect(() => readS3Address(text)).not.toThrow('hushhush');
  });
});
