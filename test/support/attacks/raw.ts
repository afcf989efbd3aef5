import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection on which a test writes whatever it likes. */
export class Wire {
  private received = Buffer.alloc(0);
  closed = false;

  private constructor(private readonly socket: net.Socket) {
    socket.on('data', (chunk) => (this.received = Buffer.concat([this.received, chunk])));
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => undefined);
  }

  static async open(baseUrl: string): Promise<Wire> {
    const { port } = new URL(baseUrl);
    const socket = net.connect(Number(port), 'localhost');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Wire(socket);
  }

  send(text: string | Uint8Array): void {
    if (!this.closed) this.socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** Ends our half; the other may still answer. */
  end(): void {
    this.socket.end();
  }

  cut(): void {
    this.socket.destroy();
  }

  /** Everything that came so far. */
  text(): string {
    return this.received.toString('latin1');
  }

  /** The answers so far: whole ones with a Content-Length. */
  answers(): RawAnswer[] {
    const found: RawAnswer[] = [];
    for (let rest = this.received; rest.length > 0;) {
      const split = rest.indexOf('\r\n\r\n');
      if (split < 0) break;
      const head = rest.subarray(0, split).toString('latin1');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
      const length = status < 200 ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      const end = split + 4 + length;
      if (end > rest.length) break;
      found.push({ status, head, body: rest.subarray(split + 4, end).toString('utf8') });
      rest = rest.subarray(end);
    }
    return found;
  }

  /** Waits for `count` answers, or until the connection closed or `ms` passed; gives what there is then. */
  async wait(count = 1, ms = 10_000): Promise<RawAnswer[]> {
    for (const end = Date.now() + ms; this.answers().length < count && !this.closed && Date.now() < end;)
      await sleep(10);
    return this.answers();
  }
}

/** The text of a request. */
export function request(
  line: string,
  headers: Readonly<Record<string, string | number | readonly string[]>>,
  body: string | Buffer = '',
): Buffer {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [String(value)]).map((one) => `${name}: ${one}`),
  );
  return Buffer.concat([
    Buffer.from(`${[`${line} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
}

/** Sends one request on a connection of its own; gives every answer to it. */
export async function once(
  baseUrl: string,
  bytes: string | Uint8Array,
  answers = 1,
  ms = 10_000,
): Promise<RawAnswer[]> {
  const wire = await Wire.open(baseUrl);
  wire.send(bytes);
  const found = await wire.wait(answers, ms);
  wire.cut();
  return found;
}
