import type { Role } from '../kernel/actor.js';
import type { Category } from '../elections/definition.js';
import type { CommitteeRef, Level } from '../kernel/committee.js';

/** A part in the rehearsal: which body, in which of its elections (by category; null for the operator and executives), in what role. */
export interface Part extends CommitteeRef {
  readonly category: Category | null;
  readonly role: Role;
}

/** A made-up person with one or more parts. */
export interface CastMember {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly parts: readonly Part[];
}

const part = (category: Category | null, level: Level, code: string, role: Role = 'member'): Part => ({
  category,
  level,
  code,
  role,
});

function member(name: string, parts: readonly Part[]): CastMember {
  const address = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .replaceAll(' ', '.');
  return { name, email: `${address}@oefening.example`, parts };
}

/**
 * Whoever manages a body can be called, at nobody's number: none are set apart for stories here, but what follows the area
 * code of a Dutch number never begins with 0.
 */
const withPhone = (one: CastMember, i: number): CastMember =>
  one.parts.some(({ role }) => role === 'manager')
    ? { ...one, phone: `070-0000${String(i).padStart(3, '0')}` }
    : one;

/** Who plays. One person acts for the GSB of West Maas en Waal in three elections, and for the CSB in its own. */
export const CAST: readonly CastMember[] = [
  member('Anna Kiesraad', [part(null, 'OPERATOR', 'OPERATOR', 'operator')]),
  member('Bram Kiesraad', [part(null, 'OPERATOR', 'OPERATOR', 'operator')]),
  member('Carla van Groningen', [part('TK', 'GSB', '0014', 'manager')]),
  member('Daan van Stadskanaal', [part('TK', 'GSB', '0037', 'manager')]),
  member('Elif van Stadskanaal', [part('TK', 'GSB', '0037')]),
  member('Femke van Assen', [part('TK', 'GSB', '0106', 'manager')]),
  member('Gijs van Amersfoort', [part('TK', 'GSB', '0307', 'manager')]),
  member('Hanna van Baarn', [part('TK', 'GSB', '0308', 'manager')]),
  member('Ilse van West Maas en Waal', [
    part('TK', 'GSB', '0668', 'manager'),
    part('GR', 'GSB', '0668', 'manager'),
    part('GR', 'CSB', 'CSB', 'manager'),
    part('AB', 'GSB', '0668', 'manager'),
  ]),
  member('Jeroen van het briefstembureau', [part('TK', 'NBSB', '0998', 'manager')]),
  member('Karin van hoofdstembureau Groningen', [part('TK', 'HSB', 'HSB1', 'manager')]),
  member('Lars van hoofdstembureau Utrecht', [part('TK', 'HSB', 'HSB8', 'manager')]),
  member('Mila van het centraal stembureau', [part('TK', 'CSB', 'CSB', 'manager')]),
  member('Noor van het waterschap', [part('AB', 'CSB', 'CSB', 'manager')]),
  member('Omar burgemeester van Stadskanaal', [part('TK', 'MAYOR', '0037', 'manager')]),
  member('Petra burgemeester van West Maas en Waal', [part('GR', 'MAYOR', '0668', 'manager')]),
  member('Quinten die verzamelt', [part('TK', 'COUNCIL', 'COUNCIL', 'manager')]),
  member('Rosa van Coevorden', [part('TK', 'GSB', '0109', 'manager')]),
  member('Sanne van het college van West Maas en Waal', [part(null, 'EXECUTIVE', '0668', 'manager')]),
  member('Tom van het college van Stadskanaal', [part(null, 'EXECUTIVE', '0037', 'manager')]),
  member('Ursula van het college van Assen', [part(null, 'EXECUTIVE', '0106', 'manager')]),
].map(withPhone);

/** The eight committees that have registered a key; all others are shown as missing. */
export const KEY_HOLDERS: readonly Part[] = [
  part('TK', 'GSB', '0014'),
  part('TK', 'GSB', '0037'),
  part('TK', 'GSB', '0106'),
  part('TK', 'GSB', '0307'),
  part('TK', 'GSB', '0308'),
  part('TK', 'NBSB', '0998'),
  part('GR', 'GSB', '0668'),
  part('AB', 'GSB', '0668'),
];

/** Has registered a key that was read out to one of the Kiesraad, who approved it; the second has not looked yet. */
export const HALF_WAY: Part = part('TK', 'GSB', '0109');

/** One delivery in the play. */
export interface Scene {
  readonly sender: Part;
  readonly stations: number;
  /** Whose key signs; the sender's own unless the scene is about that. */
  readonly signer?: Part;
  /** Flips one byte of the signed file. */
  readonly damaged?: boolean;
  /** Delivers a correction of the same count afterwards. */
  readonly corrected?: boolean;
  readonly ends: 'delivered' | 'refused';
  /** Hands in the list of its polling stations first: in order, or without the voters of one, which warns. */
  readonly list?: 'sound' | 'votersLeftOut';
}

/** What is played: five gemeenten deliver, one of them again with a correction; two are refused. */
export const SCENES: readonly Scene[] = [
  { sender: part('TK', 'GSB', '0014'), stations: 6, list: 'sound', ends: 'delivered' },
  {
    sender: part('TK', 'GSB', '0037'),
    stations: 4,
    list: 'votersLeftOut',
    corrected: true,
    ends: 'delivered',
  },
  { sender: part('TK', 'GSB', '0106'), stations: 3, ends: 'delivered' },
  { sender: part('GR', 'GSB', '0668'), stations: 5, list: 'sound', ends: 'delivered' },
  { sender: part('AB', 'GSB', '0668'), stations: 5, ends: 'delivered' },
  { sender: part('TK', 'GSB', '0307'), stations: 3, damaged: true, ends: 'refused' },
  { sender: part('TK', 'GSB', '0308'), signer: part('TK', 'GSB', '0014'), stations: 3, ends: 'refused' },
];

/** Who fetches what is theirs afterwards. */
export const RECEIVERS: readonly Part[] = [
  part('TK', 'HSB', 'HSB1'),
  part('TK', 'MAYOR', '0037'),
  part('TK', 'CSB', 'CSB'),
];
