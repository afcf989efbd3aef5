import { dutchDay } from '../kernel/dutch-time.js';
import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { electionFacts } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { chainLock } from '../kernel/delivery-chain.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import type { Verdict } from '../verify/verdict.js';
import { bar, isBarred } from './barred.store.js';
import { keyProven } from './events.js';
import { JudgeProof, type ProofFile } from './judge-proof.js';
import { stateName, type CommitteeKey, type Proof } from './key.js';
import { isElsewhere, isTooLate, proofContext, proofRefusal } from './key-proof.js';
import { addProof, wasDelivered } from './key-proof.store.js';
import { certificateOfKey, findKey, holdKey } from './key.store.js';

/**
 * A committee proves that it has the private half of its key: its software signed a test count with it. That count is judged
 * here as any other and never delivered; its bytes are not kept, and its fingerprint is barred as a count for good.
 */
@Injectable()
export class ProveKey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly judging: JudgeProof,
  ) {}

  /**
   * Takes one package, or a count and its signature, for a key of the actor's own that waits. Refused: request.notFound,
   * keys.alreadyDecided, keys.alreadyProven, keys.proofTooLate (the voting day has come), keys.proofNotJudged, keys.proofUsed,
   * keys.proofDelivered, and as proofRefusal says. Nothing is kept or barred but together, when all is well.
   */
  async run(id: string, files: readonly ProofFile[], actor: PersonActor): Promise<CommitteeKey> {
    const owner = segmentOf(actor);
    const key = await findKey(this.db.read, id, owner);
    const certificate = key && (await certificateOfKey(this.db.read, id));
    if (key === null || certificate === null) throw new Refusal('request.notFound');
    mustWait(key);
    const plan = await this.elections.plan(key.electionId);
    const facts = plan && electionFacts(plan, key.committee);
    if (plan === null || facts === null) throw new Error(`key ${id} belongs to no committee`);
    const now = this.clock.now();
    if (isTooLate(plan.definition.electionDate, dutchDay(now))) throw new Refusal('keys.proofTooLate');
    const verdict = await this.judging.run(files, proofContext(key, certificate, facts, now));
    const refusal = proofRefusal(verdict, key);
    if (refusal !== null && isElsewhere(refusal)) throw refusal;
    const digests = await Promise.all(files.map(async ({ file }) => (await file.end()).sha256));
    return await act(this.db, actor, async (tx) => {
      await mustBeUnused(tx, key, verdict);
      if (refusal !== null) throw refusal;
      const held = await holdKey(tx, id, owner);
      if (held === null) throw new Refusal('request.notFound');
      mustWait(held);
      if (held.proof !== null) throw new Refusal('keys.alreadyProven');
      if (verdict.fingerprint === null) throw new Error('nothing was proved with');
      const proof: Proof = {
        at: this.clock.now(),
        by: actor.personId,
        fingerprint: verdict.fingerprint,
      };
      const { fingerprint, at, by } = proof;
      await bar(tx, { fingerprint, owner, why: 'keyProof', personId: by, at });
      await addProof(tx, id, { ...proof, files: digests, verdict });
      const details = { keyId: key.keyId, fingerprint, digests };
      await append(tx, keyProven({ object: held, actor, details }), at);
      return { ...held, proof };
    });
  }
}

function mustWait(key: CommitteeKey): void {
  if (key.state !== 'registered') throw new Refusal('keys.alreadyDecided', { state: stateName(key.state) });
}

/** Takes the lock under which counts are delivered: who delivers this one at the same moment comes before or after. */
async function mustBeUnused(
  tx: Tx,
  { electionId, committee: sender }: CommitteeKey,
  { fingerprint, type, committee }: Verdict,
): Promise<void> {
  if (fingerprint === null || type === null) return;
  await lock(tx, chainLock({ electionId, sender, message: type, about: committee ?? sender }));
  if (await isBarred(tx, fingerprint)) throw new Refusal('keys.proofUsed');
  if (await wasDelivered(tx, fingerprint)) throw new Refusal('keys.proofDelivered');
}
