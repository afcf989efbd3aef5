import type { Sendable } from '../platform/http/send-bytes.js';

/** A 110a or 230b as it came into force. */
export interface ExchangeFile extends Sendable {
  readonly message: '110a' | '230b';
  /** From 1, of files with this name. */
  readonly version: number;
  readonly at: Date;
}
