import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { networkOf } from '../platform/limits/network.js';
import { countOne } from '../platform/limits/tally.store.js';
import { Database } from '../platform/postgres/database.js';
import { findFormSeed } from './form-seed.store.js';
import {
  formDigest,
  LEAST_MS,
  MOST_MS,
  newForm,
  readToken,
  secretDigest,
  secretOf,
  writeToken,
} from './form-token.js';

/** So many forms of one kind are taken from one network in an hour: a household, an office, a telephone company's address. */
export const MOST_PER_HOUR = 30;
const HOUR = { windowS: 3600, mostNetworks: 4096 } as const;

/** The field that carries what {@link OpenForms.token} gave, and the one that people do not see and programs fill in. */
export const TOKEN_FIELD = 'formulier';
export const DECOY_FIELD = 'website';

/** What every form for everybody sends beside its own fields. */
export const openFormFields = {
  [TOKEN_FIELD]: z.string().max(200).default('').catch(''),
  [DECOY_FIELD]: z.string().max(200).default('').catch('x'),
};

/** What of a form stands in those fields. */
export type SentFields = Readonly<Record<typeof TOKEN_FIELD | typeof DECOY_FIELD, string>>;

/**
 * What {@link OpenForms.accept} may refuse with; and request.formUsed, which is for who keeps what was sent: the same form came
 * with something else in it.
 */
export const OPEN_FORM_REFUSALS = [
  'request.tooSoon',
  'request.formOver',
  'request.decoyFilled',
  'request.tooManyForms',
  'request.formUsed',
] as const;

/** A form that was sent, and how who sent it follows it. */
export interface AcceptedForm {
  /** The same when the same form is sent again. */
  readonly digest: Sha256;
  /** Shown once, and kept nowhere. */
  readonly secret: string;
  /** What is kept of it. */
  readonly secretDigest: Sha256;
}

/**
 * Forms that anybody may send, without an account and without any third party that tells people from programs: each is shown
 * before it is sent, is sent once and not at once, has a field that only programs fill in, and is taken so often an hour from
 * one network. What is sent is read only after that.
 */
@Injectable()
export class OpenForms {
  private seed: Promise<string> | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What a form of this kind carries; `sent`: what it carried, where it is shown again: that one while it can still be sent. */
  async token(kind: string, sent = ''): Promise<string> {
    const seed = await this.seedOf();
    const now = this.clock.now();
    const known = readToken(seed, kind, sent);
    const fresh = known !== null && now.getTime() - known.shownAt.getTime() < MOST_MS;
    return fresh ? sent : writeToken(seed, kind, newForm(now));
  }

  /**
   * Takes a form that was sent from `ip`. Refused: request.decoyFilled; request.formOver for what we did not show or too long
   * ago; request.tooSoon for what nobody can have filled in; request.tooManyForms from one network.
   */
  async accept(kind: string, sent: SentFields, ip: string): Promise<AcceptedForm> {
    if (sent[DECOY_FIELD] !== '') throw new Refusal('request.decoyFilled');
    const seed = await this.seedOf();
    const form = readToken(seed, kind, sent[TOKEN_FIELD]);
    const age = form === null ? MOST_MS : this.clock.now().getTime() - form.shownAt.getTime();
    if (form === null || age >= MOST_MS) throw new Refusal('request.formOver');
    if (age < LEAST_MS) throw new Refusal('request.tooSoon');
    const { count } = await countOne(this.db, { kind: `form ${kind}`, ...HOUR }, networkOf(ip));
    if (count > MOST_PER_HOUR) throw new Refusal('request.tooManyForms');
    const secret = secretOf(seed, kind, form);
    return { digest: formDigest(form), secret, secretDigest: secretDigest(secret)! };
  }

  private async seedOf(): Promise<string> {
    this.seed ??= findFormSeed(this.db);
    return await this.seed.catch((error: unknown) => {
      this.seed = null;
      throw error;
    });
  }
}
