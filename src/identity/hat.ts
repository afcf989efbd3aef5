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

/**
 * Whether somebody may wear both: the Kiesraad as beheerder sees states and never files, so its people are not also
 * the people of a body (Samenwerkingsplan bijlage 3, functiescheiding).
 */
export function mayCombine(a: Level, b: Level): boolean {
  return (a === 'OPERATOR') === (b === 'OPERATOR');
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
