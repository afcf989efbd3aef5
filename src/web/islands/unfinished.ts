import { asRecord, ownPath, tryJson } from './dom.js';
import type { Digest } from './send-file.js';

/** A delivery as the API tells of it: where each file goes, and what of it is there. */
export interface Known {
  readonly id: string;
  readonly files: readonly {
    readonly address: string;
    readonly name: string;
    readonly size: number;
    /** As announced, hex; null when that was not told. */
    readonly sha256: string | null;
    readonly isHere: boolean;
  }[];
}

/** Where the files that were chosen go, in their order. */
export interface Target {
  readonly id: string;
  readonly addresses: readonly string[];
}

/** `{id, bestanden: [{adres, …}]}`; null when it is no such thing. Only addresses on this site are followed. */
export function readKnown(body: string): Known | null {
  const given = asRecord(tryJson(body));
  const { id, bestanden } = given;
  if (typeof id !== 'string' || !Array.isArray(bestanden)) return null;
  const files = bestanden.map((each) => {
    const { adres, naam, grootte, aangekondigd, ontvangen } = asRecord(each);
    return {
      address: ownPath(adres) ?? '',
      name: String(naam),
      size: Number(grootte),
      sha256: typeof aangekondigd === 'string' ? aangekondigd : null,
      isHere: ontvangen !== null,
    };
  });
  return files.every(({ address }) => address !== '') ? { id, files } : null;
}

/** The delivery that waits for exactly these files; null when these are others, or some are missing. */
export function matchUnfinished(
  known: Known,
  files: readonly Pick<File, 'name' | 'size'>[],
  digests: readonly (Digest | null)[],
): Target | null {
  const left = [...known.files];
  const addresses: string[] = [];
  for (const [i, { name, size }] of files.entries()) {
    const hex = digests[i]?.hex;
    const at = left.findIndex(
      (file) =>
        file.name === name &&
        file.size === size &&
        (file.sha256 === null || hex === undefined || file.sha256 === hex),
    );
    if (at === -1) return null;
    addresses.push(left[at]!.address);
    left.splice(at, 1);
  }
  return left.every(({ isHere }) => isHere) ? { id: known.id, addresses } : null;
}

/** What the API knows of a delivery that still waits for files; null when it does not, or cannot be asked. */
export async function askUnfinished(address: string): Promise<Known | null> {
  try {
    const response = await fetch(address, {
      headers: { Accept: 'application/json' },
      redirect: 'error',
      cache: 'no-store',
    });
    const body = await response.text();
    return response.ok && asRecord(tryJson(body))['wachtOp'] === 'bestanden' ? readKnown(body) : null;
  } catch {
    return null;
  }
}
