import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Numbers } from '../platform/objects/numbers.store.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { UPLOAD_LIMITS } from './limits.js';
import { ownerOf } from './owner.js';
import { submissionNumber, type PaperStatement, type Submission, type SubmissionId } from './submission.js';
import { countWaiting, findOwn, insertSubmission, RECEIPT_NUMBERS, type Owner } from './submission.store.js';
import { submissionOpened } from './events.js';

/** What a sender announces. */
export interface Announcement {
  readonly election: string;
  /** One package, or the two of a bare pair, with their exact sizes in bytes. */
  readonly files: readonly { readonly name: string; readonly size: number }[];
  readonly replaces: SubmissionId | null;
  readonly direct: boolean;
  /** What is said of the paper in advance: holds when nothing else is said at delivery. */
  readonly promised: PaperStatement | null;
}

/** Opens a submission: from here on its files have an address. */
@Injectable()
export class OpenSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly numbers: Numbers,
  ) {}

  /**
   * Refuses `upload.otherElection`, `upload.tooLarge`, `upload.noFile`, `upload.tooManyFiles`,
   * `upload.replacesUnknown` and, when the body has too much waiting, `upload.tooManyWaiting`.
   */
  async run(announced: Announcement, actor: PersonActor): Promise<Submission> {
    const owner = ownerOf(actor);
    if (announced.election !== owner.electionId) throw new Refusal('upload.otherElection');
    checkFiles(announced.files);
    const at = this.clock.now();
    return await this.db.transaction(async (tx) => {
      await lock(tx, `waiting:${owner.electionId}:${owner.body.level}:${owner.body.code}`);
      await checkRoom(tx, announced, owner);
      const { replaces, direct, promised, files } = announced;
      if (replaces !== null) await checkReplaces(tx, replaces, owner);
      const opened = await insertSubmission(tx, {
        number: await this.numbers.next(tx, RECEIPT_NUMBERS),
        owner,
        personId: actor.personId,
        at,
        direct,
        promised,
        replaces,
        files,
      });
      const details = {
        number: submissionNumber(opened),
        fileNames: files.map(({ name }) => name),
        direct,
        replaces,
      };
      await append(tx, submissionOpened({ object: opened, actor, details }), at);
      return opened;
    });
  }
}

/** What waits is on disk and not yet judged: a body that only announces must not fill it for the others. */
async function checkRoom(tx: Tx, announced: Announcement, owner: Owner): Promise<void> {
  const waiting = await countWaiting(tx, owner);
  const bytes = waiting.bytes + announced.files.reduce((sum, { size }) => sum + size, 0);
  if (waiting.submissions >= UPLOAD_LIMITS.waiting || bytes > UPLOAD_LIMITS.waitingBytes)
    throw new Refusal('upload.tooManyWaiting');
}

function checkFiles(files: Announcement['files']): void {
  if (files.length === 0) throw new Refusal('upload.noFile');
  if (files.length > UPLOAD_LIMITS.files) throw new Refusal('upload.tooManyFiles');
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > UPLOAD_LIMITS.totalBytes)
    throw new Refusal('upload.tooLarge', { grens: UPLOAD_LIMITS.totalBytes });
}

async function checkReplaces(tx: Tx, replaces: SubmissionId, owner: Owner): Promise<void> {
  const found = await findOwn(tx, replaces, owner);
  if (found === null || (found.state !== 'delivered' && found.state !== 'superseded'))
    throw new Refusal('upload.replacesUnknown');
}
