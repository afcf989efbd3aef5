import { ENTRY_BYTES, PACKAGE_BYTES } from '../../kernel/recognise-file.js';

/** Absolute caps. Never a ratio: a genuine count of 500 polling stations compresses 61 to 1 (measured). */
export const LIMITS = {
  /** Bytes of a whole package as it arrives. */
  packageBytes: PACKAGE_BYTES,
  /** Bytes of one file in it, inflated. */
  entryBytes: ENTRY_BYTES,
  /** Bytes of all files of one ZIP together, inflated. */
  totalBytes: 512 * 1024 * 1024,
  /** Files in one ZIP, folders counted too. */
  entries: 32,
  /** Bytes of a name, as UTF-8. */
  nameBytes: 255,
  /** Folders deep. */
  folders: 4,
  /** Bytes of the central directory: 32 headers with the longest name allowed and room for extra fields. */
  directoryBytes: 64 * 1024,
  /** Bytes of a signature file. */
  signatureBytes: 64 * 1024,
} as const;

/** What a ZIP may hold, where it is not a package: all else about it is as strict. */
export type ZipLimits = Readonly<Record<'entries' | 'directoryBytes' | 'entryBytes' | 'totalBytes', number>>;
