import type { Hat, Role } from '../kernel/actor.js';
import { LEVELS, type Level } from '../kernel/committee.js';

const ROLES = ['member', 'manager', 'operator'] as const satisfies readonly Role[];

/** A hat as kept. */
export interface KeptHat {
  readonly id: string;
  readonly electionId: string | null;
  readonly level: string;
  readonly code: string;
  readonly role: string;
}

/** A hat with what people call its body. */
export interface NamedHat extends Hat {
  /** `Gemeentelijk stembureau Heumen, Tweede Kamer 2026`. */
  readonly label: string;
}

/** What is kept, as a type; throws on a level or role that this version does not know. */
export function hatOf(kept: KeptHat): Hat {
  const level = LEVELS.find((known) => known === kept.level);
  const role = ROLES.find((known) => known === kept.role);
  if (level === undefined || role === undefined) throw new Error(`hat ${kept.id} is of no known kind`);
  return { id: kept.id, electionId: kept.electionId, body: { level, code: kept.code }, role };
}

/** Which role a level may have: the operator's level has the operator's role, and nobody else has. */
export function roleFits(level: Level, role: Role): boolean {
  return (level === 'OPERATOR') === (role === 'operator');
}

/** What of a hat decides whether it goes with another. */
type Worn = Pick<Hat, 'electionId' | 'body'>;

/**
 * Whether somebody may wear both.
 * - The Kiesraad as beheerder sees states and never files, so its people are not also the people of a body: our own rule, for
 *   every user only in its own segment (Kiesbesluit Ea 3 lid 3 c).
 * - At a Tweede Kamer the Kiesraad collects and is the CSB: who watches the quality is not who establishes the result
 *   (Samenwerkingsplan bijlage 3, which is about national elections).
 */
export function mayCombine(a: Worn, b: Worn): boolean {
  if ((a.body.level === 'OPERATOR') !== (b.body.level === 'OPERATOR')) return false;
  const both = [a.body.level, b.body.level];
  const lowerHouse = a.electionId === b.electionId && a.electionId?.startsWith('TK') === true;
  return !(lowerHouse && both.includes('COUNCIL') && both.includes('CSB'));
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  member: 'medewerker',
  manager: 'beheerder van de mensen',
  operator: 'beheerder van het platform',
};

/** What a role is called on screen. */
export function roleName(role: Role): string {
  return ROLE_NAMES[role];
}
