import { Injectable } from '@nestjs/common';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { FindOtherHats } from './find-other-hats.js';
import { OpenSubmission } from './open-submission.js';
import type { Submission } from './submission.js';

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
    const announced = { election: electionId, files, replaces: null, direct: false, promised: null };
    const moved = await this.open.withBytesOf(submission, announced, there);
    return { submission: moved, actor: there };
  }
}
