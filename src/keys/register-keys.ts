import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { ElectionStore } from '../elections/election.store.js';
import { ListHats } from '../identity/choose-hat.js';
import type { NamedHat } from '../identity/hat.js';
import type { PersonActor } from '../kernel/actor.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';
import type { Logger } from '../platform/logger.js';
import { LOGGER } from '../platform/platform.module.js';
import type { KeyFileJudgement } from '../verify/key/judge-key-file.js';
import type { SentCertificate } from './certificate-form.js';
import { SAME_IN_EACH } from './key-call.js';
import type { CommitteeKey } from './key.js';
import { RegisterKey } from './register-key.js';

type Registered =
  | { readonly kind: 'registered'; readonly key: CommitteeKey }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A fault of ours: nothing is known of the file. */
  | { readonly kind: 'failed' };
/** The same bytes as a file before it in the form. */
type Twice = { readonly kind: 'twice'; readonly as: string | null };

/** What became of one certificate of several. `name`: as it was sent; null for a text that was pasted. */
export type CertificateOutcome = { readonly name: string | null } & (Registered | Twice);

/** A committee registers its certificates for all its elections of one voting day, each by itself. */
@Injectable()
export class RegisterKeys {
  constructor(
    private readonly registration: RegisterKey,
    private readonly hats: ListHats,
    private readonly elections: ElectionStore,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Registers each in a transaction of its own, for the election that stands in it: that of the actor's hat, or another of the same
   * voting day in which the same person works for the same committee. What is wrong with one stops none of the others; only who
   * may nothing any more is refused as a whole (access.*). Otherwise as {@link RegisterKey} refuses, per file.
   */
  async run(
    certificates: readonly SentCertificate[],
    actor: PersonActor,
  ): Promise<readonly CertificateOutcome[]> {
    const hats = await this.hatsFor(actor);
    const seen = new Map<string, string | null>();
    const outcomes: CertificateOutcome[] = [];
    for (const { name, bytes } of certificates) {
      const digest = bytes && createHash('sha256').update(bytes).digest('hex');
      const before = digest === null ? undefined : seen.get(digest);
      if (before !== undefined) outcomes.push({ name, kind: 'twice', as: before });
      else outcomes.push({ ...(await this.one(bytes, hats, actor)), name });
      if (digest !== null && before === undefined) seen.set(digest, name);
    }
    return outcomes;
  }

  /** The elections of the voting day in which this person works for the same committee: their hats, by election. */
  async hatsFor({ personId, hat }: PersonActor): Promise<ReadonlyMap<string, NamedHat>> {
    if (!SAME_IN_EACH.includes(hat.body.level)) return new Map();
    const all = await this.elections.list();
    const day = all.find(({ id }) => id === hat.electionId)?.electionDate;
    const ids = new Set(all.filter(({ electionDate }) => electionDate === day).map(({ id }) => id));
    const worn = (await this.hats.run(personId)).filter(
      ({ electionId, body }) => electionId !== null && ids.has(electionId) && sameCommittee(body, hat.body),
    );
    return new Map(worn.map((each) => [each.electionId!, each]));
  }

  private async one(
    bytes: Uint8Array | null,
    hats: ReadonlyMap<string, NamedHat>,
    actor: PersonActor,
  ): Promise<Registered> {
    try {
      if (bytes === null) throw new InvalidInput([{ pointer: '/bestand', detail: TOO_LARGE }]);
      const judged = this.registration.judge(bytes);
      const hat = hats.get(electionIn(judged) ?? '') ?? actor.hat;
      const own = hat.electionId === actor.hat.electionId;
      const key = await this.registration.take(bytes, judged, own ? actor : { ...actor, hat });
      return { kind: 'registered', key };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        this.log.error({ error }, 'een certificaat kon niet worden aangemeld');
        return { kind: 'failed' };
      }
      if (error.code.startsWith('access.')) throw error;
      return { kind: 'refused', refusal: error };
    }
  }
}

const TOO_LARGE = 'Dit is geen certificaat. Kies het bestand public_key….crt.';

/** The election that a certificate names, also one that lies beside a private key. */
function electionIn({ certificate, exposed }: KeyFileJudgement): string | null {
  return (certificate ?? exposed.beside[0])?.subject.organization ?? null;
}
