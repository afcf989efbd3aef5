import { readExactly, type ByteSource } from '../source.js';
import type { CentralHeader } from './directory.js';
import { refusing, type ZipFault } from './fault.js';
import { HAS_DESCRIPTOR } from './local.js';

const DESCRIPTOR = 0x08074b50;

/** A file with its place: from its local header to where its data starts. */
export interface Placed {
  readonly central: CentralHeader;
  readonly dataOffset: number;
}

/**
 * Every byte before the central directory belongs to exactly one file: header, data and, where announced, a data
 * descriptor that repeats the sums. So nothing is hidden before, between or after the files, and none overlap.
 */
export function layoutFaults(
  source: ByteSource,
  placed: readonly Placed[],
  directoryOffset: number,
): ZipFault[] {
  const inOrder = [...placed].sort((a, b) => a.central.localOffset - b.central.localOffset);
  const faults: ZipFault[] = [];
  let expected = 0;
  for (const [i, file] of inOrder.entries()) {
    const { central, dataOffset } = file;
    if (central.localOffset > expected)
      faults.push(
        refusing(
          'container.sound',
          i === 0
            ? 'Vóór het eerste bestand staan bytes die nergens bij horen.'
            : 'Tussen de bestanden staan bytes die nergens bij horen.',
          central.shown,
        ),
      );
    if (central.localOffset < expected)
      faults.push(refusing('container.sound', 'Bestanden in de ZIP overlappen elkaar.', central.shown));
    const next = inOrder[i + 1]?.central.localOffset ?? directoryOffset;
    const end = dataOffset + central.compressedSize;
    if (end > directoryOffset)
      faults.push(
        refusing('container.sound', 'Het bestand loopt door tot voorbij het einde.', central.shown),
      );
    const descriptor = descriptorLength(source, central, end, next);
    if (descriptor === null)
      faults.push(
        refusing(
          'container.headers',
          'De gegevens na het bestand spreken de inhoudsopgave tegen.',
          central.shown,
        ),
      );
    expected = end + (descriptor ?? 0);
  }
  if (expected < directoryOffset)
    faults.push(refusing('container.sound', 'Na het laatste bestand staan bytes die nergens bij horen.'));
  return faults;
}

/** Length of the data descriptor between `end` and `next`; 0 when none is announced; null when it does not fit. */
function descriptorLength(
  source: ByteSource,
  central: CentralHeader,
  end: number,
  next: number,
): number | null {
  if ((central.flags & HAS_DESCRIPTOR) === 0) return 0;
  const length = next - end;
  if (length !== 12 && length !== 16) return null;
  const bytes = readExactly(source, end, length);
  if (bytes === null || (length === 16 && bytes.readUInt32LE(0) !== DESCRIPTOR)) return null;
  const sums = bytes.subarray(length - 12);
  const agree =
    sums.readUInt32LE(0) === central.crc32 &&
    sums.readUInt32LE(4) === central.compressedSize &&
    sums.readUInt32LE(8) === central.size;
  return agree ? length : null;
}
