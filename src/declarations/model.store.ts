import { lock, type Reader, type Tx } from '../platform/postgres/database.js';
import type { DeclarationModel as Row } from '../platform/postgres/generated/client.js';
import { modelContent, type Model, type ModelContent } from './model.js';

function modelOf({ id, votingDay, version, content, at, publishedAt }: Row): Model {
  return { id, votingDay, version, content: modelContent.parse(content), at, publishedAt };
}

/** Holds the model of a voting day until the transaction ends. */
export async function lockModel(tx: Tx, votingDay: string): Promise<void> {
  await lock(tx, `declaration-model:${votingDay}`);
}

/** Every version of a voting day's model, the newest first; the one that is being written too. */
export async function listModels(read: Reader | Tx, votingDay: string): Promise<readonly Model[]> {
  const rows = await read.declarationModel.findMany({ where: { votingDay }, orderBy: { version: 'desc' } });
  return rows.map(modelOf);
}

/** The newest model that was published, of any voting day but this one: what a new one begins with. */
export async function modelOfOtherDay(read: Reader, votingDay: string): Promise<Model | null> {
  const row = await read.declarationModel.findFirst({
    where: { votingDay: { not: votingDay }, publishedAt: { not: null } },
    orderBy: { publishedAt: 'desc' },
  });
  return row && modelOf(row);
}

/** The published version that is in force; null before the first. */
export async function modelInForce(read: Reader | Tx, votingDay: string): Promise<Model | null> {
  const row = await read.declarationModel.findFirst({
    where: { votingDay, publishedAt: { not: null } },
    orderBy: { version: 'desc' },
  });
  return row && modelOf(row);
}

/** One published version. */
export async function findModel(
  read: Reader | Tx,
  votingDay: string,
  version: number,
): Promise<Model | null> {
  const row = await read.declarationModel.findFirst({
    where: { votingDay, version, publishedAt: { not: null } },
  });
  return row && modelOf(row);
}

/** Writes the version that is being written, made when there is none; the caller holds {@link lockModel}. */
export async function writeModel(
  tx: Tx,
  { votingDay, version, content }: Pick<Model, 'votingDay' | 'version' | 'content'>,
  by: { readonly at: Date; readonly personId: string },
): Promise<Model> {
  const kept = structuredClone(content) as ModelContent & object;
  const row = await tx.declarationModel.upsert({
    where: { votingDay_version: { votingDay, version } },
    create: { votingDay, version, content: kept, ...by },
    update: { content: kept, ...by },
  });
  return modelOf(row);
}

/** Publishes it; the caller holds {@link lockModel}. */
export async function publishModel(
  tx: Tx,
  id: string,
  by: { readonly at: Date; readonly personId: string },
): Promise<Model> {
  const data = { publishedAt: by.at, publishedBy: by.personId };
  return modelOf(await tx.declarationModel.update({ where: { id }, data }));
}
