import { readExactly, type ByteSource } from '../source.js';
import { UTF8_NAME, type CentralHeader } from './directory.js';
import { AES_EXTRA, isHarmless, readExtra, UNICODE_PATH_EXTRA, ZIP64_EXTRA } from './extra.js';
import { refusing, telling, type ZipFault } from './fault.js';
import { unicodePath } from './stored-name.js';

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
export const HAS_DESCRIPTOR = 0x0008;
/** Bits that may be set: deflate level (1, 2), data descriptor (3), UTF-8 name (11). */
const KNOWN_FLAGS = 0x0006 | HAS_DESCRIPTOR | UTF8_NAME;

/** Where the data of a file starts, and what its two headers say against each other. */
export interface LocalHeader {
  /** Null when there is no local header where the central directory says. */
  readonly dataOffset: number | null;
  readonly faults: readonly ZipFault[];
}

/**
 * Reads the local header of a file and compares all of it with the central one. What decides about bytes or names
 * refuses when it differs; what only tells when or by what program a ZIP was made warns.
 */
export function readLocal(source: ByteSource, central: CentralHeader): LocalHeader {
  const fixed = readExactly(source, central.localOffset, LOCAL_BYTES);
  const nameLength = fixed?.readUInt16LE(26) ?? 0;
  const extraLength = fixed?.readUInt16LE(28) ?? 0;
  const rest = readExactly(source, central.localOffset + LOCAL_BYTES, nameLength + extraLength);
  if (fixed?.readUInt32LE(0) !== LOCAL || rest === null) {
    const detail = 'Waar het bestand volgens de inhoudsopgave begint, staat geen bestand.';
    return { dataOffset: null, faults: [refusing('container.sound', detail, central.shown)] };
  }
  return {
    dataOffset: central.localOffset + LOCAL_BYTES + rest.length,
    faults: [
      ...unsupported(central),
      ...differences(fixed, rest.subarray(0, nameLength), central),
      ...extraFaults(central, rest.subarray(nameLength)),
    ],
  };
}

function unsupported(central: CentralHeader): ZipFault[] {
  const faults: ZipFault[] = [];
  const refuse = (detail: string): void =>
    void faults.push(refusing('container.sound', detail, central.shown));
  if ((central.flags & ENCRYPTED) !== 0) refuse('Het bestand is versleuteld. Dat is niet toegestaan.');
  else if ((central.flags & ~KNOWN_FLAGS) !== 0)
    refuse('Het bestand gebruikt onbekende mogelijkheden van ZIP.');
  if (central.method !== 0 && central.method !== 8) {
    refuse(`Het bestand is ingepakt met methode ${String(central.method)}; alleen 0 en 8 (deflate) mogen.`);
  }
  if (central.disk !== 0) refuse('Het bestand staat op een andere schijf.');
  if (central.method === 0 && central.compressedSize !== central.size) {
    refuse('Het bestand is niet ingepakt, maar de twee groottes verschillen.');
  }
  if (central.commentLength !== 0) refuse('Bij het bestand staat commentaar. Dat is niet toegestaan.');
  return faults;
}

function differences(fixed: Buffer, rawName: Buffer, central: CentralHeader): ZipFault[] {
  const faults: ZipFault[] = [];
  const differ = (what: string): void =>
    void faults.push(refusing('container.headers', `De twee kopgegevens noemen een ${what}.`, central.shown));
  if (!rawName.equals(central.rawName)) differ('andere naam');
  if (fixed.readUInt16LE(6) !== central.flags) differ('andere instelling');
  if (fixed.readUInt16LE(8) !== central.method) differ('andere methode');
  const sums = [fixed.readUInt32LE(14), fixed.readUInt32LE(18), fixed.readUInt32LE(22)];
  // With a data descriptor the sums follow the data and stand here as 0; some programs fill them in all the same.
  const postponed = (central.flags & HAS_DESCRIPTOR) !== 0 && sums.every((sum) => sum === 0);
  if (!postponed) {
    if (sums[0] !== central.crc32) differ('ander controlegetal (CRC)');
    if (sums[1] !== central.compressedSize) differ('andere ingepakte grootte');
    if (sums[2] !== central.size) differ('andere grootte');
  }
  if (fixed.readUInt32LE(10) !== central.modified) {
    faults.push(telling('container.headers', 'De twee kopgegevens noemen een andere tijd.', central.shown));
  }
  if (fixed.readUInt16LE(4) !== central.versionNeeded) {
    faults.push(telling('container.headers', 'De twee kopgegevens noemen een andere versie.', central.shown));
  }
  return faults;
}

function extraFaults(central: CentralHeader, localExtra: Buffer): ZipFault[] {
  const ours = readExtra(central.extra);
  const theirs = readExtra(localExtra);
  if (ours === null || theirs === null) {
    return [refusing('container.sound', 'De extra velden van het bestand zijn beschadigd.', central.shown)];
  }
  const faults: ZipFault[] = [];
  for (const field of [...ours, ...theirs]) {
    if (field.id === ZIP64_EXTRA)
      faults.push(
        refusing('container.sound', 'Het bestand gebruikt ZIP64. Dat is niet toegestaan.', central.shown),
      );
    else if (field.id === AES_EXTRA)
      faults.push(
        refusing('container.sound', 'Het bestand is versleuteld. Dat is niet toegestaan.', central.shown),
      );
    else if (field.id === UNICODE_PATH_EXTRA && unicodePath(field, central.rawName) === null) {
      faults.push(refusing('container.headers', 'Een extra veld noemt een andere naam.', central.shown));
    } else if (!isHarmless(field)) {
      faults.push(telling('container.headers', 'Het bestand heeft een onbekend extra veld.', central.shown));
    }
  }
  // Nobody reads their times and owners: that they stand in both headers is all that tells whether they are whole.
  if (!central.extra.equals(localExtra)) {
    faults.push(
      telling('container.headers', 'De extra velden in de twee kopgegevens verschillen.', central.shown),
    );
  }
  return faults;
}
