import { payloadOf } from './checks/container.js';
import { openDelivery, type Part } from './contents.js';
import type { ByteSource, Scratch } from './source.js';

/** A file of a stored package, to be served apart. */
export interface ServedPart {
  readonly name: string;
  readonly size: number;
  /** The bytes, in chunks of at most 256 KiB, each valid until the next. Throws when the stored bytes are damaged. */
  bytes(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The pair inside a package, open until `close`. */
export interface OpenPair {
  readonly eml: ServedPart;
  readonly signature: ServedPart | null;
  close(): void;
}

/**
 * Opens the `.eml.xml` and `.signature` inside a stored package, by the same rules by which they were judged. Null when
 * the package has no such pair (a P 2a alone). Whoever serves `eml` hashes it on the way out and compares it with the
 * fingerprint of the verdict: storage is not trusted either.
 */
export async function openPair(source: ByteSource, newScratch: () => Scratch): Promise<OpenPair | null> {
  const contents = await openDelivery({ kind: 'package', name: '', source }, newScratch);
  const payload = payloadOf(contents);
  if (payload.kind === 'count') {
    return {
      eml: served(payload.eml),
      signature: payload.signature && served(payload.signature),
      close: () => contents.close(),
    };
  }
  contents.close();
  return null;
}

function served(part: Part): ServedPart {
  return { name: part.name, size: part.size, bytes: () => part.bytes() };
}
