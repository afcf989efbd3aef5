import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { UPLOAD_LIMITS } from './limits.js';
import { OpenSubmission } from './open-submission.js';
import { ReceiveFile } from './receive-file.js';
import { ReceivedFiles, type TakenFile } from './received-files.store.js';
import { readFileName } from './submission-wish.js';
import { readSubmissionId, type Submission, type SubmissionId } from './submission.js';
import { withinTime } from './within-time.js';

/** A part of a multipart form, in the order in which a browser sends them. */
export type FormPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'file';
      readonly fileName: string;
      readonly bytes: AsyncIterable<Uint8Array>;
      /** Whether the parser stopped before the end of the file; to be asked when the bytes have been read. */
      readonly wasCut: () => boolean;
    };

interface NamedFile {
  readonly name: string;
  readonly taken: TakenFile;
}

/** The same as announcing and sending apart, for a browser without script: one form with everything in it. */
@Injectable()
export class ReceiveForm {
  constructor(
    private readonly open: OpenSubmission,
    private readonly receive: ReceiveFile,
    private readonly files: ReceivedFiles,
    private readonly clock: Clock,
  ) {}

  /** Reads the form to its end. Refuses what opening and receiving refuse; then nothing of it is kept. */
  async run(parts: AsyncIterable<FormPart>, actor: PersonActor): Promise<Submission> {
    const fields = new Map<string, string>();
    const taken: NamedFile[] = [];
    try {
      for await (const part of parts) {
        if (part.kind === 'field') fields.set(part.name, part.value);
        else await this.takeFile(part, taken);
      }
      return await this.submit(fields, taken, actor);
    } finally {
      for (const file of taken) await this.files.drop(file.taken);
    }
  }

  private async takeFile(part: Extract<FormPart, { kind: 'file' }>, taken: NamedFile[]): Promise<void> {
    const room = UPLOAD_LIMITS.totalBytes - taken.reduce((sum, file) => sum + file.taken.size, 0);
    const file = await this.files.take(withinTime(part.bytes, UPLOAD_LIMITS.receiveMs, this.clock), room);
    // a browser sends an empty part for a field in which nothing was chosen
    if (part.fileName === '' && file.size === 0) return await this.files.drop(file);
    taken.push({ name: readFileName(part.fileName), taken: file });
    if (part.wasCut()) throw new Refusal('upload.tooLarge', { grens: UPLOAD_LIMITS.totalBytes });
    if (taken.length > UPLOAD_LIMITS.files) throw new Refusal('upload.tooManyFiles');
  }

  private async submit(
    fields: ReadonlyMap<string, string>,
    taken: readonly NamedFile[],
    actor: PersonActor,
  ): Promise<Submission> {
    let submission = await this.open.run(
      {
        election: fields.get('verkiezing') ?? '',
        files: taken.map((file) => ({ name: file.name, size: file.taken.size })),
        replaces: readReplaces(fields.get('vervangt')),
        direct: false,
        promised: null,
      },
      actor,
    );
    for (const [i, file] of taken.entries()) {
      const { id } = submission;
      submission = await this.receive.run(
        { id, index: i + 1, bytes: file.taken, length: null, digest: null },
        actor,
      );
    }
    return submission;
  }
}

function readReplaces(text: string | undefined): SubmissionId | null {
  if (text === undefined || text === '') return null;
  const id = readSubmissionId(text);
  if (id === null) throw new Refusal('upload.replacesUnknown');
  return id;
}
