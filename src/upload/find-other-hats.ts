import { Injectable } from '@nestjs/common';
import type { NamedHat } from '../identity/hat.js';
import { ListHats } from '../identity/choose-hat.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import type { RefusedSubmission, Submission } from './submission.js';

/** The other hats of the same person under which a refused file could belong. */
@Injectable()
export class FindOtherHats {
  constructor(private readonly hats: ListHats) {}

  /** Those of the election and the body that the file names; none when it was refused for another reason. */
  async run(submission: Submission, actor: PersonActor): Promise<readonly NamedHat[]> {
    if (!isElsewhere(submission)) return [];
    const { election, committee } = submission.verdict;
    const hats = await this.hats.run(actor.personId);
    return hats.filter(
      ({ id, electionId, body }) =>
        id !== actor.hat.id &&
        electionId === election &&
        COMMITTEE_LEVELS.some((level) => level === body.level) &&
        (committee === null || body.code === committee.code),
    );
  }
}

/** Refused because it names another election or another body. */
function isElsewhere(submission: Submission): submission is RefusedSubmission {
  return (
    submission.state === 'refused' &&
    submission.verdict.checks.some(
      ({ code, result }) =>
        result === 'refuse' && (code === 'identity.election' || code === 'identity.committee'),
    )
  );
}
