import { Injectable } from '@nestjs/common';
import { keepNamed } from '../platform/objects/keep-named.js';
import { findObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { openVerified, type KnownObject } from '../platform/objects/verified.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database } from '../platform/postgres/database.js';
import { ExtractPart, theEml } from '../routing/extract-part.js';
import type { ResultFile } from './publication.js';
import { PublicationStore } from './publication.store.js';

/** Keeps the EML file of a delivery as an object of its own, so that everybody gets it without the package being opened. */
@Injectable()
export class KeepEml {
  constructor(
    private readonly db: Database,
    private readonly publications: PublicationStore,
    private readonly extract: ExtractPart,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /**
   * Keeps exactly the bytes of its fingerprint, and then has `record` write the row that names them, with the name that its
   * sender gave the file. Killed in between, nothing names them. Refused: upload.noSpace.
   */
  async run(file: ResultFile, record: (name: string, object: KnownObject) => Promise<void>): Promise<void> {
    const { db, objects, bench } = this;
    const { name, bytes } = await this.open(file);
    await keepNamed({ db, objects, bench }, bytes, async (object) => {
      if (object.id !== file.fingerprint)
        throw new Error(`submission ${file.submissionId} does not hold what its verdict says`);
      await record(name, object);
    });
  }

  /** Sent bare, or taken out of its package. */
  private async open({ submissionId, fingerprint }: ResultFile) {
    const files = await this.publications.sentFiles(submissionId);
    const bare = files.find(({ sha256 }) => sha256 === fingerprint);
    if (bare !== undefined) {
      const { name, size } = bare;
      const known = await findObject(this.db.read, fingerprint);
      const object = known ?? { id: fingerprint, size, chunks: null };
      return { name, bytes: openVerified(this.objects, object) };
    }
    const kept = files[0]!;
    const eml = await this.extract.find(kept, theEml);
    if (eml === null) throw new Error(`submission ${submissionId} holds no count`);
    return { name: eml.name, bytes: this.extract.run(kept, theEml) };
  }
}
