import { HEAD_BYTES, recogniseFile, sizeWords, wrongPair, type FileKind } from '../kernel/recognise-file.js';
import {
  readExactly,
  windowOf,
  type ByteSource,
  type Delivery,
  type NamedSource,
  type Scratch,
} from './source.js';
import { refusing, telling, ZipDamage, type ZipFault } from './zip/fault.js';
import { entryBytes, entryHead } from './zip/inflate.js';
import { LIMITS } from './zip/limits.js';
import { nameFaults, nameKey, showName } from './zip/names.js';
import { hasLoosePadding } from './zip/padding.js';
import { readZip, type ZipEntry } from './zip/read-zip.js';
import { recognise, type PartKind } from './recognise.js';

/** One file of a delivery. */
export interface Part {
  /** Name as it may be shown; inside the inner ZIP without the ZIP's own name. */
  readonly name: string;
  /** Name of the ZIP in the package that holds it; null in the package itself or in a pair. */
  readonly within: string | null;
  readonly size: number;
  readonly kind: PartKind;
  /** The bytes, in order. Throws ZipDamage when they are not what the ZIP promised. Can be called again. */
  bytes(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A delivery opened: its files, recognised by content, and what is wrong with the ZIPs they came in. */
export interface Contents {
  readonly form: 'package' | 'pair';
  /** Name of the package; null for a pair. */
  readonly name: string | null;
  readonly parts: readonly Part[];
  readonly faults: readonly ZipFault[];
  /** A name of which the ZIP does not say how it is to be read, as it is shown; null when there is none. */
  readonly guessedName: string | null;
  /** Names and headers could be read. */
  readonly listed: boolean;
  /** All files could be reached; false when following the headers would not be safe. */
  readonly open: boolean;
  /** Gives scratch space back. */
  close(): void;
}

const WINDOW_BYTES = 256 * 1024;

/**
 * Opens a delivery: lists the ZIP, recognises each file, and opens one inner ZIP: in place when it is stored, through
 * `newScratch` when it is deflated. Never deeper. Only faults in reading `source` itself are thrown.
 */
export async function openDelivery(delivery: Delivery, newScratch: () => Scratch): Promise<Contents> {
  return delivery.kind === 'pair'
    ? openPair(delivery.eml, delivery.signature)
    : openPackage(delivery, newScratch);
}

function openPair(eml: NamedSource, signature: NamedSource | null): Contents {
  const files = signature === null ? [eml] : [eml, signature];
  const faults = files.flatMap((file, i) => [
    ...nameFaults(file.name, Buffer.byteLength(file.name)).map((what) =>
      refusing('container.names', `De naam ${what}.`, showName(file.name)),
    ),
    ...tooLarge(file, i === 0 ? LIMITS.entryBytes : LIMITS.signatureBytes),
  ]);
  if (signature !== null && nameKey(eml.name) === nameKey(signature.name))
    faults.push(
      refusing('container.duplicates', 'De twee bestanden hebben dezelfde naam.', showName(eml.name)),
    );
  const why = signature === null ? null : noPair(eml, signature);
  if (why !== null) faults.push(refusing('container.sound', why));
  const open = !faults.some((fault) => fault.code === 'container.limits');
  const parts = files.map((file, i): Part => loosePart(file, i === 0 ? 'eml' : 'signature'));
  return {
    form: 'pair',
    name: null,
    parts: open ? parts : [],
    faults,
    guessedName: null,
    listed: true,
    open,
    close: () => undefined,
  };
}

/** Kinds of file that are no part of a pair, whatever they are called. */
const NEVER_LOOSE: ReadonlySet<FileKind> = new Set(['zip', 'pdf', 'certificate', 'archive', 'office']);

/** Why these two are certainly no count with its signature; null when they may be: then other checks say more. */
function noPair(...files: [NamedSource, NamedSource]): string | null {
  const [one, other] = files.map(({ name, source }) =>
    recogniseFile(name, readExactly(source, 0, Math.min(source.size, HEAD_BYTES)) ?? new Uint8Array()),
  ) as [FileKind, FileKind];
  const isTwice = one === other && one !== 'other';
  return isTwice || NEVER_LOOSE.has(one) || NEVER_LOOSE.has(other) ? wrongPair(one, other) : null;
}

function tooLarge(file: NamedSource, limit: number): ZipFault[] {
  return file.source.size <= limit
    ? []
    : [refusing('container.limits', `Het bestand is groter dan ${sizeWords(limit)}.`, showName(file.name))];
}

function loosePart(file: NamedSource, kind: PartKind): Part {
  const { name, source } = file;
  return { name: showName(name), within: null, size: source.size, kind, bytes: () => windows(source) };
}

function* windows(source: ByteSource): Generator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafe(Math.min(WINDOW_BYTES, source.size));
  for (let at = 0; at < source.size;) {
    const count = source.read(at, buffer);
    if (count <= 0) throw new Error('a source ended before its size');
    yield buffer.subarray(0, count);
    at += count;
  }
}

async function openPackage(file: NamedSource, newScratch: () => Scratch): Promise<Contents> {
  const outer = await listParts(file.source, null);
  const faults = [...outer.faults];
  const inners = outer.entries.filter((found) => found.part.kind === 'zip');
  const parts = outer.entries.map((found) => found.part);
  let scratch: Scratch | null = null;
  let { guessedName } = outer;
  const [inner] = inners;
  if (inner !== undefined && inners.length === 1) {
    try {
      scratch = inner.entry.method === 'stored' ? null : newScratch();
      const source = await innerSource(file.source, inner.entry, scratch);
      const listing = await listParts(source, inner.part.name);
      guessedName ??= listing.guessedName;
      faults.push(
        ...listing.faults.map((fault) => ({ ...fault, file: inside(inner.part.name, fault.file) })),
      );
      faults.push(...inBoth(parts, listing.entries));
      parts.push(...listing.entries.map((found) => found.part));
      if (listing.entries.some((found) => found.part.kind === 'zip'))
        faults.push(nestedTooDeep(inner.part.name));
    } catch (error) {
      scratch?.dispose();
      if (!(error instanceof ZipDamage)) throw error;
      faults.push(error.fault);
    }
  }
  const open =
    outer.open &&
    !faults.some(
      (fault) =>
        fault.weight === 'refuse' &&
        fault.code !== 'container.names' &&
        fault.code !== 'container.duplicates',
    );
  return {
    form: 'package',
    name: file.name,
    parts,
    faults,
    guessedName,
    listed: outer.listed,
    open,
    close: () => scratch?.dispose(),
  };
}

function inside(zip: string, file: string | null): string {
  return file === null ? zip : `${zip} › ${file}`;
}

/** A file of the same name in the package and in the ZIP inside it: whoever unpacks both has one of them. */
function inBoth(outer: readonly Part[], inner: readonly Found[]): ZipFault[] {
  const names = new Set(outer.map((part) => nameKey(part.name)));
  return inner
    .filter(({ part }) => part.kind !== 'companion' && names.has(nameKey(part.name)))
    .map(({ part }) =>
      refusing('container.duplicates', 'Deze naam staat in het pakket en in de ZIP erin.', part.name),
    );
}

function nestedTooDeep(zip: string): ZipFault {
  return refusing(
    'container.limits',
    'In de ZIP binnen het pakket zit nog een ZIP. Dieper dan één mag niet.',
    zip,
  );
}

interface Found {
  readonly part: Part;
  readonly entry: ZipEntry;
}

interface Listed {
  readonly entries: readonly Found[];
  readonly faults: readonly ZipFault[];
  readonly listed: boolean;
  readonly open: boolean;
  readonly guessedName: string | null;
}

async function listParts(source: ByteSource, within: string | null): Promise<Listed> {
  const { entries, faults, listed, guessedName } = readZip(source);
  const found: Found[] = [];
  const loose: ZipFault[] = [];
  for (const entry of entries) {
    const kind = recognise(entry.name, await entryHead(source, entry, HEAD_BYTES));
    if (hasLoosePadding(source, entry))
      loose.push(
        telling('container.headers', 'In de ingepakte gegevens zijn ongebruikte bits gezet.', entry.shown),
      );
    const part: Part = {
      name: entry.shown,
      within,
      size: entry.size,
      kind,
      bytes: () => entryBytes(source, entry),
    };
    found.push({ part, entry });
  }
  const open = listed && !faults.some((fault) => fault.weight === 'refuse' && entries.length === 0);
  return { entries: found, faults: [...faults, ...loose], listed, open, guessedName };
}

/** The inner ZIP as a source. Its bytes are all read once here, so that its CRC is checked before anything in it. */
async function innerSource(
  source: ByteSource,
  entry: ZipEntry,
  scratch: Scratch | null,
): Promise<ByteSource> {
  for await (const chunk of entryBytes(source, entry)) scratch?.write(chunk);
  return scratch?.source() ?? windowOf(source, entry.dataOffset, entry.size);
}
