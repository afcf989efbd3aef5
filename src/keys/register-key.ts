import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { act } from '../identity/act.js';
import { ElectionStore } from '../elections/election.store.js';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { append } from '../audit/audit.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, type Segment } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, isUniqueViolation, lock } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { isUserIdOf, type Certificate } from '../verify/cms/certificate.js';
import { judgeKeyFile, type ExposedKeys, type KeyFileJudgement } from '../verify/key/judge-key-file.js';
import { numberOf } from '../verify/key/rsa-numbers.js';
import { readBlocklist, type Blocklist } from '../verify/key/weak-rsa.js';
import { electionWords } from '../verify/checks/identity.js';
import { shortened } from '../verify/zip/names.js';

import { committeeName } from '../elections/committees.js';
import { certificateOf, describeSubject, strangerIn } from './certificate-of.js';
import type { CommitteeKey } from './key.js';
import { suspendKey } from './decide-key.js';
import { keyBurnt, keyRegistered } from './events.js';
import { addBurnt, isBurnt } from './key-door.store.js';
import { KnownModuli } from './known-moduli.js';
import { addKey, findKnown } from './key.store.js';

/** Outbox topic: one key was registered by two bodies; both their people must know. */
const KEY_CLASHED = 'key.clashed';

/** Who registers a key, or bars one, holds this. */
const REGISTER = 'keys:register';
const BURNT = { reason: 'De geheime sleutel is bij het aanmelden verstuurd.', misusedSince: null };

/** A committee registers a key of its own; the Kiesraad then decides about it. */
@Injectable()
export class RegisterKey implements OnApplicationBootstrap {
  private readonly moduli = new KnownModuli();
  private readonly blocklist: Blocklist;

  /** Throws where the list of weak keys that is set cannot be read: a site does not start without it. */
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
    { weakKeysFile }: Settings,
  ) {
    this.blocklist = readBlocklist(weakKeysFile ? readFileSync(weakKeysFile, 'utf8') : '');
  }

  /** Reads the register beside all else, so that the first key need not wait for it; what fails here, that key reads. */
  onApplicationBootstrap(): void {
    this.moduli.catchUp(this.db.read).catch(() => undefined);
  }

  /**
   * Takes a certificate, PEM or DER, for the committee and election of the actor's hat. Refused as certificateOf refuses, when it
   * is of another election or committee (keys.wrongElection, wrongCommittee), and keys.burnt (its private half was ever handed in), keys.sharedFactor, keys.alreadyRegistered, rejectedBefore or revokedBefore (their own) or keys.inUseElsewhere (which does not say whose).
   */
  async run(bytes: Uint8Array, actor: PersonActor): Promise<CommitteeKey> {
    return await this.take(bytes, this.judge(bytes), actor);
  }

  /** What the door thinks of a file before it knows whose it is. */
  judge(bytes: Uint8Array): KeyFileJudgement {
    return judgeKeyFile(bytes, this.blocklist);
  }

  /** The same as {@link run}, for bytes that were judged already. */
  async take(bytes: Uint8Array, judged: KeyFileJudgement, actor: PersonActor): Promise<CommitteeKey> {
    const owner = segmentOf(actor);
    const exposed = exposedTo(owner, judged.exposed);
    if (exposed.length > 0) {
      bytes.fill(0);
      await this.burn(exposed, actor);
    }
    const certificate = certificateOf(bytes, judged);
    await this.mustBeOwn(certificate, owner);
    // what stands is read before the lock, or after a restart everybody would wait for it
    await this.moduli.catchUp(this.db.read);
    try {
      return await this.register(certificate, owner, actor);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw await this.turnDown(certificate.keyId, owner, actor);
    }
  }

  /** Says whose it is by the names that people know: of the election, and of the committee in this election or as written. */
  private async mustBeOwn({ subject }: Certificate, { electionId, body }: Segment): Promise<void> {
    const stranger = strangerIn(subject, electionId, body);
    if (stranger === null) return;
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Error(`somebody works for an election that is not there: ${electionId}`);
    const { organization, userId, locality } = subject;
    if (stranger === 'wrongElection') {
      const there = await this.elections.summary(organization ?? '');
      const found = organization === null ? 'een verkiezing zonder naam' : electionWords(organization);
      throw new Refusal('keys.wrongElection', {
        found: there?.name ?? found,
        expected: plan.definition.name,
      });
    }
    const there = plan.committees.find(({ code, level }) => level !== 'MAYOR' && isUserIdOf(userId, code));
    const written = `${shortened(locality ?? 'een ander stembureau', 60)} (${shortened(userId ?? 'zonder nummer', 60)})`;
    throw new Refusal('keys.wrongCommittee', {
      found: there?.name ?? written,
      expected: committeeName(plan.committees, body),
    });
  }

  private register(
    certificate: Certificate,
    { electionId, body: committee }: Segment,
    actor: PersonActor,
  ): Promise<CommitteeKey> {
    return act(this.db, actor, async (tx) => {
      await lock(tx, REGISTER);
      if (await isBurnt(tx, certificate.keyId)) throw new Refusal('keys.burnt');
      // under the lock: of two keys that come together the second sees the first
      await this.moduli.catchUp(tx);
      if (this.moduli.shares(numberOf(certificate.key.modulus))) throw new Refusal('keys.sharedFactor');
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

  /**
   * Bars keys of which the private half was handed in, before the answer goes out; one that is in use is stopped. Whoever
   * registers the certificate at the same moment waits, and is refused.
   */
  private burn(keyIds: readonly Sha256[], actor: PersonActor): Promise<void> {
    return act(this.db, actor, async (tx) => {
      const at = this.clock.now();
      await lock(tx, REGISTER);
      for (const keyId of keyIds) {
        if (await isBurnt(tx, keyId)) continue;
        await addBurnt(tx, keyId, actor.personId, at);
        const object = { id: keyId.slice(0, 32), electionId: actor.hat.electionId };
        await append(tx, keyBurnt({ object, actor, details: { keyId } }), at);
        const known = await findKnown(tx, keyId);
        if (known?.state !== 'registered' && known?.state !== 'approved') continue;
        await suspendKey(tx, { id: known.id, ground: BURNT, actor, at });
      }
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

/**
 * Keys of which the private half was in a file. One that could not be read says nothing of the certificates beside it, but for
 * the sender's own: with another's, anybody could have had it barred.
 */
function exposedTo({ electionId, body }: Segment, { proven, beside }: ExposedKeys): readonly Sha256[] {
  const own = beside.filter(
    ({ subject }) => subject.organization === electionId && isUserIdOf(subject.userId, body.code),
  );
  return [...proven, ...own.map(({ keyId }) => keyId)];
}

/** Why one's own key is not registered again: it stands, or it was turned down or ended for a reason. */
function ownAgain(key: CommitteeKey): Refusal {
  if (key.state === 'rejected') return new Refusal('keys.rejectedBefore', { reason: key.reason });
  if (key.state === 'revoked') return new Refusal('keys.revokedBefore', { reason: key.reason });
  return new Refusal('keys.alreadyRegistered');
}
