import { randomUUID } from 'node:crypto';
import type { Client } from 'minio';
import { StoreFault, type StoreFacts } from './objects.js';

/** Long enough to try whether the lock holds, short enough to leave nothing for long. */
const LOCK_MS = 60_000;

/**
 * Tries on scratch objects under `folder` what a server does, whatever it says: some answer success to a retention call
 * and overwrite the object with the XML, others ignore if-none-match. Throws when it does not give back what it was given.
 */
export async function proveStore(client: Client, bucket: string, folder: string): Promise<StoreFacts> {
  const name = `${folder}${randomUUID()}`;
  const first = Buffer.from('scratch');
  const { versionId } = await client.putObject(bucket, name, first, first.length);
  try {
    if (!(await holds(client, bucket, name, first)))
      throw new StoreFault('De opslag (S3_URL) geeft niet terug wat zij kreeg.');
    const createIfAbsent = await refusesSecond(client, bucket, name, first);
    const versions = await keepsVersions(client, bucket, name, versionId, first);
    const locks = versions && (await refusesRemoval(client, bucket, folder));
    return { kind: 's3', createIfAbsent, versions, locks };
  } finally {
    await client.removeObject(bucket, name).catch(() => undefined);
  }
}

async function holds(client: Client, bucket: string, name: string, bytes: Buffer, versionId?: string) {
  const parts: Uint8Array[] = [];
  const source = await client.getObject(bucket, name, versionId === undefined ? {} : { versionId });
  for await (const part of source as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts).equals(bytes);
}

async function refusesSecond(client: Client, bucket: string, name: string, first: Buffer): Promise<boolean> {
  const other = Buffer.from('another');
  const refused = await client.putObject(bucket, name, other, other.length, { 'If-None-Match': '*' }).then(
    () => false,
    (error: { code?: string }) => error.code === 'PreconditionFailed',
  );
  return (await holds(client, bucket, name, first)) && refused;
}

async function keepsVersions(
  client: Client,
  bucket: string,
  name: string,
  versionId: string | null,
  first: Buffer,
): Promise<boolean> {
  if (!versionId) return false;
  const second = Buffer.from('a second version');
  await client.putObject(bucket, name, second, second.length);
  return await holds(client, bucket, name, first, versionId).catch(() => false);
}

async function refusesRemoval(client: Client, bucket: string, folder: string): Promise<boolean> {
  const name = `${folder}${randomUUID()}`;
  const bytes = Buffer.from('locked scratch');
  const { versionId } = await client.putObject(bucket, name, bytes, bytes.length);
  if (!versionId) return false;
  const retainUntilDate = new Date(Date.now() + LOCK_MS).toISOString();
  const locked = await client
    .putObjectRetention(bucket, name, { mode: 'GOVERNANCE', retainUntilDate, versionId } as never)
    .then(
      () => true,
      () => false,
    );
  const held =
    locked &&
    (await client.removeObject(bucket, name, { versionId }).then(
      () => false,
      () => true,
    ));
  const whole = await holds(client, bucket, name, bytes, versionId).catch(() => false);
  await client.removeObject(bucket, name, { versionId, governanceBypass: true }).catch(() => undefined);
  return held && whole;
}
