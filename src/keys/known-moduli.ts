import type { Reader, Tx } from '../platform/postgres/database.js';
import { modulusIn } from '../verify/key/judge-key-file.js';
import { SharedFactors } from '../verify/key/shared-factor.js';
import { certificatesAfter } from './key-door.store.js';

/** Certificates that are read at once: between two portions others get their turn. */
const PORTION = 500;

/**
 * The moduli of every key that was ever registered, as far as this process has read them. Keys get their number under the lock of
 * registering, so that whoever sees one sees all before it: what was read once need not be read again.
 */
export class KnownModuli {
  private readonly factors = new SharedFactors();
  private readUpTo = 0n;
  private reading: Promise<void> = Promise.resolve();

  /** Reads what was registered since the last time; one after another, whoever asks. */
  catchUp(from: Reader | Tx): Promise<void> {
    this.reading = this.reading.catch(() => undefined).then(() => this.readNew(from));
    return this.reading;
  }

  /** Whether another modulus has a factor in common with this one. */
  shares(modulus: bigint): boolean {
    return this.factors.sharersOf(modulus).some((other) => other !== modulus);
  }

  private async readNew(from: Reader | Tx): Promise<void> {
    for (;;) {
      const portion = await certificatesAfter(from, this.readUpTo, PORTION);
      for (const { serial, certificate } of portion) {
        const modulus = modulusIn(certificate);
        if (modulus !== null) this.factors.add(modulus);
        this.readUpTo = serial;
      }
      if (portion.length < PORTION) return;
    }
  }
}
