import { randomUUID } from 'node:crypto';
import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Refusal, type RefusalCode } from '../../kernel/refusal.js';
import type { RefusalTexts } from './refusals.js';

/** A request that was not whole enough to become one: no method, no address, no headers to trust. */
export interface BrokenRequest {
  readonly ip: string;
  readonly code: RefusalCode;
  readonly traceId: string;
}

interface Line {
  readonly status: number;
  readonly reason: string;
  readonly code: RefusalCode;
}

const INVALID: Line = { status: 400, reason: 'Bad Request', code: 'request.invalid' };
const LINES: Readonly<Record<string, Line>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    code: 'request.headersTooLarge',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, reason: 'Content Too Large', code: 'request.tooLarge' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'Request Timeout', code: 'request.stalled' },
};

/** The answers that are under way on each connection, with what they answer. */
const underWay = new WeakMap<object, Map<ServerResponse, IncomingMessage>>();

/**
 * Sends everything that Node would answer itself, barely and in English, through the application: what expects something
 * unknown, and CONNECT. Must be called before the server listens.
 */
export function takeEverything(server: Server): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const open = underWay.get(socket) ?? new Map<ServerResponse, IncomingMessage>();
    underWay.set(socket, open.set(response, request));
    response.once('close', () => open.delete(response));
  });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    socket.on('error', () => socket.destroy());
    server.emit('request', request, response);
  });
}

/** Whether a whole answer may go out now: not in the middle of another, and not as the answer to an earlier request. */
function mayAnswer(socket: Socket): boolean {
  const open = [...(underWay.get(socket) ?? [])];
  return open.every(([response, request]) => !response.headersSent && !request.complete);
}

/** Whoever does not end its side is cut off after so long: the answer had its time to arrive. */
const LINGER_MS = 2_000;

/**
 * Answers what Node could not read as HTTP with a problem like any other (with `headers`), and ends the connection: what
 * follows on it could be anything. `told` hears of it before the answer goes out.
 */
export function answerBrokenRequest(
  texts: RefusalTexts,
  headers: Readonly<Record<string, string>>,
  told: (broken: BrokenRequest) => void,
): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
      socket.destroy();
      return;
    }
    const line = LINES[error.code ?? ''] ?? INVALID;
    const traceId = randomUUID();
    told({ ip: socket.remoteAddress ?? '', code: line.code, traceId });
    if (!mayAnswer(socket)) {
      socket.destroySoon();
      return;
    }
    socket.end(answerTo(line, traceId, texts, headers));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

/** The answer as it goes over the wire. */
function answerTo(
  { status, reason, code }: Line,
  traceId: string,
  texts: RefusalTexts,
  headers: Readonly<Record<string, string>>,
): string {
  const { title, detail } = texts.explain(new Refusal(code)).text;
  const instance = `urn:uuid:${traceId}`;
  const type = `urn:overdracht:fout:${code}`;
  const body = JSON.stringify({ type, title, status, detail, instance, code });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
