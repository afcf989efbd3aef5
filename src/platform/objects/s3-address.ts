import { readUrl } from '../../kernel/read-url.js';

/** Where an S3 bucket is and who asks, from one URL. */
export interface S3Address {
  readonly endPoint: string;
  readonly port: number;
  readonly useSSL: boolean;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  readonly region: string;
  /** In front of every name; empty or ending in a slash. */
  readonly prefix: string;
  /** Days for which delivered bytes are locked, where the server proves that it can. */
  readonly retentionDays: number;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Reads `https://KEY:SECRET@host[:port]/bucket?region=…&prefix=…&retention=…`; http only to this machine itself. Throws
 * one Dutch sentence that repeats nothing of the secret.
 */
export function readS3Address(text: string): S3Address {
  const url = readUrl(text);
  const fault = (what: string) => new Error(`${what}, zoals https://SLEUTEL:GEHEIM@host/bucket?region=…`);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw fault('geef een adres');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) throw fault('begin met https://');
  if (url.username === '' || url.password === '') throw fault('noem sleutel en geheim');
  const bucket = url.pathname.replace(/^\/|\/$/g, '');
  if (!BUCKET.test(bucket)) throw fault('noem één bucket');
  const known = ['region', 'prefix', 'retention'];
  for (const name of url.searchParams.keys())
    if (!known.includes(name)) throw fault(`gebruik alleen ${known.join(', ')} achter het vraagteken`);
  const prefix = (url.searchParams.get('prefix') ?? '').replace(/\/+$/, '');
  if (prefix !== '' && !PREFIX.test(prefix))
    throw fault('gebruik in prefix alleen letters, cijfers, -, _, . en /');
  const retention = url.searchParams.get('retention') ?? '100';
  if (!/^[1-9]\d{0,3}$/.test(retention)) throw fault('geef in retention een aantal dagen');
  const useSSL = url.protocol === 'https:';
  return {
    endPoint: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (useSSL ? 443 : 80) : Number(url.port),
    useSSL,
    accessKey: decodeURIComponent(url.username),
    secretKey: decodeURIComponent(url.password),
    bucket,
    region: url.searchParams.get('region') ?? 'us-east-1',
    prefix: prefix === '' ? '' : `${prefix}/`,
    retentionDays: Number(retention),
  };
}
