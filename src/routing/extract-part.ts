import { Injectable } from '@nestjs/common';
import { FileScratch, FileSource } from '../platform/objects/file-source.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { openDelivery, type Contents, type Part } from '../verify/contents.js';
import type { DeliveredFile } from './delivery.js';

/** Says which file of a package is wanted. */
export type Choose = (contents: Contents) => Part | null | undefined;

/** The one count of a package that was accepted. */
export const theEml: Choose = ({ parts }) => parts.find(({ kind }) => kind === 'eml');

/** Takes one file out of a kept package, without holding it in memory. */
@Injectable()
export class ExtractPart {
  constructor(
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** Name and size of the part that `choose` takes; null when the package has no such part. */
  async find(file: DeliveredFile, choose: Choose): Promise<Pick<Part, 'name' | 'size'> | null> {
    const { contents, close } = await this.open(file);
    await close();
    const part = choose(contents);
    return part ? { name: part.name, size: part.size } : null;
  }

  /** The bytes of the part that `choose` takes. Throws when the package cannot be read or has no such part. */
  async *run(file: DeliveredFile, choose: Choose): AsyncGenerator<Uint8Array, void, undefined> {
    const { contents, close } = await this.open(file);
    try {
      const part = choose(contents);
      if (!part) throw new Error(`package ${file.sha256} does not hold what its verdict says`);
      for await (const chunk of part.bytes()) yield Buffer.from(chunk);
    } finally {
      await close();
    }
  }

  private async open(
    file: DeliveredFile,
  ): Promise<{ readonly contents: Contents; readonly close: () => Promise<void> }> {
    const source = new FileSource(await this.objects.descriptor(file.sha256));
    try {
      const delivery = { kind: 'package', name: file.name, source } as const;
      const contents = await openDelivery(delivery, () => new FileScratch(this.bench.freePath()));
      const close = async () => {
        contents.close();
        await source.close();
      };
      return { contents, close };
    } catch (error) {
      await source.close();
      throw error;
    }
  }
}
