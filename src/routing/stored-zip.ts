import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file that goes into a ZIP as it is. `open` is called when its turn comes. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  open(): Readable;
}

/**
 * Writes a ZIP of files that are not compressed once more, with `texts` in front. Nothing is held but what passes. Gives
 * the size of the whole beforehand. `at` is the time that all entries carry, in the server's own time zone.
 */
export async function writeStoredZip(
  texts: readonly { readonly name: string; readonly content: string }[],
  files: readonly StoredFile[],
  at: Date,
): Promise<{ readonly size: number; readonly bytes: AsyncIterable<Uint8Array> }> {
  const zip = new ZipFile();
  const options = { compress: false, mtime: at, mode: 0o100644, forceDosTimestamp: true } as const;
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { name, content } of texts) zip.addBuffer(Buffer.from(content), name, options);
  for (const file of files) {
    zip.addReadStreamLazy(file.path, { ...options, size: file.size }, (use) => {
      const source = file.open();
      source.on('error', (error) => output.destroy(error));
      output.on('close', () => source.destroy());
      use(null, source);
    });
  }
  const size = await new Promise<number>((resolve) =>
    zip.end(undefined, ((total: number) => resolve(total)) as () => void),
  );
  return { size, bytes: output };
}
