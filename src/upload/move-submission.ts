import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { FindOtherHats } from './find-other-hats.js';
import { OpenSubmission } from './open-submission.js';
import { ownerOf } from './owner.js';
import { ReceiveFile } from './receive-file.js';
import { ReceivedFiles } from './received-files.store.js';
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
    private readonly receive: ReceiveFile,
    private readonly files: ReceivedFiles,
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
    const copies = await this.files.copyRefused(submission);
    if (copies === null) throw new Refusal('upload.bytesGone');
    try {
      const there: PersonActor = { ...actor, hat };
      const { electionId } = ownerOf(there);
      const files = submission.files.map(({ name, size }) => ({ name, size }));
      let moved = await this.open.run(
        { election: electionId, files, replaces: null, direct: false, promised: null },
        there,
      );
      for (const [i, bytes] of copies.entries())
        moved = await this.receive.run(
          { id: moved.id, index: i + 1, bytes, length: null, digest: null },
          there,
        );
      return { submission: moved, actor: there };
    } finally {
      for (const copy of copies) await this.files.drop(copy);
    }
  }
}
