import type { S3Address } from './objects/s3-address.js';

/** What features need to know of how the platform was started. Read once from the environment (src/config.ts). */
export abstract class Settings {
  abstract readonly mode: 'rehearsal' | 'real';
  /** How the world reaches the site, without a slash at the end. */
  abstract readonly baseUrl: string;
  abstract readonly varDir: string;
  /** Where objects are kept; absent or null: files in varDir. */
  abstract readonly s3?: S3Address | null;
  abstract readonly helpdeskPhone: string;
  abstract readonly securityContact: string;
  /** How many child processes judge; null: one per processor, at least two. */
  abstract readonly judges: number | null;
  abstract readonly quarantineBytesPerCommittee: number;
  /** Version of the platform, from package.json. */
  abstract readonly version: string;
}
