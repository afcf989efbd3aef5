import type { CentralHeader } from './directory.js';
import { refusing, telling, type ZipFault } from './fault.js';

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const DOS_VOLUME = 0x08;
const DOS_DIRECTORY = 0x10;
/** Read-only, hidden, system, archive. */
const DOS_PLAIN = 0x01 | 0x02 | 0x04 | 0x20;

/** Programs that write "made by": FAT, Unix, NTFS, macOS. */
const HOSTS = new Set([0, 3, 10, 19]);
const VERSIONS = new Set([0, 10, 20, 21, 23, 25, 30, 31, 45, 46, 51, 52, 62, 63]);

/**
 * Only plain files and plain, empty folders may stand in a package: no links, devices or volume labels, whatever system
 * the header says it was made on (programs differ in when they believe it).
 */
export function attributeFaults(header: CentralHeader): ZipFault[] {
  const unix = header.externalAttributes >>> 16;
  const dos = header.externalAttributes & 0xffff;
  const type = unix & FILE_TYPE;
  const isFolder = header.rawName.at(-1) === 0x2f;
  const typeFits = type === 0 || type === (isFolder ? DIRECTORY : REGULAR);
  const dosFits = (dos & DOS_VOLUME) === 0 && (isFolder || (dos & DOS_DIRECTORY) === 0);
  const faults: ZipFault[] = [];
  if (!typeFits || !dosFits) {
    faults.push(
      refusing(
        'container.sound',
        'Dit is geen gewoon bestand (een koppeling, apparaat of map).',
        header.shown,
      ),
    );
  }
  if (isFolder && (header.size !== 0 || header.compressedSize !== 0 || header.crc32 !== 0)) {
    faults.push(refusing('container.sound', 'Een map mag zelf geen inhoud hebben.', header.shown));
  }
  const odd = (unix & 0o7000) !== 0 || (dos & ~(DOS_PLAIN | DOS_DIRECTORY | DOS_VOLUME)) !== 0;
  const unknown = !HOSTS.has(header.madeBy >>> 8) || !VERSIONS.has(header.madeBy & 0xff);
  if (odd || unknown || header.internalAttributes !== 0 || ![0, 10, 20].includes(header.versionNeeded)) {
    faults.push(
      telling('container.headers', 'De ZIP heeft ongewone kenmerken bij dit bestand.', header.shown),
    );
  }
  return faults;
}

/**
 * One program makes a whole ZIP, from files of one kind: files that say they were made by different programs or have
 * other permissions than their neighbours are worth telling.
 */
export function mixedOrigin(headers: readonly CentralHeader[]): ZipFault[] {
  const files = headers.filter((header) => header.rawName.at(-1) !== 0x2f);
  const kinds = new Set(files.map(({ madeBy, externalAttributes }) => `${madeBy} ${externalAttributes}`));
  return kinds.size > 1
    ? [telling('container.headers', 'De bestanden in de ZIP hebben verschillende kenmerken of makers.')]
    : [];
}
