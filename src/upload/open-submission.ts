import { handingIn } from '../elections/decision.store.js';
import type { Segment } from '../kernel/committee.js';
import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { FindLanes } from '../elections/find-lanes.js';
import { act } from '../identity/act.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Numbers } from '../platform/objects/numbers.store.js';
import { Objects } from '../platform/objects/objects.js';
import { findObject, recordObject } from '../platform/objects/object.store.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import type { CountSession } from '../verify/amend.js';
import { submissionOpened } from './events.js';
import { putInTurn } from './judgement.store.js';
import { UPLOAD_LIMITS } from './limits.js';
import { mustBeOpen } from './real-lane.js';
import { formatTime } from '../web/format-time.js';
import { endReservation, namedAmong, reserve } from './receiving.store.js';
import type { PaperStatement } from './paper.js';
import { hasReceipt, submissionNumber, type Submission, type SubmissionId } from './submission.js';
import {
  countWaiting,
  findAnnounced,
  findDeliveredWith,
  findOwn,
  findSubmission,
  insertSubmission,
  keepAnnounced,
  RECEIPT_NUMBERS,
  recordFile,
  type AnnouncedFile,
} from './submission.store.js';

/** What a sender announces. */
export interface Announcement {
  readonly election: string;
  /** One package, or the two of a bare pair, with their exact sizes in bytes. */
  readonly files: readonly AnnouncedFile[];
  readonly replaces: SubmissionId | null;
  readonly direct: boolean;
  /** What is said of the paper in advance: holds when nothing else is said at delivery. */
  readonly promised: PaperStatement | null;
  /** From which session a newer count is, said in advance. */
  readonly session: CountSession | null;
}

/** What comes with an announcement. */
export interface Occasion {
  /** Of the sender (Idempotency-Key): the same announcement with the same key is the same submission. */
  readonly key?: string | null;
  /** Room that was kept for these bytes before they could be announced. */
  readonly reservation?: string;
}

/** Opens a submission: from here on its files have an address, and room. */
@Injectable()
export class OpenSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly numbers: Numbers,
    private readonly objects: Objects,
    private readonly lanes: FindLanes,
  ) {}

  /**
   * Refuses `upload.otherElection`, `upload.notOpenYet`, `upload.paperMissing` (direct, and nothing said), `upload.tooLarge`, `upload.noFile`, `upload.tooManyFiles`,
   * `upload.replacesUnknown`, `upload.keyReused`, `upload.noSpace`, when the body has too much waiting
   * `upload.tooManyWaiting`, and `upload.alreadySubmitted` for what counts already, by the digests announced.
   */
  async run(announced: Announcement, actor: PersonActor, occasion: Occasion = {}): Promise<Submission> {
    const owner = segmentOf(actor);
    if (announced.election !== owner.electionId) throw new Refusal('upload.otherElection');
    await this.checkLane(owner.electionId);
    checkFiles(announced.files);
    if (announced.direct && announced.promised === null) await this.checkPaper(owner.electionId);
    await this.checkSpace(announced.files.reduce((sum, { size }) => sum + size, 0));
    return await act(this.db, actor, async (tx) => {
      await lock(tx, waitingLock(owner));
      const known = occasion.key ? await repeated(tx, owner, occasion.key, announced) : null;
      if (known !== null) return known;
      await checkNew(tx, owner, announced.files);
      if (occasion.reservation !== undefined) await endReservation(tx, occasion.reservation);
      const opened = await this.open(tx, announced, actor, this.clock.now());
      if (occasion.key)
        await keepAnnounced(tx, owner, { key: occasion.key, digest: digestOf(announced), id: opened.id });
      return opened;
    });
  }

  /** When it is handed in, nobody is there to say what the paper says. */
  private async checkPaper(electionId: string): Promise<void> {
    if ((await handingIn(this.db.read, electionId)).paperAsked) throw new Refusal('upload.paperMissing');
  }

  /**
   * Keeps room for `bytes` that are about to be read and can be announced only afterwards. Gives its id. Refuses
   * `upload.notOpenYet`, `upload.noSpace`, `upload.tooManyWaiting`.
   */
  async reserve(bytes: number, actor: PersonActor): Promise<string> {
    const owner = segmentOf(actor);
    await this.checkLane(owner.electionId);
    const id = randomUUID();
    await this.checkSpace(bytes);
    await act(this.db, actor, async (tx) => {
      await lock(tx, waitingLock(owner));
      await checkRoom(tx, bytes, owner);
      await reserve(tx, owner, id, bytes);
    });
    return id;
  }

  async giveBack(reservation: string): Promise<void> {
    await this.db.transaction((tx) => endReservation(tx, reservation));
  }

  /** The same bytes, refused elsewhere, announced here: nothing is sent or copied. Refuses `upload.bytesGone` too. */
  async withBytesOf(from: Submission, announced: Announcement, actor: PersonActor): Promise<Submission> {
    const owner = segmentOf(actor);
    await this.checkLane(owner.electionId);
    return await act(this.db, actor, async (tx) => {
      await lock(tx, waitingLock(owner));
      const { id } = await this.open(tx, announced, actor, this.clock.now());
      for (const { index, sha256 } of from.files) {
        if (sha256 === null || !(await namedAmong(tx, [sha256])).has(sha256))
          throw new Refusal('upload.bytesGone');
        const object = await findObject(tx, sha256);
        if (object !== null) await recordObject(tx, object);
        await recordFile(tx, id, { index, sha256, at: this.clock.now() });
      }
      const complete = (await findSubmission(tx, id))!;
      await putInTurn(tx, complete);
      return complete;
    });
  }

  private async open(tx: Tx, announced: Announcement, actor: PersonActor, at: Date): Promise<Submission> {
    const owner = segmentOf(actor);
    const { replaces, files } = announced;
    await checkRoom(
      tx,
      files.reduce((sum, { size }) => sum + size, 0),
      owner,
    );
    if (replaces !== null) await checkReplaces(tx, replaces, owner);
    const opened = await insertSubmission(tx, {
      ...announced,
      number: await this.numbers.next(tx, RECEIPT_NUMBERS),
      owner,
      personId: actor.personId,
    });
    const details = {
      number: submissionNumber(opened),
      fileNames: files.map(({ name }) => name),
      direct: announced.direct,
      replaces,
    };
    await append(tx, submissionOpened({ object: opened, actor, details }), at);
    return opened;
  }

  /** What comes before the real lane opens is sent in vain: at delivery it is looked at again. */
  private async checkLane(electionId: string): Promise<void> {
    mustBeOpen(await this.lanes.run(electionId), this.clock.now());
  }

  private async checkSpace(bytes: number): Promise<void> {
    const room = await this.objects.room();
    if (room !== null && room < bytes + UPLOAD_LIMITS.spareBytes) throw new Refusal('upload.noSpace');
  }
}

