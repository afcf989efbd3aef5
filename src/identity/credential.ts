import { createHash, randomBytes } from 'node:crypto';
import type { Sha256 } from '../kernel/fingerprint.js';
import { sha256 } from '../kernel/fingerprint.js';

/** A secret that lets somebody in, and the only thing that is kept of it. */
export interface NewSecret {
  /** 256 random bits, base64url; shown or sent once. */
  readonly secret: string;
  readonly hash: Sha256;
}

/** What secrets are for; it stands in front of tokens, so that a scanner of leaked secrets knows them. */
export type SecretKind = 'session' | 'token' | 'invitation';

const PREFIX: Readonly<Record<SecretKind, string>> = { session: '', token: 'odp_', invitation: '' };
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Makes a secret of 256 bits. */
export function newSecret(kind: SecretKind): NewSecret {
  const secret = PREFIX[kind] + randomBytes(32).toString('base64url');
  return { secret, hash: digest(secret) };
}

/** The hash under which a presented secret is kept; null when it cannot be a secret of this kind. */
export function hashSecret(kind: SecretKind, presented: string): Sha256 | null {
  const prefix = PREFIX[kind];
  if (!presented.startsWith(prefix) || !SECRET.test(presented.slice(prefix.length))) return null;
  return digest(presented);
}

function digest(secret: string): Sha256 {
  return sha256(createHash('sha256').update(secret).digest('hex'));
}
