import type { CommitteeRef, DeliveredType } from './committee.js';

/** What versions have in common: one sender, one message, about one committee, in one election. */
export interface Chain {
  readonly electionId: string;
  readonly sender: CommitteeRef;
  readonly message: DeliveredType;
  readonly about: CommitteeRef;
}

/** Name of the lock under which a chain grows. */
export function chainLock({ electionId, sender, message, about }: Chain): string {
  return ['chain', electionId, sender.level, sender.code, message, about.level, about.code].join(':');
}
