import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../kernel/refusal.js';
import type { Database } from '../postgres/database.js';
import { keepObject } from './keep-object.js';
import { ObjectLeaving } from './object.store.js';
import type { Objects } from './objects.js';
import type { KnownObject } from './verified.js';
import type { Workbench } from './workbench.js';

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

/** A full disk is an answer (507), not a fault: what was kept before stays, and the sender may go on later. */
export function asNoSpace(error: unknown): unknown {
  const { code } = error as { code?: string };
  return code !== undefined && NO_SPACE.has(code) ? new Refusal('upload.noSpace') : error;
}

/**
 * Keeps bytes among the objects and then has `name` write the row that names them (see recordObject); both again when they
 * were just being removed. Killed in between, there is an object that nothing names. Refused: upload.noSpace.
 */
export async function keepNamed<T>(
  { db, objects, bench }: { readonly db: Database; readonly objects: Objects; readonly bench: Workbench },
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  name: (object: KnownObject) => Promise<T>,
): Promise<T> {
  const file = await bench.create();
  try {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) await file.write(chunk);
    for (;;) {
      const object = await keepObject(db, objects, file);
      try {
        return await name(object);
      } catch (error) {
        if (!(error instanceof ObjectLeaving)) throw error;
        await sleep(200);
      }
    }
  } catch (error) {
    throw asNoSpace(error);
  } finally {
    await file.drop();
  }
}
