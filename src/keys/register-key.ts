import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { createHash } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, type Segment } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, isUniqueViolation } from '../platform/postgres/database.js';
import type { Certificate } from '../verify/cms/certificate.js';
import { certificateOf, describeSubject } from './certificate-of.js';
import type { CommitteeKey } from './key.js';
import { keyRegistered } from './events.js';
import { addKey, findKnown } from './key.store.js';

/** Outbox topic: one key was registered by two bodies; both their people must know. */
const KEY_CLASHED = 'key.clashed';

/** A committee registers a key of its own; the Kiesraad then decides about it. */
@Injectable()
export class RegisterKey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a certificate, PEM or DER, for the committee and election of the actor's hat. Refused as certificateOf refuses,
   * and keys.alreadyRegistered, rejectedBefore or revokedBefore (their own) or keys.inUseElsewhere (which does not say whose).
   */
  async run(bytes: Uint8Array, actor: PersonActor): Promise<CommitteeKey> {
    const owner = segmentOf(actor);
    const certificate = certificateOf(bytes, owner.electionId, owner.body);
    try {
      return await this.register(certificate, owner, actor);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw await this.turnDown(certificate.keyId, owner, actor);
    }
  }

  private register(
    certificate: Certificate,
    { electionId, body: committee }: Segment,
    actor: PersonActor,
  ): Promise<CommitteeKey> {
    return act(this.db, actor, async (tx) => {
      const fingerprint = sha256(createHash('sha256').update(certificate.der).digest('hex'));
      const key = await addKey(tx, {
        electionId,
        committee,
        keyId: certificate.keyId,
        certificate: certificate.der,
        fingerprint,
        subject: describeSubject(certificate.subject),
        notAfter: new Date(certificate.notAfter),
        registeredAt: this.clock.now(),
        registeredBy: actor.personId,
      });
      const { keyId, subject, notAfter, registeredAt } = key;
      const details = { keyId, fingerprint, subject, notAfter };
      await append(tx, keyRegistered({ object: key, actor, details }), registeredAt);
      return key;
    });
  }

  /** The same key is somewhere already. When it is another body's, both are told before the answer goes out. */
  private async turnDown(keyId: Sha256, sender: Segment, actor: PersonActor): Promise<Refusal> {
    return act(this.db, actor, async (tx) => {
      const owner = await findKnown(tx, keyId);
      if (owner === null) throw new Error('a key broke the unique rule and is nowhere');
      if (owner.electionId === sender.electionId && sameCommittee(owner.committee, sender.body))
        return ownAgain(owner);
      await add(tx, KEY_CLASHED, {
        keyId,
        electionId: sender.electionId,
        level: sender.body.level,
        code: sender.body.code,
        ownerElectionId: owner.electionId,
        ownerLevel: owner.committee.level,
        ownerCode: owner.committee.code,
      });
      return new Refusal('keys.inUseElsewhere');
    });
  }
}

/** Why one's own key is not registered again: it stands, or it was turned down or ended for a reason. */
function ownAgain(key: CommitteeKey): Refusal {
  if (key.state === 'rejected') return new Refusal('keys.rejectedBefore', { reason: key.reason });
  if (key.state === 'revoked') return new Refusal('keys.revokedBefore', { reason: key.reason });
  return new Refusal('keys.alreadyRegistered');
}
