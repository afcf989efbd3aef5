import { Injectable } from '@nestjs/common';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import { namesOf } from '../identity/person.store.js';
import type { Actor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { findSignature, signedContent, type Signature } from '../platform/signing/signature.store.js';
import { readKeyList, type KeyList } from './key-list.js';
import {
  audienceDecisions,
  audienceOf,
  latestList,
  listsOf,
  type Audience,
  type AudienceDecision,
  type MadeList,
} from './key-list.store.js';

/** An election with the newest list of its keys; null before the first. */
export interface ElectionList {
  readonly election: ElectionSummary;
  readonly list: MadeList | null;
}

/** For whom a list is, and every decision about that, the newest first. */
export interface DecidedAudience {
  readonly audience: Audience;
  readonly decisions: readonly (AudienceDecision & { readonly name: string | null })[];
}

/** Everything there is to see of the lists of an election. */
export interface ShownLists {
  readonly election: ElectionSummary;
  readonly audience: Audience;
  /** The newest first. */
  readonly lists: readonly MadeList[];
  /** The newest list, read; null before the first. */
  readonly newest: KeyList | null;
  /** Of the newest list; null while it waits. */
  readonly signature: Signature | null;
}

/** A list as it goes out: its own bytes, and the signature over them. */
export interface SignedList {
  readonly list: MadeList;
  readonly content: Uint8Array;
  readonly signature: Signature;
}

/** Key lists, for whom they are: the bodies of their election and the Kiesraad, or everybody where it decided so. */
@Injectable()
export class ShowKeyLists {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
  ) {}

  /** For whom the list of an election is, and who decided so; for the Kiesraad. */
  async audience(electionId: string): Promise<DecidedAudience> {
    const { read } = this.db;
    const [audience, decisions] = await Promise.all([
      audienceOf(read, electionId),
      audienceDecisions(read, electionId),
    ]);
    const names = await namesOf(
      read,
      decisions.map(({ byPerson }) => byPerson),
    );
    return {
      audience,
      decisions: decisions.map((one) => ({ ...one, name: names.get(one.byPerson) ?? null })),
    };
  }

  /** The elections whose list this one may see, the next voting day first. */
  async all(actor: Actor): Promise<readonly ElectionList[]> {
    const { read } = this.db;
    const found = await Promise.all(
      (await this.elections.list()).map(async (election) =>
        mayRead(actor, election.id, await audienceOf(read, election.id))
          ? [{ election, list: await latestList(read, election.id) }]
          : [],
      ),
    );
    return found.flat();
  }

  /** Refused: request.notFound, also for who may not see it; access.signInFirst where nobody knows who asks. */
  async one(id: string, actor: Actor): Promise<ShownLists> {
    const { read } = this.db;
    const { election, audience } = await this.admit(id, actor);
    const lists = await listsOf(read, id);
    const [newest] = lists;
    const content = newest === undefined ? null : await signedContent(read, newest.sha256);
    return {
      ...{ election, audience, lists },
      newest: content && readKeyList(content),
      signature: newest === undefined ? null : await findSignature(read, newest.sha256),
    };
  }

  /** One version, or the newest when `version` is null. Refused as {@link one}, and keyList.notSigned while it waits. */
  async signed(id: string, version: number | null, actor: Actor): Promise<SignedList> {
    const { read } = this.db;
    await this.admit(id, actor);
    const lists = await listsOf(read, id);
    const list = version === null ? lists[0] : lists.find((each) => each.version === version);
    const content = list === undefined ? null : await signedContent(read, list.sha256);
    if (list === undefined || content === null) throw new Refusal('request.notFound');
    const signature = await findSignature(read, list.sha256);
    if (signature === null) throw new Refusal('keyList.notSigned');
    return { list, content, signature };
  }

  private async admit(id: string, actor: Actor): Promise<Pick<ShownLists, 'election' | 'audience'>> {
    const [election, audience] = await Promise.all([
      this.elections.summary(id),
      audienceOf(this.db.read, id),
    ]);
    if (election !== null && mayRead(actor, id, audience)) return { election, audience };
    throw new Refusal(actor.kind === 'anonymous' ? 'access.signInFirst' : 'request.notFound');
  }
}

function mayRead(actor: Actor, electionId: string, audience: Audience): boolean {
  if (audience === 'everybody') return true;
  return actor.kind === 'person' && (actor.hat.role === 'operator' || actor.hat.electionId === electionId);
}
