import { Injectable } from '@nestjs/common';
import type { CommitteeRef } from '../kernel/committee.js';

/** What an organisation is reminded of. */
export const DUTY_SUBJECTS = ['declaration', 'key', 'authorisations', 'stations', 'contacts'] as const;
export type DutySubject = (typeof DUTY_SUBJECTS)[number];

/** Something that an organisation, or one of its committees, has not done yet for a voting day. */
export interface OpenDuty {
  /** Code of the organisation that is reminded (kernel/organisation). */
  readonly organisation: string;
  readonly subject: DutySubject;
  /** Of one committee of one election; null: of the organisation, for the whole voting day. */
  readonly of: { readonly electionId: string; readonly committee: CommitteeRef } | null;
  /** The last day on which it is in time, `YYYY-MM-DD`. */
  readonly due: string;
}

/** All that is open for the elections of a voting day (`YYYY-MM-DD`), as it stands at `at`. In a bounded number of queries. */
export type OpenDutySource = (votingDay: string, at: Date) => Promise<readonly OpenDuty[]>;

/** What organisations have still to do: each room that knows some of it says so once, when the program starts. */
@Injectable()
export class OpenDuties {
  private readonly sources: OpenDutySource[] = [];

  add(source: OpenDutySource): void {
    this.sources.push(source);
  }

  /** In the order of the rooms. */
  async of(votingDay: string, at: Date): Promise<readonly OpenDuty[]> {
    return (await Promise.all(this.sources.map((source) => source(votingDay, at)))).flat();
  }
}
