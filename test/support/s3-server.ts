import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'minio';
import { readS3Address } from '../../src/platform/objects/s3-address.js';

/** A running S3 server with a bucket of its own. */
export interface S3Server {
  /** As in S3_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

const BINARY = 'versitygw';

function findBinary(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter)];
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  folders.push(path.join(cache, 'overdracht'), path.join(homedir(), 'go/bin'));
  return folders.map((folder) => path.join(folder, BINARY)).find((file) => existsSync(file)) ?? null;
}

/** Why no S3 server can be had here; null when one can. */
export function whyNoS3(): string | null {
  if (process.env['TEST_S3_URL'] !== undefined || findBinary() !== null) return null;
  return `geen S3-server: zet TEST_S3_URL, of ${BINARY} op het PATH (go install github.com/versity/versitygw/cmd/versitygw@v1.8.0)`;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function untilOpen(port: number): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`${BINARY} did not start`);
}

/** TEST_S3_URL with a prefix of this run, or a server of this machine that keeps versions and locks. */
export async function startS3(): Promise<S3Server> {
  const given = process.env['TEST_S3_URL'];
  if (given !== undefined) {
    const url = new URL(given);
    url.searchParams.set('prefix', `test-${process.pid}-${Date.now()}`);
    return { url: url.href, stop: async () => undefined };
  }
  const folder = await mkdtemp(path.join(tmpdir(), 's3-'));
  const [data, versions] = [path.join(folder, 'data'), path.join(folder, 'versions')];
  for (const made of [data, versions]) await mkdir(made);
  const port = await freePort();
  const keys = { ROOT_ACCESS_KEY: 'test', ROOT_SECRET_KEY: 'testtesttest' };
  const child: ChildProcess = spawn(
    findBinary()!,
    ['--port', `127.0.0.1:${port}`, 'posix', '--versioning-dir', versions, data],
    { env: { PATH: process.env['PATH'] ?? '', ...keys }, stdio: 'ignore' },
  );
  await untilOpen(port);
  const client = clientOf(`http://test:testtesttest@127.0.0.1:${port}/overdracht`);
  await client.makeBucket('overdracht', 'us-east-1', { ObjectLocking: true });
  await client.setBucketVersioning('overdracht', { Status: 'Enabled' });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  return {
    url: `http://test:testtesttest@127.0.0.1:${port}/overdracht`,
    async stop() {
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
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
