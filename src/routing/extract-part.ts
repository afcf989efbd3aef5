import { Injectable } from '@nestjs/common';
import { FileScratch, FileSource } from '../platform/objects/file-source.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { openDelivery, type Part } from '../verify/contents.js';
import type { DeliveredFile } from './delivery.js';

/** Takes one file out of a kept package, without holding it in memory. */
@Injectable()
export class ExtractPart {
  constructor(
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** The bytes of the first part that `choose` takes. Throws when the package cannot be read or has no such part. */
  async *run(
    file: DeliveredFile,
    choose: (part: Part) => boolean,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const source = new FileSource(await this.objects.descriptor(file.sha256));
    try {
      const delivery = { kind: 'package', name: file.name, source } as const;
      const contents = await openDelivery(delivery, () => new FileScratch(this.bench.freePath()));
      try {
        const part = contents.parts.find(choose);
        if (!part) throw new Error(`package ${file.sha256} does not hold what its verdict says`);
        for await (const chunk of part.bytes()) yield Buffer.from(chunk);
      } finally {
        contents.close();
      }
    } finally {
      await source.close();
    }
  }
}
