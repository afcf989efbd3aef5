import { rehearsalElections } from '../../src/rehearsal/definitions.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import type { ElectionPlan } from '../../src/elections/election.js';
import type { TestApp, TestPerson } from './app.js';

/** A Tweede Kamer with all 342 gemeenten, 3 openbare lichamen and 20 kieskringen. */
export async function configureCountry(app: TestApp): Promise<ElectionPlan> {
  const [lowerHouse] = rehearsalElections(app.clock.now().toISOString().slice(0, 10));
  return await app.configure(writeDefinition(lowerHouse!));
}

/**
 * Counts of every committee of these levels whose code `which` (SQL) chooses, delivered to the CSB and their HSB: rows as
 * the platform itself makes them, without bytes. Gives how many.
 */
export async function fillBoard(
  app: TestApp,
  electionId: string,
  sender: TestPerson,
  which: string,
): Promise<number> {
  const { rowCount } = await app.sql(
    `WITH sent AS (
       INSERT INTO submission (id, election_id, level, code, person_id, state, message_type, about_level, about_code,
         fingerprint, verdict, judged_at, paper, delivered_at)
       SELECT gen_random_uuid(), c.election_id, c.level, c.code, $2, 'delivered',
         CASE c.level WHEN 'HSB' THEN '510c' ELSE '510b' END, c.level, c.code,
         encode(sha256(convert_to(c.level || c.code, 'UTF8')), 'hex'), '{}', now(), '{"compared": true}', now()
       FROM committee c WHERE c.election_id = $1 AND c.level IN ('GSB', 'SOL', 'NBSB', 'HSB') AND ${which}
         AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.election_id = c.election_id AND s.level = c.level AND s.code = c.code)
       RETURNING id, election_id)
     INSERT INTO delivery (id, submission_id, election_id, level, code, law)
     SELECT gen_random_uuid(), id, election_id, 'CSB', 'CSB', 'Na 32 lid 3' FROM sent`,
    [electionId, sender.actor.personId],
  );
  return rowCount ?? 0;
}

/** The CSB fetched, confirmed and compared all that it has. */
export async function markAll(app: TestApp, person: TestPerson): Promise<void> {
  await app.sql(
    `INSERT INTO delivery_mark (delivery_id, kind, person_id)
     SELECT d.id, kind, $1 FROM delivery d, unnest(ARRAY['downloaded', 'acknowledged', 'equalToPaper']) kind
     ON CONFLICT DO NOTHING`,
    [person.actor.personId],
  );
}

/** The Kiesraad decided when the counts of gemeenten are expected. */
export async function expectCounts(app: TestApp, electionId: string, at: Date): Promise<void> {
  await app.sql(
    `INSERT INTO election_decision (election_id, number, decided, changed, why, needs_second, at)
     SELECT $1, 900, coalesce((SELECT decided FROM election_decision WHERE election_id = $1 ORDER BY number DESC LIMIT 1), '{}')
       || $2::jsonb, '{expected510b}', 'proef', false, now()`,
    [electionId, JSON.stringify({ expected510b: at.toISOString() })],
  );
}
