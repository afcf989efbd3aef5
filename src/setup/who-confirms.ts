import { createHash } from 'node:crypto';
import type { PersonActor } from '../kernel/actor.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { decisionsOf, organisationOf } from '../elections/decisions.js';
import type { Confirmation, DefinitionReach, OfferedDefinition } from '../elections/definition.store.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { planElection } from '../elections/election.js';

/** Somebody who looks at a 110a that was offered. */
export interface Confirmer {
  readonly personId: string;
  /** Works for the Kiesraad as beheerder. */
  readonly council: boolean;
  /** Code of the gemeente whose own committee they confirm for; null: of none. */
  readonly seat: string | null;
}

/** Code of the gemeente in which the CSB of a gemeenteraad sits; null for every other election, whose CSB sits elsewhere. */
export function councilSeat(definition: ElectionDefinition): string | null {
  if (definition.category !== 'GR') return null;
  const plan = planElection(definition);
  return organisationOf(plan, decisionsOf(definition), { level: 'CSB', code: 'CSB' });
}

/**
 * For whom somebody confirms. There is no role in an election that is not set up, so the role worn says it: that of the
 * CSB of a gemeenteraad of the same gemeente (`worn`: the 110a of that election), or of the gemeente's executive.
 */
export function confirmerOf(
  { personId, hat: { body } }: Pick<PersonActor, 'personId' | 'hat'>,
  worn: ElectionDefinition | null,
): Confirmer {
  const council = body.level === 'OPERATOR';
  if (body.level === 'EXECUTIVE') return { personId, council, seat: body.code };
  const own = body.level === 'CSB' && worn !== null;
  return { personId, council, seat: own ? councilSeat(worn) : null };
}

/** Where a confirmer may look: the Kiesraad everywhere, others at what waits for their own gemeente. No code is empty. */
export function reachOf({ council, seat }: Confirmer): DefinitionReach {
  return council ? {} : { seat: seat ?? '' };
}

/** What is looked at of what one person of the Kiesraad offered: a 110a, or a list of candidates, which has no seat. */
export type Offer = Pick<OfferedDefinition, 'byPerson' | 'seat' | 'sha256'>;

/**
 * Whether this confirmer may say that a 110a is right: another of the Kiesraad always, and of a gemeenteraad the gemeente's own
 * committee where the Kiesraad chose that. `own`: they offered it, and may only take it back. `no`: to them it is not there.
 */
export function mayConfirm(
  { byPerson, seat }: Omit<Offer, 'sha256'>,
  confirmer: Confirmer,
): 'yes' | 'own' | 'no' {
  if (!confirmer.council && (seat === null || seat !== confirmer.seat)) return 'no';
  return byPerson === confirmer.personId ? 'own' : 'yes';
}

/** The fingerprint of somebody's own copy. */
export function fingerprintOf(copy: Uint8Array): Sha256 {
  return sha256(createHash('sha256').update(copy).digest('hex'));
}

/** Refused unless this confirmer may confirm it, and has the same: election.secondMustDiffer, election.fingerprintDiffers. */
export function mustBeRight(offer: Offer, fingerprint: Sha256, confirmer: Confirmer): void {
  if (mayConfirm(offer, confirmer) === 'own') throw new Refusal('election.secondMustDiffer');
  if (offer.sha256 !== fingerprint) throw new Refusal('election.fingerprintDiffers');
}

/** What turning it down says: who offered it takes it back, another says what is wrong with it. Refused: election.sayWhy. */
export function turnDown(
  offer: Offer,
  why: string | null,
  confirmer: Confirmer,
): Pick<Confirmation, 'why'> & { readonly outcome: 'rejected' } {
  const own = mayConfirm(offer, confirmer) === 'own';
  if (!own && why === null) throw new Refusal('election.sayWhy');
  return { outcome: 'rejected', why: own ? null : why };
}

/** Who did something, by id; null: the platform. */
export function personName(names: ReadonlyMap<string, string>, id: string | null): string {
  return id === null ? 'het platform' : (names.get(id) ?? 'iemand die er niet meer is');
}
