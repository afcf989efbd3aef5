import { Injectable } from '@nestjs/common';
import type { BodyRef } from '../identity/person.store.js';
import { Database } from '../platform/postgres/database.js';
import { listBodiesOn, listVotingDays } from './voting-days.store.js';

/** Code of the organisation that hosts a body; null while that is not known. */
export type HostOf = (body: BodyRef) => string | null;

/** What the room that keeps elections tells of a voting day (`YYYY-MM-DD`), each in few queries. */
export interface VotingDayFacts {
  readonly hosts: (votingDay: string) => Promise<HostOf>;
  /** The day on which the last of its results was established, or will be; null while that was not entered. */
  readonly establishedOn: (votingDay: string) => Promise<string | null>;
}

/** Of which organisation a body is where its own code says so. */
export function hostByCode({ body: { level, code } }: BodyRef): string | null {
  switch (level) {
    case 'GSB':
    case 'SOL':
    case 'MAYOR':
    case 'EXECUTIVE':
      return code;
    case 'COUNCIL':
    case 'OPERATOR':
      return 'KR';
    case 'NBSB':
    case 'HSB':
    case 'CSB':
      return null;
  }
}

/** What organisations have to do with a voting day. */
@Injectable()
export class VotingDays {
  private facts: VotingDayFacts = { hosts: async () => () => null, establishedOn: async () => null };

  constructor(private readonly db: Database) {}

  /** Told once, when the program starts. */
  know(facts: VotingDayFacts): void {
    this.facts = facts;
  }

  /** Which organisation hosts which body of the elections of a voting day. */
  async hosts(votingDay: string): Promise<HostOf> {
    const known = await this.facts.hosts(votingDay);
    return (body) => hostByCode(body) ?? known(body);
  }

  /** Codes of all organisations that host a body on a voting day. */
  async organisations(votingDay: string): Promise<ReadonlySet<string>> {
    const [host, bodies] = await Promise.all([this.hosts(votingDay), listBodiesOn(this.db.read, votingDay)]);
    return new Set(bodies.flatMap((body) => host(body) ?? []));
  }

  /** The first voting day on or after `from` on which an organisation hosts a body; null: there is none. */
  async firstOf(organisation: string, from: string): Promise<string | null> {
    for (const day of await listVotingDays(this.db.read, from))
      if ((await this.organisations(day)).has(organisation)) return day;
    return null;
  }

  /** See {@link VotingDayFacts.establishedOn}. */
  async establishedOn(votingDay: string): Promise<string | null> {
    return await this.facts.establishedOn(votingDay);
  }
}
