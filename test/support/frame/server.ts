import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { demoPages } from './demo.js';

const ASSETS = path.resolve(__dirname, '../../../dist/web/assets');
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** A request as the demo server got it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Answers a request of an island or form; gives false for what it does not know. */
export type Answer = (seen: Seen, response: ServerResponse) => boolean;

/** Serves the demo pages under the site's own CSP, and lets a test play the API. */
export class DemoServer {
  readonly seen: Seen[] = [];
  answer: Answer = () => false;
  pages = { ...demoPages() };
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => this.handle(request, response, Buffer.concat(chunks)));
    });
  }

  private handle(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const seen = { method: request.method ?? '', path: pathname, headers: request.headers, body };
    this.seen.push(seen);
    if (this.answer(seen, response)) return;
    if (pathname.startsWith('/assets/')) return sendAsset(pathname, response);
    const html = this.pages[pathname];
    if (html === undefined)
      return void response.writeHead(404, { 'content-type': 'text/plain' }).end('niets');
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP })
      .end(html);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function sendAsset(pathname: string, response: ServerResponse): void {
  const file = path.join(ASSETS, path.basename(pathname));
  if (!existsSync(file)) return void response.writeHead(404).end();
  response
    .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'text/plain' })
    .end(readFileSync(file));
}
