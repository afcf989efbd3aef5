import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { handingIn } from '../elections/decision.store.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { submissionPaperCompared, submissionPaperSlipped } from './events.js';
import { comparedLater, hearPaper, type HeardPaper, type PaperStatement } from './paper.js';
import {
  hasReceipt,
  type ReceiptedSubmission,
  byWhom,
  submissionNumber,
  type Submission,
  type SubmissionId,
} from './submission.js';
import { countSlip, holdSubmission, saveState } from './submission.store.js';

/** The sender compares what was delivered without comparing: what is found is added, and told to who received it. */
@Injectable()
export class ComparePaper {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives the delivery as it is afterwards. What was compared stays as it was: one comparison is enough. Refuses
   * `upload.paperSlip` for other digits, `upload.noReceipt` before delivery, and `upload.secondMissing` from who sent the
   * file where two people must look. The caller has found the submission to be
   * the actor's own.
   */
  async run(id: SubmissionId, said: PaperStatement, actor: PersonActor): Promise<ReceiptedSubmission> {
    const at = this.clock.now();
    return await act(this.db, actor, async (tx) => {
      const held = await holdSubmission(tx, id);
      if (!hasReceipt(held)) throw new Refusal('upload.noReceipt', { nummer: submissionNumber(held) });
      const heard = hearPaper(held.verdict, said, { personId: actor.personId, at: at.toISOString() });
      if (heard.kind === 'slip') throw new Refusal('upload.paperSlip', { nummer: submissionNumber(held) });
      return await addComparison(tx, { held, heard, actor, at });
    });
  }

  /** Somebody typed groups, by number, that are not those of the file. It refuses nothing; the log has it. */
  async slip(submission: Submission, groups: readonly number[], actor: PersonActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      await countSlip(tx, submission.id);
      const details = { number: submissionNumber(submission), groups: [...groups].map(String) };
      await append(tx, submissionPaperSlipped({ object: submission, actor, details }), this.clock.now());
    });
  }
}

/** Adds what a comparison after delivery found, with its evidence and the event by which recipients are told. */
export async function addComparison(
  tx: Tx,
  found: {
    readonly held: ReceiptedSubmission;
    readonly heard: HeardPaper;
    readonly actor: PersonActor | SystemActor;
    readonly at: Date;
  },
): Promise<ReceiptedSubmission> {
  const { held, heard, actor, at } = found;
  const by = { personId: byWhom(actor, held), name: null, at: at.toISOString() };
  const later = comparedLater(held, heard, by);
  if (later === null) return held;
  if (
    later.paper.compared &&
    by.personId === held.personId &&
    (await handingIn(tx, held.electionId)).fourEyes
  )
    throw new Refusal('upload.secondMissing', { nummer: submissionNumber(held) });
  const after = { ...held, ...later };
  await saveState(tx, after);
  const details = {
    number: submissionNumber(after),
    fingerprint: after.verdict.fingerprint,
    equal: after.paper.compared,
  };
  await append(tx, submissionPaperCompared({ object: after, actor, details }), at);
  await add(tx, 'submission.paperCompared', { submissionId: after.id });
  return after;
}