function waitingLock({ electionId, body }: Segment): string {
  return `waiting:${electionId}:${body.level}:${body.code}`;
}

function digestOf(announced: Announcement): string {
  const { election, files, replaces, direct, promised, session } = announced;
  const said = JSON.stringify([
    election,
    files.map(({ name, size, sha256 }) => [name, size, ...(sha256 ? [sha256] : [])]),
    replaces,
    direct,
    promised,
    ...(session === null ? [] : [session]),
  ]);
  return createHash('sha256').update(said).digest('hex');
}

/** What was announced with this key before, as it is now; null when the key is new. */
async function repeated(
  tx: Tx,
  owner: Segment,
  key: string,
  announced: Announcement,
): Promise<Submission | null> {
  const known = await findAnnounced(tx, owner, key);
  if (known === null) return null;
  if (known.digest !== digestOf(announced)) throw new Refusal('upload.keyReused');
  return await findSubmission(tx, known.id);
}

/** What waits takes room and is not yet judged: a body that only announces must not fill it for the others. */
async function checkRoom(tx: Tx, bytes: number, owner: Segment): Promise<void> {
  const waiting = await countWaiting(tx, owner);
  if (waiting.submissions >= UPLOAD_LIMITS.waiting || waiting.bytes + bytes > UPLOAD_LIMITS.waitingBytes)
    throw new Refusal('upload.tooManyWaiting');
}

/** The very bytes of what counts need not be sent again: there is a receipt of them. */
async function checkNew(tx: Tx, owner: Segment, files: readonly AnnouncedFile[]): Promise<void> {
  const digests = files.map(({ sha256 }) => sha256 ?? null).filter((digest) => digest !== null);
  if (digests.length === 0 || digests.length < files.length) return;
  const delivered = await findDeliveredWith(tx, owner, digests);
  if (delivered === null) return;
  throw new Refusal('upload.alreadySubmitted', {
    id: delivered.id,
    nummer: submissionNumber(delivered),
    om: formatTime(delivered.deliveredAt),
  });
}

function checkFiles(files: Announcement['files']): void {
  if (files.length === 0) throw new Refusal('upload.noFile');
  if (files.length > UPLOAD_LIMITS.files) throw new Refusal('upload.tooManyFiles');
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > UPLOAD_LIMITS.totalBytes)
    throw new Refusal('upload.tooLarge', { grens: UPLOAD_LIMITS.totalBytes });
}

async function checkReplaces(tx: Tx, replaces: SubmissionId, owner: Segment): Promise<void> {
  const found = await findOwn(tx, replaces, owner);
  if (found === null || !hasReceipt(found)) throw new Refusal('upload.replacesUnknown');
}
