import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { DeliverToRecipients } from '../../src/routing/deliver-to-recipients.js';
import { Database } from '../../src/platform/postgres/database.js';
import type { TestApp, TestPerson } from './app.js';
import { aDefinition, aRegion } from './definition.js';

/** The eilandsraad of Bonaire. */
export const ISLAND = 'ER2027_Bonaire';

/** For rows that were made without a verdict. */
export const JUDGED = {
  ...{
    verdict: 'accepted',
    fingerprint: null,
    type: '510b',
    election: ISLAND,
    committee: null,
    created: null,
  },
  ...{ keyId: null, pair: null, attachments: [], checks: [] },
};

/** Sets it up with the island taking part; gives somebody of the Kiesraad that collects. */
export async function configureIsland(app: TestApp): Promise<TestPerson> {
  await app.configure(
    writeDefinition(
      aDefinition({
        ...{ id: ISLAND, name: 'Eilandsraad Bonaire 2027', category: 'ER', subcategory: 'ER1', seats: 9 },
        ...{ domain: { code: '9001', name: 'Bonaire' }, contest: 'geen', preferenceThreshold: 50 },
        regions: [aRegion('GEMEENTE', 9001, 'Bonaire')],
      }),
    ),
  );
  await app.sql(
    `UPDATE election SET settings = jsonb_set(settings, '{islands}', '["9001"]'), revision = revision + 1 WHERE id = $1`,
    [ISLAND],
  );
  return await app.person(ISLAND, 'COUNCIL', 'COUNCIL');
}

/**
 * The stembureau of the island delivers the bytes that a gemeente delivered elsewhere (by `fingerprint`), as a first version or in
 * the place of `replaces`; gives the submission. Its recipients have it then.
 */
export async function fileOfIsland(
  app: TestApp,
  fingerprint: string,
  replaces: string | null,
): Promise<string> {
  await app.sql("UPDATE submission SET state = 'superseded', superseded_at = now() WHERE id = $1", [
    replaces,
  ]);
  const { rows } = await app.sql(
    `WITH source AS (SELECT * FROM submission WHERE fingerprint = $2 AND code = '0106' LIMIT 1),
       sent AS (
         INSERT INTO submission (id, election_id, level, code, person_id, state, replaces_id, message_type, about_level,
           about_code, fingerprint, verdict, figures, judged_at, paper, delivered_by, delivered_at)
         SELECT gen_random_uuid(), $1, 'SOL', '9001', person_id, 'delivered', $3, '510b', 'SOL', '9001', fingerprint,
           CASE verdict::text WHEN '{}' THEN $4::jsonb ELSE verdict END, figures, judged_at, paper, delivered_by, now()
         FROM source RETURNING id),
       files AS (
         INSERT INTO submission_file (submission_id, index, name, size, sha256, received_at)
         SELECT sent.id, f.index, f.name, f.size, f.sha256, f.received_at
         FROM submission_file f JOIN source ON f.submission_id = source.id CROSS JOIN sent)
     SELECT id FROM sent`,
    [ISLAND, fingerprint, replaces, JSON.stringify(JUDGED)],
  );
  const { id } = rows[0] as { id: string };
  await app.get(Database).transaction((tx) => app.get(DeliverToRecipients).run(tx, [id]));
  return id;
}
