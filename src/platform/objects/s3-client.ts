import http from 'node:http';
import https from 'node:https';
import { Client } from 'minio';
import type { S3Address } from './s3-address.js';

/** A client of one bucket's server. It knows no time-outs and repeats nothing by itself: that is for who uses it. */
export function s3Client(address: S3Address, partSize: number): Client {
  const { endPoint, port, useSSL, accessKey, secretKey, region } = address;
  return new Client({
    endPoint,
    port,
    useSSL,
    accessKey,
    secretKey,
    region,
    pathStyle: true,
    partSize,
    transportAgent: new (useSSL ? https : http).Agent({ keepAlive: true, maxSockets: 64 }),
    retryOptions: { disableRetry: true },
  });
}
