import type { SystemActor } from '../kernel/actor.js';
import type { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { findObject, markDamaged } from '../platform/objects/object.store.js';
import { ObjectDamaged, ObjectMissing, type ByteRange, type Objects } from '../platform/objects/objects.js';
import { openVerified } from '../platform/objects/verified.js';
import type { Database } from '../platform/postgres/database.js';
import { append } from '../audit/audit.store.js';
import { objectDamaged } from '../audit/events.js';

/** Which bytes are handed out, of which election, and what is said where they are damaged. */
export interface WatchedObject {
  readonly id: Sha256;
  readonly size: number;
  readonly electionId: string;
  readonly damaged: RefusalCode;
  /** The part of the platform that finds it, for the log. */
  readonly part: string;
}

interface Parts {
  readonly db: Database;
  readonly clock: Clock;
  readonly objects: Objects;
}

/** The bytes of an object, each MiB checked before any byte of it leaves. Refused: `damaged`, which the log says once. */
export async function openWatched(
  parts: Parts,
  watched: WatchedObject,
  range: ByteRange | null,
): Promise<AsyncIterable<Uint8Array>> {
  const { id, size } = watched;
  const object = (await findObject(parts.db.read, id)) ?? { id, size, chunks: null };
  const bytes = telling(parts, watched, openVerified(parts.objects, object, range ?? undefined));
  const first = await bytes.next();
  return (async function* () {
    if (first.done !== true) yield first.value;
    yield* bytes;
  })();
}

async function* telling(
  { db, clock }: Parts,
  { id, electionId, damaged: code, part }: WatchedObject,
  bytes: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof ObjectDamaged || error instanceof ObjectMissing)) throw error;
    const actor: SystemActor = { kind: 'system', part };
    await db.transaction(async (tx) => {
      if (!(await markDamaged(tx, id))) return;
      const about = { object: { id, electionId }, actor, details: { file: 1 } };
      await append(tx, objectDamaged({ ...about, code }), clock.now());
    });
    throw new Refusal(code);
  }
}
