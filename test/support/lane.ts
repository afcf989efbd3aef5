import { addDecision, listDecisions } from '../../src/elections/decision.store.js';
import type { Database } from '../../src/platform/postgres/database.js';

/** Decides from when on an election takes real counts (ISO 8601); null: from the close of the polls. */
export async function decideLane(db: Database, electionId: string, opens: string | null): Promise<void> {
  await db.transaction(async (tx) => {
    const [last] = await listDecisions(tx, electionId);
    await addDecision(tx, electionId, {
      number: (last?.number ?? 0) + 1,
      decided: { ...last?.decided, moments: { ...last?.decided.moments, realLaneOpens: opens } },
      settings: null,
      changed: ['realLaneOpens'],
      why: 'test',
      needsSecond: false,
      byPerson: null,
      at: new Date(),
    });
  });
}

/** Before any test: an election that may be delivered to at once, as most tests need it. */
export const LONG_OPEN = '2020-01-01T00:00:00.000Z';
