import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { KIND_NAMES, type FactName, type Facts, type KindName } from './document-kinds.js';
import { type Entry, type Said } from './document.js';

/** An entry with what it is about. */
export type KeptEntry = Entry & { readonly electionId: string; readonly kind: KindName };

type Row = NonNullable<Awaited<ReturnType<Reader['registerEntry']['findFirst']>>>;

function saidOf(row: Row): Said {
  const { state, fileName, fileSize, sha256: digest, address, version, gazette, reason } = row;
  if (state === 'here' && digest !== null)
    return { state, file: { name: fileName ?? '', size: Number(fileSize), sha256: sha256(digest) } };
  if (state === 'elsewhere') return { state, address: address ?? '' };
  if (state === 'inForce') return { state, version: version ?? '', gazette: gazette ?? '' };
  if (state === 'withheld') return { state, reason: reason ?? '' };
  throw new Error(`entry ${row.id} of the register is in no known state`);
}

function entryOf(row: Row): KeptEntry[] {
  const kind = KIND_NAMES.find((name) => name === row.kind);
  if (kind === undefined) return [];
  const { id, electionId, number, at, personId: by } = row;
  return [{ id, electionId, kind, number, at, by, ...saidOf(row) }];
}

/** Every entry of these elections. A kind that only a newer release knows is left out. */
export async function listEntries(read: Reader, elections: readonly string[]): Promise<readonly KeptEntry[]> {
  const rows = await read.registerEntry.findMany({ where: { electionId: { in: [...elections] } } });
  return rows.flatMap(entryOf);
}

/** The newest entry of a kind, seen from inside the transaction. */
export async function newestEntry(tx: Tx, electionId: string, kind: KindName): Promise<KeptEntry | null> {
  const row = await tx.registerEntry.findFirst({ where: { electionId, kind }, orderBy: { number: 'desc' } });
  return row === null ? null : (entryOf(row)[0] ?? null);
}

export async function findEntry(read: Reader, id: string): Promise<KeptEntry | null> {
  const row = await read.registerEntry.findUnique({ where: { id } });
  return row === null ? null : (entryOf(row)[0] ?? null);
}

/** Adds the next entry of its kind; the caller holds the lock of the document. */
export async function addEntry(
  tx: Tx,
  about: { readonly electionId: string; readonly kind: KindName; readonly number: number },
  said: Said,
  made: { readonly at: Date; readonly by: string },
): Promise<void> {
  const file = said.state === 'here' ? said.file : null;
  await tx.registerEntry.create({
    data: {
      ...about,
      state: said.state,
      at: made.at,
      personId: made.by,
      fileName: file?.name ?? null,
      fileSize: file?.size ?? null,
      sha256: (file?.sha256 satisfies Sha256 | undefined) ?? null,
      address: said.state === 'elsewhere' ? said.address : null,
      version: said.state === 'inForce' ? said.version : null,
      gazette: said.state === 'inForce' ? said.gazette : null,
      reason: said.state === 'withheld' ? said.reason : null,
    },
  });
}

/** The newest value of each fact, by election. */
export async function listFacts(
  read: Reader | Tx,
  elections: readonly string[],
): Promise<ReadonlyMap<string, Facts>> {
  const rows = await read.registerFact.findMany({
    where: { electionId: { in: [...elections] } },
    orderBy: { number: 'asc' },
  });
  const found = new Map<string, Record<string, string>>();
  for (const { electionId, name, value } of rows) {
    const facts = found.get(electionId) ?? {};
    if (value === null) delete facts[name];
    else facts[name] = value;
    found.set(electionId, facts);
  }
  return found;
}

/** Adds the next value of a fact; null: it is not known any more. The caller holds the election's lock. */
export async function addFact(
  tx: Tx,
  electionId: string,
  name: FactName,
  value: string | null,
  made: { readonly at: Date; readonly by: string },
): Promise<void> {
  const number = 1 + (await tx.registerFact.count({ where: { electionId, name } }));
  await tx.registerFact.create({ data: { electionId, name, number, value, at: made.at, personId: made.by } });
}
