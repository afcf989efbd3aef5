import type { Clock } from '../../kernel/clock.js';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import type { Health } from '../health.js';
import type { JobHandlers } from '../jobs/job-handlers.js';
import type { Logger } from '../logger.js';
import type { Metrics } from '../metrics.js';
import type { Database, Tx } from '../postgres/database.js';
import type { Settings } from '../settings.js';
import { purposeOf } from './purpose.js';
import { signDetached } from './sign-detached.js';
import {
  forgottenSignatures,
  holdUnsigned,
  keepSignature,
  SIGNATURE_ASKED,
  signatureLag,
} from './signature.store.js';
import { makeSigningKey, readSigningKey, type SigningKey } from './signing-key.js';

const BATCH = 20;
const DAY_MS = 86_400_000;

/** What signing works with. */
export interface SigningParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly handlers: JobHandlers;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Signs what waits for it, each in a transaction of its own: whoever dies on the way leaves a row that waits. Only a worker
 * takes the key; in every other process, and in a worker without one, nothing is signed and what waits goes on waiting.
 */
export class SignWaiting {
  private key: SigningKey | null = null;

  constructor(private readonly parts: SigningParts) {
    const { handlers, db, health, metrics } = parts;
    handlers.on(SIGNATURE_ASKED, (tx, payload) => this.sign(tx, sha256(payload['sha256'] as string)));
    handlers.sweepWith('signatures.missing', { everyMs: 4_000 }, () => this.sweep());
    health.tell('ondertekenen', () => this.describe());
    metrics.gauge('signature_lag_seconds', 'Age of what waits longest for its signature', () =>
      signatureLag(db.read),
    );
    metrics.gauge('signing_certificate_days', 'Days that the certificate it signs with is valid', () =>
      this.key === null ? Number.NaN : this.daysLeft(this.key),
    );
  }

  /** Takes the key, made here for a rehearsal that has none. Throws a sentence when there is something wrong with it. */
  async takeKey(): Promise<void> {
    const { settings, log } = this.parts;
    const files =
      settings.signing ?? (settings.mode === 'rehearsal' ? await makeSigningKey(settings.varDir) : null);
    if (files === null)
      log.warn('SIGNING_KEY_FILE en SIGNING_CERT_FILE ontbreken: er wordt niets ondertekend');
    else this.key = await readSigningKey(files);
  }

  private daysLeft({ certificate }: SigningKey): number {
    return (Date.parse(certificate.validTo) - this.parts.clock.now().getTime()) / DAY_MS;
  }

  private describe(): string {
    if (this.key === null) return 'dit proces heeft geen sleutel';
    return `met ${this.key.certificate.fingerprint256}, tot ${this.key.certificate.validTo}`;
  }

  private async sign(tx: Tx, digest: Sha256): Promise<void> {
    if (this.key === null) return;
    const waiting = await holdUnsigned(tx, digest);
    if (waiting === null) return;
    const { purpose, content } = waiting;
    // whoever can write a row must not choose what a signature means
    if (purposeOf(content) !== purpose) throw new Error(`what is to be signed is no ${purpose}`);
    const cms = await signDetached(this.key, content, this.parts.clock.now());
    await keepSignature(tx, digest, cms, this.key.certificate.raw);
  }

  private async sweep(): Promise<number> {
    const { db } = this.parts;
    if (this.key === null) return 0;
    const waiting = await forgottenSignatures(db.read, BATCH);
    const signed = await Promise.allSettled(
      waiting.map((digest) => db.transaction((tx) => this.sign(tx, digest))),
    );
    // one that cannot be signed holds up no other
    for (const outcome of signed) if (outcome.status === 'rejected') throw outcome.reason;
    return waiting.length;
  }
}
