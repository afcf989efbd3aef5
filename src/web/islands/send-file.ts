/** How an attempt to send a file ended: an answer of the server, or a cut connection (also when it took too long). */
export type Sent =
  { readonly kind: 'answer'; readonly status: number; readonly body: string } | { readonly kind: 'cut' };

/** Waits between attempts after a cut connection, in seconds. Together with the first: six attempts. */
const WAITS = [1, 2, 4, 8, 15] as const;

/** Answers after which the same bytes may be sent again: the server is away or busy, not unwilling. */
const AGAIN = new Set([408, 429, 502, 503, 504]);

export interface SendOptions {
  readonly signal: AbortSignal;
  /** How many bytes of the file have gone out in this attempt. */
  readonly onProgress: (bytes: number) => void;
  /** Called before a wait, with its length in seconds. */
  readonly onWait: (seconds: number) => void;
}

/**
 * SHA-256 of a file for Content-Digest (RFC 9530): `sha-256=:…:`. WebCrypto cannot hash a stream, so the file stands in
 * memory once; the platform takes at most 256 MiB, which a browser can hold. Gives null where it cannot: TLS still
 * protects the way, and the fingerprint is compared with paper afterwards.
 */
export async function contentDigest(file: Blob): Promise<string | null> {
  try {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return `sha-256=:${btoa(String.fromCharCode(...hash))}:`;
  } catch {
    return null;
  }
}

/**
 * PUTs a file and tries again while the connection is cut: the server keeps nothing of half a file, and takes the same
 * bytes at the same address again. XMLHttpRequest, because fetch does not tell how far an upload is.
 */
export async function sendFile(address: string, file: File, options: SendOptions): Promise<Sent> {
  const digest = await contentDigest(file);
  for (const seconds of [...WAITS, null]) {
    const sent = await attempt(address, file, digest, options);
    if (options.signal.aborted || seconds === null) return sent;
    if (sent.kind === 'answer' && !AGAIN.has(sent.status)) return sent;
    options.onWait(seconds);
    await wait(seconds * 1000, options.signal);
    if (options.signal.aborted) return { kind: 'cut' };
  }
  return { kind: 'cut' };
}

function attempt(address: string, file: File, digest: string | null, options: SendOptions): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const end = (sent: Sent): void => {
      options.signal.removeEventListener('abort', abort);
      resolve(sent);
    };
    request.open('PUT', address);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Accept', 'application/json');
    if (digest !== null) request.setRequestHeader('Content-Digest', digest);
    request.upload.addEventListener('progress', (event) => options.onProgress(event.loaded));
    request.addEventListener('load', () =>
      end({ kind: 'answer', status: request.status, body: request.responseText }),
    );
    request.addEventListener('error', () => end({ kind: 'cut' }));
    request.addEventListener('abort', () => end({ kind: 'cut' }));
    options.signal.addEventListener('abort', abort);
    request.send(file);
  });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
}
