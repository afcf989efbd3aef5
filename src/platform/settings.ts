import type { S3Address } from './objects/s3-address.js';
import type { SmtpAddress } from './sending/smtp-address.js';
import type { Networks } from './sending/web-address.js';
import type { SigningFiles } from './signing/signing-key.js';

/** How long is waited for others, in milliseconds. */
export interface Waits {
  /** For the next byte of an upload. */
  readonly stallMs: number;
  /** From the first byte of an upload to the last. */
  readonly receiveMs: number;
  /** The last PUT, for the verdict, before it answers 202: less than the patience of the proxies in front. */
  readonly verdictMs: number;
  /** A judge's processor time, which only the file decides; reached twice it refuses. */
  readonly judgeCpuMs: number;
  /** A judge's time by the clock, which the machine decides too; reached it is tried again. */
  readonly judgeWallMs: number;
}

/** What features need to know of how the platform was started. Read once from the environment (src/config.ts). */
export abstract class Settings {
  abstract readonly mode: 'rehearsal' | 'real';
  /** How the world reaches the site, without a slash at the end. */
  abstract readonly baseUrl: string;
  abstract readonly varDir: string;
  /** Where objects are kept; absent or null: files in varDir. */
  abstract readonly s3?: S3Address | null;
  /** What a worker signs with; absent or null: in a rehearsal one is made in varDir, else nothing is signed. */
  abstract readonly signing?: SigningFiles | null;
  /** The mail server; absent or null: mail goes to a folder in varDir in a rehearsal, and waits in the real thing. */
  abstract readonly smtp?: SmtpAddress | null;
  /** From which address mail comes; absent or null: geen-antwoord@ the site's host. */
  abstract readonly mailFrom?: string | null;
  /** Networks that are not public and to which webhooks may go all the same; absent: none. */
  abstract readonly webhookAllow?: Networks;
  /** On which ports webhooks go to what is public; absent: 443. */
  abstract readonly webhookPorts?: readonly number[];
  abstract readonly helpdeskPhone: string;
  abstract readonly securityContact: string;
  /** How many child processes judge; null: one per processor, at least two. */
  abstract readonly judges: number | null;
  abstract readonly quarantineBytesPerCommittee: number;
  abstract readonly waits: Waits;
  /** How long what a process has in hand stays its own when nothing is heard of it; absent: 15. */
  abstract readonly leaseSeconds?: number;
  /** How many days before the vote keys are due; absent: 2. */
  abstract readonly keyDueDays?: number;
  /** A list of keys that everybody has; absent or null: none are known. */
  abstract readonly weakKeysFile?: string | null;
  /** Certificates that signatures in PDFs are traced to; absent or null: who signed is not established. */
  abstract readonly trustListFile?: string | null;
  /** Version of the platform, from package.json. */
  abstract readonly version: string;
}
