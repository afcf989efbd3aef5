import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';

/** How pressing a line is, the most pressing first. */
const URGENCIES = [
  /** Begun by somebody of the body, and lost or forgotten when nobody finishes it. */
  'begun',
  /** What they did was turned down. */
  'refused',
  /** Another body asks for it. */
  'asked',
  /** Without this the rest cannot be done. */
  'first',
  /** Came in, and waits for them. */
  'arrived',
  /** Others must do something before the rest can be done. */
  'blocked',
  'todo',
  /** Others are at work, or it is not the time yet. */
  'waiting',
  /** It was done, and nothing is left to do. */
  'done',
  /** Is asked for, and nothing waits for it. */
  'beside',
  /** Is in order, and not worth more than a line. */
  'settled',
] as const;
export type Urgency = (typeof URGENCIES)[number];

/** One thing that a body has to do, waits for or has done, in the words of the room that knows of it. Plain texts. */
export interface AgendaLine {
  readonly urgency: Urgency;
  readonly title: string;
  readonly text: string;
  /** Where it is done, and what the link says; null where there is nothing to go to. */
  readonly link: { readonly href: string; readonly label: string } | null;
  /** By when, or from when on, in words: `uiterlijk maandag 15 maart 2027`; null where no moment is set. */
  readonly when: string | null;
}

/** Who has something to do, in one role. */
export type Wearer = Pick<PersonActor, 'hat' | 'personId'>;

/** What a room knows of what is to be done by who wears this hat. Asks nothing of another segment. */
export type AgendaSource = (wearer: Wearer) => Promise<readonly AgendaLine[]>;

/** What is to be done, for who wears a hat: each room that knows some of it says so once, when the program starts. */
@Injectable()
export class Agenda {
  private readonly sources: AgendaSource[] = [];

  add(source: AgendaSource): void {
    this.sources.push(source);
  }

  /** The most pressing first; of equally pressing ones the order of the rooms. */
  async of(wearer: Wearer): Promise<readonly AgendaLine[]> {
    const lines = await Promise.all(this.sources.map((source) => source(wearer)));
    const rank = ({ urgency }: AgendaLine) => URGENCIES.indexOf(urgency);
    return lines.flat().sort((a, b) => rank(a) - rank(b));
  }
}

const RESTING: readonly Urgency[] = ['blocked', 'waiting', 'done', 'settled'];

/** Does somebody of the body have to act on this line? */
export function isToDo({ urgency }: AgendaLine): boolean {
  return !RESTING.includes(urgency);
}
