import { ENTRY_TOO_LARGE, sizeWords } from '../../kernel/recognise-file.js';
import type { ByteSource } from '../source.js';
import { attributeFaults, mixedOrigin } from './attributes.js';
import { readDirectory, type CentralHeader } from './directory.js';
import { refusing, type ZipFault } from './fault.js';
import { layoutFaults, type Placed } from './layout.js';
import { LIMITS, type ZipLimits } from './limits.js';
import { readLocal } from './local.js';
import { nameFaults, nameKey } from './names.js';

/** A file in a ZIP whose headers are safe to follow. */
export interface ZipEntry {
  /** As written, relative, with `/`. Safe only when the listing has no fault about it. */
  readonly name: string;
  /** The name as it may be shown. */
  readonly shown: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly dataOffset: number;
}

/** What a ZIP says it holds, and everything that is wrong with how it says so. */
export interface ZipListing {
  /** Files only, in the order of the directory; empty when following the headers would not be safe. */
  readonly entries: readonly ZipEntry[];
  readonly faults: readonly ZipFault[];
  /** False when the directory could not be read at all, so that names and headers were not judged. */
  readonly listed: boolean;
  /** A name, safe to show, of which the ZIP does not say how it is to be read; null when it says so of all. */
  readonly guessedName: string | null;
}

/**
 * Lists a ZIP strictly, without inflating anything. Reads the central directory, every local header and descriptor;
 * accounts for every byte. An attacker controls all of it: nothing here allocates by what a header claims.
 * `limits`: other than those of a package.
 */
export function readZip(source: ByteSource, limits: ZipLimits = LIMITS): ZipListing {
  const directory = readDirectory(source, limits);
  if (directory.kind === 'unreadable')
    return { entries: [], faults: [directory.fault], listed: false, guessedName: null };
  const { headers } = directory;
  const faults: ZipFault[] = [...mixedOrigin(headers), ...duplicates(headers), ...sizes(headers, limits)];
  const placed: Placed[] = [];
  for (const central of headers) {
    const local = readLocal(source, central);
    faults.push(...names(central), ...attributeFaults(central), ...local.faults);
    if (local.dataOffset !== null) placed.push({ central, dataOffset: local.dataOffset });
  }
  const layout = layoutFaults(source, placed, directory.offset);
  faults.push(...layout);
  const unsafe =
    layout.length > 0 || faults.some((fault) => fault.weight === 'refuse' && STRUCTURAL.has(fault.code));
  const guessedName = headers.find((header) => header.isGuessed)?.shown ?? null;
  return { entries: unsafe ? [] : placed.flatMap(toEntry), faults, listed: true, guessedName };
}

/** With faults of these checks the headers may not be followed; the others still allow judging the content. */
const STRUCTURAL = new Set(['container.sound', 'container.headers', 'container.limits']);

function toEntry({ central, dataOffset }: Placed): ZipEntry[] {
  if (central.rawName.at(-1) === 0x2f) return [];
  const { shown, crc32, compressedSize, size } = central;
  const method = central.method === 0 ? 'stored' : 'deflated';
  return [{ name: central.name ?? shown, shown, method, crc32, compressedSize, size, dataOffset }];
}

function names(central: CentralHeader): ZipFault[] {
  const { name, rawName, shown } = central;
  if (name === null)
    return [refusing('container.names', 'De naam zegt dat zij UTF-8 is, en is dat niet.', shown)];
  const found = nameFaults(name, rawName.length);
  return found.map((what) => refusing('container.names', `De naam ${what}.`, shown));
}

function duplicates(headers: readonly CentralHeader[]): ZipFault[] {
  const faults: ZipFault[] = [];
  const seen = new Map<string, CentralHeader>();
  // Two long names may be the same where they are shown.
  const shown = new Set<string>();
  for (const header of headers) {
    if (shown.has(header.shown) && header.shown.endsWith('…'))
      faults.push(refusing('container.duplicates', 'Deze naam begint net als een andere.', header.shown));
    shown.add(header.shown);
    const key = nameKey(header.name ?? header.shown);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const same = earlier.rawName.equals(header.rawName);
      const detail = same
        ? 'Deze naam komt twee keer voor.'
        : `Deze naam is op veel computers gelijk aan ‘${earlier.shown}’.`;
      faults.push(refusing('container.duplicates', detail, header.shown));
    }
    seen.set(key, header);
  }
  for (const header of headers) {
    const parts = nameKey(header.name ?? header.shown).split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = seen.get(parts.slice(0, depth).join('/'));
      if (parent !== undefined && parent.rawName.at(-1) !== 0x2f) {
        faults.push(refusing('container.duplicates', 'Deze naam is ook als map gebruikt.', parent.shown));
      }
    }
  }
  return faults;
}

function sizes(headers: readonly CentralHeader[], limits: ZipLimits): ZipFault[] {
  const faults = headers
    .filter((header) => header.size > limits.entryBytes)
    .map((header) => refusing('container.limits', tooLarge(limits), header.shown));
  if (headers.reduce((sum, header) => sum + header.size, 0) > limits.totalBytes) {
    faults.push(
      refusing('container.limits', `Uitgepakt is het pakket groter dan ${sizeWords(limits.totalBytes)}.`),
    );
  }
  return faults;
}

function tooLarge({ entryBytes }: ZipLimits): string {
  return entryBytes === LIMITS.entryBytes
    ? ENTRY_TOO_LARGE
    : `Uitgepakt is dit bestand groter dan ${sizeWords(entryBytes)}.`;
}
