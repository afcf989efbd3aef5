import http from 'node:http';
import type net from 'node:net';
import { Client } from 'minio';
import { readS3Address } from '../../src/platform/objects/s3-address.js';
import { findProgram, makeBucket, startS3 } from '../../tools/parts.mjs';

/** A bucket of a test's own, on a running S3 server. */
export interface TestBucket {
  /** As in S3_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Why no S3 server can be had here; null when one can. */
export function whyNoS3(): string | null {
  if (process.env['TEST_S3_URL'] !== undefined || findProgram('versitygw') !== null) return null;
  return 'geen S3-server: zet TEST_S3_URL, of versitygw op het PATH (go install github.com/versity/versitygw/cmd/versitygw@v1.8.0)';
}

/** TEST_S3_URL with a prefix of this run, or a server of this machine that keeps versions and locks. */
export async function startBucket(): Promise<TestBucket> {
  const given = process.env['TEST_S3_URL'];
  if (given === undefined) {
    const server = await startS3();
    return { url: await makeBucket(server.url, 'overdracht'), stop: () => server.stop() };
  }
  const url = new URL(given);
  url.searchParams.set('prefix', `test-${process.pid}-${Date.now()}`);
  return { url: url.href, stop: async () => undefined };
}

/** The plain client for an S3_URL. */
export function clientOf(url: string): Client {
  const { endPoint, port, useSSL, accessKey, secretKey, region } = readS3Address(url);
  return new Client({ endPoint, port, useSSL, accessKey, secretKey, region, pathStyle: true });
}

/** honest | lie: writing is answered with success and goes nowhere | cut: a write is broken off half way | gone. */
export type ProxyMood = 'honest' | 'lie' | 'cut' | 'gone';

/** A server in front of a server that can fail in every way in which one does. */
export class S3Proxy {
  mood: ProxyMood = 'honest';
  private readonly server: http.Server;

  private constructor(private readonly target: { host: string; port: number }) {
    this.server = http.createServer((request, response) => this.answer(request, response));
    this.server.on('clientError', (_, socket) => socket.destroy());
  }

  static async before(url: string): Promise<{ proxy: S3Proxy; url: string }> {
    const { hostname, port } = new URL(url);
    const proxy = new S3Proxy({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    const address = proxy.server.address() as net.AddressInfo;
    return { proxy, url: Object.assign(new URL(url), { host: `127.0.0.1:${address.port}` }).href };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (this.mood === 'gone') return void request.socket.destroy();
    const writes = request.method === 'PUT' || request.method === 'POST';
    if (writes && this.mood === 'lie') return this.pretend(request, response);
    const { method, url, headers } = request;
    const onward = http.request({ ...this.target, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    if (!writes || this.mood !== 'cut') return void request.pipe(onward);
    let passed = 0;
    request.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (passed > 10_000) {
        onward.destroy();
        request.socket.destroy();
      } else onward.write(chunk);
    });
  }

  private pretend(request: http.IncomingMessage, response: http.ServerResponse): void {
    request.resume().on('end', () => {
      response.writeHead(200, { etag: '"0123456789abcdef0123456789abcdef"', 'content-length': 0 });
      response.end();
    });
  }
}
