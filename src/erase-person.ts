import { erasePersonal } from './audit/erasure.store.js';
import { findPerson, findPersonByEmail } from './identity/person.store.js';
import { connect } from './platform/postgres/connection.js';
import { Database } from './platform/postgres/database.js';
import { isUuid } from './kernel/uuid.js';

/**
 * Erases what the log says of somebody, by their number or their e-mail address, as the owner of the database. Gives in how
 * many events. Throws a sentence when there is no such person.
 */
export async function erasePerson(ownerUrl: string, who: string): Promise<number> {
  const db = new Database(ownerUrl, 1);
  try {
    const person = isUuid(who.toLowerCase())
      ? await findPerson(db.read, who)
      : await findPersonByEmail(db.read, who);
    if (person === null)
      throw new Error(`Er is geen persoon «${who}». Geef het nummer uit het logboek, of het e-mailadres.`);
    const owner = await connect(ownerUrl, 'DATABASE_OWNER_URL');
    return await erasePersonal(owner, person.id, new Date()).finally(() => owner.end());
  } finally {
    await db.close();
  }
}
