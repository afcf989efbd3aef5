import { asRecord, tryJson } from './dom.js';

/** What the server said of a file. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** SHA-256 of a file. */
export interface Digest {
  readonly hex: string;
  /** As RFC 9530 writes it: `sha-256=:…:`. */
  readonly field: string;
}

/** How far a file is at the server: so many bytes, or what it said instead; null when it could not be asked. */
type Stand = { readonly offset: number; readonly complete: boolean } | Answer | null;

/** Seconds between attempts after a cut; the last is repeated as long as it takes. */
const WAITS = [1, 2, 4, 8, 15, 30] as const;
/** The server is away or busy, not unwilling. */
const AGAIN = new Set([408, 429, 502, 503, 504]);
/** What came is kept, and the rest can follow. */
const GO_ON = new Set(['upload.beingReceived', 'upload.wrongOffset', 'upload.stalled', 'upload.tooSlow']);

/** Told of what happens on the way. */
export interface Listener {
  /** Bytes of this file that are there, as far as is known. */
  onProgress(bytes: number): void;
  /** All bytes have gone out; the answer is still to come. */
  onSent(): void;
  /** The line is cut, or the server is busy: again after so many seconds. Told every second. */
  onWait(seconds: number): void;
}

/**
 * SHA-256 of a file. WebCrypto cannot hash a stream, so the file stands in memory once; the platform takes at most 320 MB,
 * which a browser can hold. Null where it cannot: TLS still protects the way, and the fingerprint is compared with paper.
 */
export async function digestOf(file: Blob): Promise<Digest | null> {
  try {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return { hex, field: `sha-256=:${btoa(String.fromCharCode(...hash))}:` };
  } catch {
    return null;
  }
}

/** The file can no longer be read: it was moved, changed or taken out. */
export class Unreadable extends Error {}

/**
 * Sends files, and goes on after a cut of any length from where the server is: HEAD says how far, PATCH sends the rest
 * (draft-ietf-httpbis-resumable-upload). Can be paused and stopped. XMLHttpRequest, because fetch does not tell how far an
 * upload is.
 */
export class Sender {
  private state: 'running' | 'paused' | 'stopped' = 'running';
  private request: XMLHttpRequest | null = null;
  private wake: () => void = () => undefined;

  constructor(private readonly listener: Listener) {}

  get stopped(): boolean {
    return this.state === 'stopped';
  }

  pause(): void {
    this.become('paused');
  }

  goOn(): void {
    this.become('running');
  }

  stop(): void {
    this.become('stopped');
  }

  /**
   * Sends a file, from where the server is when `begun`. Gives the last answer, which may be a refusal; null when it was
   * stopped. Throws Unreadable.
   */
  async send(address: string, file: File, digest: Digest | null, begun: boolean): Promise<Answer | null> {
    let stand: Stand = begun ? null : { offset: 0, complete: false };
    for (let failed = 0; ;) {
      await this.whilePaused();
      if (this.stopped) return null;
      stand ??= await askStand(address);
      if (stand !== null && 'status' in stand) {
        if (!isAgain(stand)) return stand;
      } else if (stand !== null) {
        if (stand.complete) return { status: 200, body: '' };
        const { offset } = stand;
        const { answer, moved } = await this.attempt(address, file, digest, offset);
        if (answer !== null && !isAgain(answer)) return answer;
        if (moved) failed = 0;
      }
      stand = null;
      if (this.state === 'running') await this.wait(WAITS[Math.min(failed, WAITS.length - 1)]!);
      failed += 1;
    }
  }

  private become(state: Sender['state']): void {
    if (this.stopped) return;
    this.state = state;
    if (state !== 'running') this.request?.abort();
    this.wake();
  }

  private async whilePaused(): Promise<void> {
    while (this.state === 'paused') await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** Ends early when the network is back, and when it is paused or stopped. */
  private async wait(seconds: number): Promise<void> {
    const isOver = new Promise<void>((resolve) => (this.wake = resolve));
    const online = (): void => this.wake();
    window.addEventListener('online', online);
    let over = false;
    void isOver.then(() => (over = true));
    for (let left = seconds; left > 0 && !over; left -= 1) {
      this.listener.onWait(left);
      await Promise.race([isOver, new Promise((resolve) => window.setTimeout(resolve, 1000))]);
    }
    window.removeEventListener('online', online);
  }

  /** One request. `answer` is null when it was cut; `moved`: some bytes went. */
  private async attempt(
    address: string,
    file: File,
    digest: Digest | null,
    offset: number,
  ): Promise<{ answer: Answer | null; moved: boolean }> {
    await checkReadable(file);
    // it may have been paused or stopped while the stand was asked and the file was looked at
    if (this.state !== 'running') return { answer: null, moved: false };
    let moved = false;
    const request = new XMLHttpRequest();
    this.request = request;
    request.open(offset === 0 ? 'PUT' : 'PATCH', address);
    for (const [name, value] of headersOf(offset, digest)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => {
      moved ||= loaded > 0;
      this.listener.onProgress(Math.min(file.size, offset + loaded));
    });
    request.upload.addEventListener('load', () => this.listener.onSent());
    this.listener.onProgress(offset);
    const answer = await new Promise<Answer | null>((resolve) => {
      request.addEventListener('load', () => resolve({ status: request.status, body: request.responseText }));
      for (const end of ['error', 'abort', 'timeout'] as const)
        request.addEventListener(end, () => resolve(null));
      request.send(offset === 0 ? file : file.slice(offset));
    });
    this.request = null;
    return { answer, moved };
  }
}

function headersOf(offset: number, digest: Digest | null): [string, string][] {
  const whole: [string, string][] = digest === null ? [] : [['Repr-Digest', digest.field]];
  const headers: [string, string][] = [['Accept', 'application/json'], ...whole];
  if (offset === 0) return [...headers, ['Content-Type', 'application/octet-stream']];
  return [
    ...headers,
    ['Content-Type', 'application/partial-upload'],
    ['Upload-Offset', String(offset)],
    ['Upload-Complete', '?1'],
  ];
}

function isAgain({ status, body }: Answer): boolean {
  return AGAIN.has(status) || (status >= 400 && GO_ON.has(String(asRecord(tryJson(body))['code'])));
}

async function askStand(address: string): Promise<Stand> {
  try {
    const { status, headers } = await fetch(address, {
      method: 'HEAD',
      redirect: 'error',
      cache: 'no-store',
    });
    const offset = Number(headers.get('upload-offset') ?? Number.NaN);
    if (status >= 400 || !Number.isInteger(offset)) return { status, body: '' };
    return { offset, complete: headers.get('upload-complete') === '?1' };
  } catch {
    return null;
  }
}

/** A file that cannot be read makes a request fail like a cut line, for ever. */
async function checkReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new Unreadable();
  }
}
