import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A body that went over the line. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  /** Bytes of the body that went through to the server. */
  bytes: number;
}

/** The line between a browser and the site: a proxy that counts, breaks and is mended. */
export interface Line {
  /** For the browser's `proxy`. */
  readonly url: string;
  /** Requests with a body, in the order in which they began. */
  readonly sent: Sent[];
  /** Breaks after so many more bytes of bodies, and stays broken until it is mended. */
  breakAfter(bytes: number): void;
  mend(): void;
  /** Answers to what has a body come so many milliseconds late from now on. */
  answerLate(ms: number): void;
  close(): Promise<void>;
}

export async function startLine(): Promise<Line> {
  const sent: Sent[] = [];
  const sockets = new Set<Socket>();
  let late = 0;
  let left = Number.POSITIVE_INFINITY;
  const server = http.createServer((request, response) => {
    if (left <= 0) return void request.socket.destroy();
    const { method = 'GET', url = '', headers } = request;
    const onward = http.request(new URL(url), { method, headers }, (answer) => {
      const pass = (): void => {
        response.writeHead(answer.statusCode!, answer.rawHeaders);
        answer.pipe(response);
      };
      if (late === 0 || method === 'GET') pass();
      else setTimeout(pass, late);
    });
    const cut = (): void => {
      onward.destroy();
      request.socket.destroy();
    };
    onward.on('error', cut);
    response.on('close', () => onward.destroy());
    const entry: Sent = { method, path: new URL(url).pathname, bytes: 0 };
    if (headers['content-length'] !== undefined) sent.push(entry);
    request.on('data', (chunk: Buffer) => {
      const through = chunk.subarray(0, Math.max(0, Math.min(chunk.length, left)));
      left -= chunk.length;
      entry.bytes += through.length;
      onward.write(through);
      // a moment, so that what went through arrives before the line is seen to be broken
      if (left <= 0) setTimeout(cut, 50);
    });
    request.on('end', () => onward.end());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    breakAfter: (bytes) => void (left = bytes),
    mend: () => void (left = Number.POSITIVE_INFINITY),
    answerLate: (ms) => void (late = ms),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
