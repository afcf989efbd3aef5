import { Injectable } from '@nestjs/common';
import { ObjectStore } from '../platform/objects/object-store.js';
import { FileScratch, FileSource } from '../platform/objects/file-source.js';
import { openDelivery, type Part } from '../verify/contents.js';
import type { DeliveredFile } from './delivery.js';

/** Takes one file out of a kept package, without holding it in memory. */
@Injectable()
export class ExtractPart {
  constructor(private readonly objects: ObjectStore) {}

  /** The bytes of the first part that `choose` takes. Throws when the package cannot be read or has no such part. */
  async *run(
    file: DeliveredFile,
    choose: (part: Part) => boolean,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const scratch = await this.objects.spoolFile();
    const source = FileSource.open(await this.objects.locate(file.sha256));
    try {
      const delivery = { kind: 'package', name: file.name, source } as const;
      const contents = await openDelivery(delivery, () => new FileScratch(scratch));
      try {
        const part = contents.parts.find(choose);
        if (!part) throw new Error(`package ${file.sha256} does not hold what its verdict says`);
        for await (const chunk of part.bytes()) yield Buffer.from(chunk);
      } finally {
        contents.close();
      }
    } finally {
      source.close();
    }
  }
}
