import { Injectable } from '@nestjs/common';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { OpenSubmission } from './open-submission.js';
import type { RefusedSubmission, Submission } from './submission.js';
import type { NamedHat } from '../identity/hat.js';
import { ListHats } from '../identity/choose-hat.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';

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

/**
 * A file of another election, or of another body, for which the same person also works: judged again under that hat, from
 * the same bytes. What was refused stays refused where it is.
 */
@Injectable()
export class MoveSubmission {
  constructor(
    private readonly hats: FindOtherHats,
    private readonly open: OpenSubmission,
  ) {}

  /**
   * Opens a new submission under that hat with the same bytes; the caller then has it judged. Gives it with the actor as
   * whom it was opened. Refuses `upload.notMovable` and `upload.bytesGone`.
   */
  async run(
    submission: Submission,
    hatId: string,
    actor: PersonActor,
  ): Promise<{ readonly submission: Submission; readonly actor: PersonActor }> {
    const hat = (await this.hats.run(submission, actor)).find(({ id }) => id === hatId);
    if (hat === undefined) throw new Refusal('upload.notMovable');
    if (submission.files.some(({ releasedAt }) => releasedAt !== null)) throw new Refusal('upload.bytesGone');
    const there: PersonActor = { ...actor, hat };
    const { electionId } = segmentOf(there);
    const files = submission.files.map(({ name, size }) => ({ name, size }));
    const announced = {
      election: electionId,
      files,
      replaces: null,
      direct: false,
      promised: null,
      session: null,
    };
    const moved = await this.open.withBytesOf(submission, announced, there);
    return { submission: moved, actor: there };
  }
}
