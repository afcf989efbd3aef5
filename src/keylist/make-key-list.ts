import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { findCommittee } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { usableFingerprints, usableKeysOf } from '../keys/key.store.js';
import { Clock } from '../kernel/clock.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { askSignature } from '../platform/signing/signature.store.js';
import { keyListMade } from './events.js';
import { KEY_LIST, keysDigest, writeKeyList } from './key-list.js';
import { addList, latestList, latestLists } from './key-list.store.js';

const MAKER = { kind: 'system', part: 'sleutellijst' } as const;
const NO_KEYS = keysDigest([]);

/** Makes the list of an election's usable keys, whenever these are others than in the list before. */
@Injectable()
export class MakeKeyList {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds the next version when the keys are others, and asks for its signature: list, evidence and request in one
   * transaction. Asked again, or by two at once, it is made once. An election that never had a key gets none.
   */
  async run(tx: Tx, electionId: string): Promise<boolean> {
    await lock(tx, `key list ${electionId}`);
    const [keys, before] = [await usableKeysOf(tx, electionId), await latestList(tx, electionId)];
    const keysSha256 = keysDigest(keys.map(({ fingerprint }) => fingerprint));
    if (keysSha256 === (before?.keysSha256 ?? NO_KEYS)) return false;
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Error(`keys of an election that is not there: ${electionId}`);
    const at = this.clock.now();
    const version = (before?.version ?? 0) + 1;
    const listed = keys.map((key) => {
      const { name, place } = findCommittee(plan.committees, key.committee) ?? {};
      const { level, code } = key.committee;
      return { ...key, name: name ?? `${level} ${code}`, place: place ?? code };
    });
    const content = writeKeyList({ election: plan.definition, version, at }, listed);
    const sha256 = await askSignature(tx, KEY_LIST, content);
    await addList(tx, { electionId, version, sha256, keysSha256, keys: keys.length, at });
    const object = { id: `${electionId} ${version}`, electionId };
    const details = { listVersion: version, sha256, count: keys.length };
    await append(tx, keyListMade({ object, actor: MAKER, details }), at);
    return true;
  }

  /** Makes every list that an event forgot. Gives how many. */
  async sweep(): Promise<number> {
    const { read } = this.db;
    const known = new Map((await latestLists(read)).map((list) => [list.electionId, list.keysSha256]));
    let made = 0;
    for (const [id, fingerprints] of await usableFingerprints(read)) {
      if (keysDigest(fingerprints) === (known.get(id) ?? NO_KEYS)) continue;
      if (await this.db.transaction((tx) => this.run(tx, id))) made += 1;
    }
    return made;
  }
}
