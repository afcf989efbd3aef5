import type { SystemActor } from '../kernel/actor.js';
import type { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { findObject, markDamaged } from '../platform/objects/object.store.js';
import { ObjectDamaged, ObjectMissing, type ByteRange, type Objects } from '../platform/objects/objects.js';
import { openVerified } from '../platform/objects/verified.js';
import type { Database, Tx } from '../platform/postgres/database.js';
import { append } from './audit.store.js';
import { objectDamaged } from './events.js';

/** Which bytes are handed out, of which election, and what is said where they are damaged. */
export interface WatchedObject {
  readonly id: Sha256;
  readonly size: number;
  readonly electionId: string | null;
  readonly damaged: RefusalCode;
  /** The part of the platform that finds it, for the log. */
  readonly part: string;
  /** What else the log says of it. */
  readonly details: Parameters<typeof objectDamaged>[0]['details'];
  /** Whom else it concerns, told in the transaction that logs it. */
  readonly tell?: (tx: Tx) => Promise<void>;
}

interface Parts {
  readonly db: Database;
  readonly clock: Clock;
  readonly objects: Objects;
}

/**
 * The bytes of `range` (null: all) of an object that is nobody's delivery, each MiB checked before any byte of it leaves. Refused:
 * `damaged` when the first is not what was kept; where a later one is not, the bytes end in that refusal, so that nobody takes
 * them for all of it. Either way the log says so, once.
 */
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
  { id, electionId, damaged: code, part, details, tell }: WatchedObject,
  bytes: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof ObjectDamaged || error instanceof ObjectMissing)) throw error;
    const actor: SystemActor = { kind: 'system', part };
    await db.transaction(async (tx) => {
      if (!(await markDamaged(tx, id))) return;
      await append(tx, objectDamaged({ object: { id, electionId }, actor, details, code }), clock.now());
      await tell?.(tx);
    });
    throw new Refusal(code);
  }
}
