import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import type { KnownObject } from '../platform/objects/verified.js';
import type { Tx } from '../platform/postgres/database.js';
import { isLate, mandateState, type Declaration, type Mandate } from './declaration.js';
import { addDeclaration, lockDeclaration, newestDeclaration } from './declaration.store.js';
import { declarationMade } from './events.js';
import { holdMandate } from './mandate.store.js';

/** Outbox topic: a body declared, and gets a receipt; or a second person of it is asked. */
export const DECLARATION_CHANGED = 'declaration.changed';

/** Tells the body, in the transaction that changed it. */
export async function tellBody(
  tx: Tx,
  what: 'received' | 'secondAsked',
  { id, organisation, votingDay, version, late }: Declaration,
): Promise<void> {
  await add(tx, DECLARATION_CHANGED, { what, id, organisation, votingDay, version, late });
}

/** What is declared, by whatever way; the rest follows. */
export type Declared = Omit<
  Declaration,
  'id' | 'version' | 'replaces' | 'sha256' | 'size' | 'late' | 'at' | 'personId'
>;

/**
 * A mandate of the actor's own organisation by which they may declare at `at`, held until the transaction ends. Refused:
 * declaration.noMandate, declaration.mandateOver.
 */
export async function holdOwnMandate(tx: Tx, id: string, actor: PersonActor, at: Date): Promise<Mandate> {
  const mandate = await holdMandate(tx, actor.hat.body.code, id);
  if (mandate === null || mandate.holder !== actor.personId) throw new Refusal('declaration.noMandate');
  checkMandate(mandate, at);
  return mandate;
}

/** Refused: declaration.mandateOver when it does not hold at `at`. */
export function checkMandate(mandate: Mandate, at: Date): void {
  const state = mandateState(mandate, dutchDay(at));
  if (state !== 'holds')
    throw new Refusal('declaration.mandateOver', { waarom: state === 'ended' ? 'verlopen' : 'ingetrokken' });
}

/**
 * Adds the next version of a body's declaration, with its evidence and its receipt; the one before stays. The mandate is looked
 * at under lock. `replaces`: the version that the PDF names, 0 where there was none. Refused: declaration.changed when another came
 * meanwhile, and as {@link holdOwnMandate}.
 */
export async function recordDeclaration(
  tx: Tx,
  declared: Declared & { readonly replacesVersion: number },
  { object, actor, at }: { readonly object: KnownObject; readonly actor: PersonActor; readonly at: Date },
): Promise<Declaration> {
  const { replacesVersion, ...said } = declared;
  const { organisation, votingDay, mandateId, outcome, way, modelVersion } = said;
  await lockDeclaration(tx, organisation, votingDay);
  if (mandateId !== null) await holdOwnMandate(tx, mandateId, actor, at);
  const before = await newestDeclaration(tx, organisation, votingDay);
  if ((before?.version ?? 0) !== replacesVersion) throw new Refusal('declaration.changed');
  await recordObject(tx, object);
  await pinForGood(tx, [object.id]);
  const made = await addDeclaration(tx, {
    ...said,
    ...{ version: replacesVersion + 1, replaces: before?.id ?? null },
    ...{ sha256: object.id, size: object.size },
    ...{ late: isLate(votingDay, at, before), at, personId: actor.personId },
  });
  const details = {
    ...{ declaringBody: organisation, declarationDay: votingDay, declarationVersion: made.version },
    ...{ outcome, way, isLate: made.late, sha256: made.sha256 },
    modelVersion: modelVersion ?? undefined,
    mandateId: mandateId ?? undefined,
  };
  await append(tx, declarationMade({ object: made, actor, details }), at);
  await tellBody(tx, 'received', made);
  return made;
}
