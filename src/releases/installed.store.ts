import type { CommitteeRef, Segment } from '../kernel/committee.js';
import { LEVELS } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** What a body says it installed. */
export interface Installed {
  readonly electionId: string;
  readonly body: CommitteeRef;
  /** The fingerprint that was seen. */
  readonly seen: Sha256;
  /** The file of the release whose fingerprint that is; null: of none of them. */
  readonly index: number | null;
  readonly at: Date;
}

export async function addInstalled(
  tx: Tx,
  releaseId: string,
  { electionId, body, seen, index, at }: Installed,
  personId: string,
): Promise<void> {
  const { level, code } = body;
  const data = { releaseId, electionId, level, code, sha256: seen, fileIndex: index, at, personId };
  await tx.softwareInstalled.create({ data });
}

/** What was said of a release, the newest first; of one body, or of all. */
export async function listInstalled(read: Reader, releaseId: string, of?: Segment): Promise<Installed[]> {
  const where =
    of === undefined ? {} : { electionId: of.electionId, level: of.body.level, code: of.body.code };
  const rows = await read.softwareInstalled.findMany({
    where: { releaseId, ...where },
    orderBy: { at: 'desc' },
  });
  return rows.map((row) => {
    const level = LEVELS.find((known) => known === row.level);
    if (level === undefined) throw new Error(`installation ${row.id} is of no known level`);
    const { electionId, code, fileIndex: index, at } = row;
    return { electionId, body: { level, code }, seen: sha256(row.sha256), index, at };
  });
}
