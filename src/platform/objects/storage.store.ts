import { lock, type Database } from '../postgres/database.js';
import type { Labels } from './labels.js';

/** Name of the label that says to which database a storage belongs. */
export const MARKER = 'marker';

/**
 * Makes sure, before anything is served, that this storage belongs to this database: the same random marker stands in
 * both. The first to come writes it down; `holds` says whether the storage has what the database knows of, for a database
 * that is older than its marker. Crash between the two writes: the next start finds its own marker and goes on.
 * Throws one sentence for an empty, unmounted, second or foreign storage.
 */
export async function claimStorage(
  db: Database,
  labels: Labels,
  holds: () => Promise<boolean>,
): Promise<void> {
  const { place } = labels;
  const repair = 'Er is niets gestart. Koppel de goede opslag aan, of zet haar terug uit een kopie.';
  await db.transaction(async (tx) => {
    await lock(tx, 'storage');
    const row = await tx.storage.findUniqueOrThrow({ where: { id: 1 } });
    const found = await labels.read(MARKER);
    if (found !== null && found !== row.marker)
      throw new Error(`De bestanden in ${place} horen bij een andere database. ${repair}`);
    if (found === null && (row.claimedAt !== null || !(await holds())))
      throw new Error(
        `De bestanden van deze database staan niet in ${place}: leeg, niet aangekoppeld, of een tweede plek. ${repair}`,
      );
    if (found === null) await labels.write(MARKER, row.marker);
    if (row.claimedAt === null)
      await tx.storage.update({ where: { id: 1 }, data: { claimedAt: new Date() } });
  });
}
