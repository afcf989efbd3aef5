import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../postgres/database.js';
import { ObjectLeaving, recordObject } from './object.store.js';
import { StoreFault, type Objects } from './objects.js';
import type { KnownObject } from './verified.js';
import type { WorkFile } from './workbench.js';

const ATTEMPTS = 50;
const PAUSE_MS = 200;

/**
 * Keeps a file among the objects; when this returns it may be named. New bytes are safe from the sweep for a day: it
 * does not know them yet. Bytes that stood there already may be about to go, so they are claimed first and looked at again
 * after that. Killed anywhere in here, there is an object that nothing names.
 */
export async function keepObject(db: Database, objects: Objects, file: WorkFile): Promise<KnownObject> {
  const { sha256: id, size, chunks } = await file.end();
  const object = { id, size, chunks };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { existed } = await objects.put(file);
    if (!existed) return object;
    try {
      await db.transaction((tx) => recordObject(tx, object));
      if ((await objects.stat(id)) !== null) return object;
    } catch (error) {
      if (!(error instanceof ObjectLeaving)) throw error;
      await sleep(PAUSE_MS);
    }
  }
  throw new StoreFault(`object ${id} is being removed, and that does not end`);
}
