import type { TestApp } from '../app.js';

/** What the CSB alone reads of what was reported. */
export const REPORTED = 'de totalen van bureau zeven';

/** The id of what somebody reported of a count of Assen, once. */
export async function aReport(app: TestApp): Promise<string> {
  const [known] = (await app.sql('SELECT id FROM public_report LIMIT 1')).rows as { id: string }[];
  if (known !== undefined) return known.id;
  const { rows } = await app.sql(`
    WITH added AS (
      INSERT INTO public_report (id, number, kind, election_id, text, form_digest, secret_digest, at)
      VALUES (gen_random_uuid(), nextval('public_report_number_seq'), 'fault', 'TK2027', '${REPORTED}', 'f', 's', now())
      RETURNING id)
    INSERT INTO reported_file (report_id, about_level, about_code, message_type, version)
    SELECT id, 'GSB', '0106', '510b', 1 FROM added RETURNING report_id AS id`);
  return (rows[0] as { id: string }).id;
}
