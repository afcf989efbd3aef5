import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Workbench, type WorkFile } from '../platform/objects/workbench.js';
import { Settings } from '../platform/settings.js';
import { AbandonSubmission } from './abandon-submission.js';
import { asNoSpace } from '../platform/objects/keep-named.js';
import { UPLOAD_LIMITS } from './limits.js';
import { OpenSubmission } from './open-submission.js';
import { ReceiveFile } from './receive-file.js';
import { readFileName } from './submission-wish.js';
import { FindSubmission } from './show-submission.js';
import { readSubmissionId, waitsFor, type Submission, type SubmissionId } from './submission.js';
import { withinTime } from './within-time.js';
import type { Multipart } from '@fastify/multipart';

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
  readonly file: WorkFile;
}

/** The same as announcing and sending apart, for a browser without script: one form with everything in it. */
@Injectable()
export class ReceiveForm {
  constructor(
    private readonly open: OpenSubmission,
    private readonly receive: ReceiveFile,
    private readonly find: FindSubmission,
    private readonly abandon: AbandonSubmission,
    private readonly bench: Workbench,
    private readonly settings: Settings,
  ) {}

  /**
   * Reads the form to its end; room for `length` bytes (null: as much as a delivery may be) is kept before the first.
   * Refuses what opening and receiving refuse; then nothing of it is kept.
   */
  async run(parts: AsyncIterable<FormPart>, length: number | null, actor: PersonActor): Promise<Submission> {
    const fields = new Map<string, string>();
    const taken: NamedFile[] = [];
    const most = UPLOAD_LIMITS.totalBytes;
    const reservation = await this.open.reserve(Math.min(length ?? most, most), actor);
    try {
      for await (const part of parts) {
        if (part.kind === 'field') fields.set(part.name, part.value);
        else await this.takeFile(part, taken);
      }
      return await this.submit(fields, taken, reservation, actor);
    } catch (error) {
      throw asNoSpace(error);
    } finally {
      for (const { file } of taken) await file.drop();
      await this.open.giveBack(reservation);
    }
  }

  private async takeFile(part: Extract<FormPart, { kind: 'file' }>, taken: NamedFile[]): Promise<void> {
    const room = UPLOAD_LIMITS.totalBytes - taken.reduce((sum, { file }) => sum + file.size, 0);
    const file = await this.bench.create();
    const named = { name: part.fileName, file };
    taken.push(named);
    for await (const chunk of withinTime(part.bytes, this.settings.waits)) {
      if (file.size + chunk.length > room)
        throw new Refusal('upload.tooLarge', { grens: UPLOAD_LIMITS.totalBytes });
      await file.write(chunk);
    }
    // a browser sends an empty part for a field in which nothing was chosen
    if (part.fileName === '' && file.size === 0) {
      taken.pop();
      return await file.drop();
    }
    taken[taken.length - 1] = { name: readFileName(part.fileName), file };
    if (part.wasCut()) throw new Refusal('upload.tooLarge', { grens: UPLOAD_LIMITS.totalBytes });
    if (taken.length > UPLOAD_LIMITS.files) throw new Refusal('upload.tooManyFiles');
  }

  private async submit(
    fields: ReadonlyMap<string, string>,
    taken: readonly NamedFile[],
    reservation: string,
    actor: PersonActor,
  ): Promise<Submission> {
    const begun = fields.get('stopt');
    const instead = begun === undefined ? null : await this.find.run(begun, actor);
    let submission = await this.open.run(
      {
        election: fields.get('verkiezing') ?? '',
        files: taken.map(({ name, file }) => ({ name, size: file.size })),
        replaces: readReplaces(fields.get('vervangt')),
        direct: false,
        promised: null,
        session: null,
      },
      actor,
      { reservation },
    );
    for (const [i, { file }] of taken.entries())
      submission = await this.receive.fromForm({ id: submission.id, index: i + 1, file }, actor);
    // sent whole in the place of one that was cut off: of that one nothing needs to stay
    if (instead !== null && waitsFor(instead) === 'files') await this.abandon.run(instead.id, actor);
    return submission;
  }
}

function readReplaces(text: string | undefined): SubmissionId | null {
  if (text === undefined || text === '') return null;
  const id = readSubmissionId(text);
  if (id === null) throw new Refusal('upload.replacesUnknown');
  return id;
}

/** The parts of a multipart form as this room reads them. What is too long for a field is cut off by the parser. */
export async function* formParts(parts: AsyncIterable<Multipart>): AsyncGenerator<FormPart, void, undefined> {
  for await (const part of parts) {
    if (part.type === 'file') {
      const { file } = part;
      yield { kind: 'file', fileName: part.filename ?? '', bytes: file, wasCut: () => file.truncated };
    } else if (typeof part.value === 'string') {
      yield { kind: 'field', name: part.fieldname, value: part.value };
    }
  }
}
