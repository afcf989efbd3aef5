import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { Refusal, type RefusalCode } from '../../kernel/refusal.js';
import { PLAIN_HEADERS } from './defences.js';
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
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'Request Timeout', code: 'request.stalled' },
};

/**
 * Answers what Node could not read as HTTP with a problem like any other, and ends the connection: what follows on it
 * could be anything. `told` hears of it before the answer goes out.
 */
export function answerBrokenRequest(
  texts: RefusalTexts,
  told: (broken: BrokenRequest) => void,
): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
      socket.destroy();
      return;
    }
    const { status, reason, code } = LINES[error.code ?? ''] ?? INVALID;
    const traceId = randomUUID();
    told({ ip: socket.remoteAddress ?? '', code, traceId });
    const { title, detail } = texts.explain(new Refusal(code)).text;
    const instance = `urn:uuid:${traceId}`;
    const body = JSON.stringify({
      type: `urn:overdracht:fout:${code}`,
      title,
      status,
      detail,
      instance,
      code,
    });
    const head = [
      `HTTP/1.1 ${status} ${reason}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      ...Object.entries(PLAIN_HEADERS).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
}
