import { KeepModel, markOf } from '../../src/declarations/keep-model.js';
import type { ModelContent } from '../../src/declarations/model.js';
import type { TestApp, TestPerson } from './app.js';

/** A model with two questions. */
export const MODEL: ModelContent = {
  opmaak: 1,
  title: 'Verklaring aansluitvoorschriften',
  intro: 'Het bestuur heeft dit onderzocht.',
  questions: [
    { id: 'v1', text: 'Voldoet het netwerk?', explanation: '' },
    { id: 'v2', text: 'Voldoet de computer?', explanation: '' },
  ],
  closing: 'Dit is de uitkomst.',
};

/** All of it filled in, by the executive itself, on days that are over. */
export const DECLARED: Readonly<Record<string, string>> = {
  'antwoord-v1': 'complies',
  'antwoord-v2': 'deviates',
  'maatregel-v2': 'een andere laptop',
  onderzocht: '2026-11-01',
  verklaard: '2026-11-02',
  namens: 'bestuur',
};

/** Publishes a model for a voting day, as somebody of the Kiesraad; gives its version. */
export async function publishModel(
  app: TestApp,
  votingDay: string,
  operator: TestPerson,
  content = MODEL,
): Promise<number> {
  const keep = app.get(KeepModel);
  const before = (await keep.show(votingDay)).models[0];
  const written = await keep.write(votingDay, markOf(before), content, operator.actor);
  return (await keep.publish(votingDay, markOf(written), operator.actor)).version;
}

/** Declares by a mandate that is revoked while the declaring waits for its row. */
export async function revokedMeanwhile<T>(
  app: TestApp,
  mandateId: string,
  declare: () => Promise<T>,
): Promise<T> {
  let declaring: Promise<T> | undefined;
  await app.db.transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM declaration_mandate WHERE id = ${mandateId}::uuid FOR UPDATE`;
    declaring = declare();
    await waitsForLock(app);
    await tx.$executeRaw`
      UPDATE declaration_mandate SET revoked_at = now(), revoked_by = person_id WHERE id = ${mandateId}::uuid`;
  });
  return await declaring!;
}

/** Until a statement waits for a row that another holds. */
async function waitsForLock(app: TestApp): Promise<void> {
  for (let tried = 0; tried < 200; tried += 1) {
    const { rows } = await app.sql('SELECT 1 FROM pg_locks WHERE NOT granted');
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nobody waited');
}
