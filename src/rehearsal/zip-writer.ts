import { ZipFile } from 'yazl';

/** A file to put in a ZIP. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * A ZIP of these files in this order, deflated, all with one time (`2027-03-18T01:02:03`, local, in steps of two
 * seconds): the same bytes for the same input in every time zone. Sizes and checksums stand in both headers; there are
 * no data descriptors and no extra fields.
 */
export async function writeZip(entries: readonly ZipEntry[], modified: string): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = new Date(`${modified.slice(0, 19)}`);
  if (Number.isNaN(mtime.getTime())) throw new RangeError(`not a local time: ${modified}`);
  for (const { name, bytes } of entries) {
    zip.addBuffer(bytes, name, { mtime, mode: 0o100644, forceDosTimestamp: true, compressionLevel: 6 });
  }
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('error', reject);
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
    zip.end();
  });
}
