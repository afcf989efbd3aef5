import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { openWatched } from '../audit/open-watched.js';
import { findCommittee } from '../elections/committees.js';
import { definitionSource, offeredDefinitions } from '../elections/definition.store.js';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { slug } from '../kernel/file-names.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import type { Sendable } from '../platform/http/send-bytes.js';
import { Objects, type ByteRange } from '../platform/objects/objects.js';
import { Database } from '../platform/postgres/database.js';
import { candidateFiles, candidateHistory, findCandidates, type CandidateFile } from './candidates.store.js';
import { stationListFetched } from './events.js';
import type { ExchangeFile } from './exchange-file.js';
import type { KeptList } from './kept-list.js';
import { ShowLists } from './show-lists.js';

/** The files of an election that every committee works with. */
export interface ElectionFiles {
  readonly electionId: string;
  readonly name: string;
  /** Of the 110a. */
  readonly definitionSha256: Sha256;
  /** The newest 230b of each kieskring. */
  readonly candidates: readonly CandidateFile[];
}

/** Hands out lists of polling stations and the files of an election: exactly the bytes that came, checked on the way. */
@Injectable()
export class HandOutFiles {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
    private readonly elections: ElectionStore,
    private readonly lists: ShowLists,
  ) {}

  /** A version of a list; who fetches it from its first byte stands in the log. Refused: as ShowLists.one; opening it: stations.damaged. */
  async list(id: string, actor: PersonActor): Promise<Sendable> {
    const { list, plan } = await this.lists.one(id, actor);
    const place = findCommittee(plan.committees, list.committee)?.place ?? list.committee.code;
    const file = this.sendable(list, `Stembureaus_${list.electionId}_${slug(place)}.eml.xml`);
    return {
      ...file,
      open: async (range) => {
        const bytes = await file.open(range);
        if ((range?.start ?? 0) === 0) await this.fetched(list, actor);
        return bytes;
      },
    };
  }

  /** What there is of the hat's election; of any election for the operator. Refused: request.notFound. */
  async files(electionId: string, actor: PersonActor): Promise<ElectionFiles> {
    const { name, definitionSha256 } = await this.known(electionId, actor);
    return {
      ...{ electionId, name, definitionSha256: sha256(definitionSha256) },
      candidates: await candidateFiles(this.db.read, electionId),
    };
  }

  private async known(electionId: string, actor: PersonActor): Promise<ElectionSummary> {
    const mayKnow = actor.hat.body.level === 'OPERATOR' || actor.hat.electionId === electionId;
    const found = mayKnow ? await this.elections.summary(electionId) : null;
    if (found === null) throw new Refusal('request.notFound');
    return found;
  }

  /** Every 110a and 230b that came into force, the first first. Refused as {@link files}. */
  async history(electionId: string, actor: PersonActor): Promise<readonly ExchangeFile[]> {
    const summary = await this.known(electionId, actor);
    const definitions = await this.definitions(summary);
    const lists = (await candidateHistory(this.db.read, electionId)).map((file): ExchangeFile => ({
      ...{ ...this.candidatesOf(file), message: '230b', version: file.version, at: file.at },
    }));
    return [...definitions, ...lists].sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** Where none was offered, the election is from before two people set it up: then it is the one with which that was done. */
  private async definitions({ id, definitionSha256, createdAt }: ElectionSummary): Promise<ExchangeFile[]> {
    const offered = await offeredDefinitions(this.db.read, id);
    const confirmed = offered
      .toReversed()
      .flatMap(({ number, confirmation, sha256: digest }) =>
        confirmation?.outcome === 'confirmed' ? [{ number, digest, at: confirmation.at }] : [],
      );
    if (offered.length === 0) {
      const file = definitionOf(id, await this.elections.source(id), sha256(definitionSha256));
      return [{ ...file, message: '110a', version: 1, at: createdAt }];
    }
    return await Promise.all(
      confirmed.map(async ({ number, digest, at }, i): Promise<ExchangeFile> => {
        const file = definitionOf(id, await definitionSource(this.db.read, id, number), sha256(digest));
        return { ...file, message: '110a', version: i + 1, at };
      }),
    );
  }

  /** The 110a as it was loaded. Refused as {@link files}. */
  async definition(electionId: string, actor: PersonActor): Promise<Sendable> {
    const { definitionSha256 } = await this.files(electionId, actor);
    return definitionOf(electionId, await this.elections.source(electionId), definitionSha256);
  }

  /** A 230b, the replaced ones too. Refused as {@link files}; opening it: stations.damaged. */
  async candidates(electionId: string, id: string, actor: PersonActor): Promise<Sendable> {
    await this.files(electionId, actor);
    const file = await findCandidates(this.db.read, id);
    if (file?.electionId !== electionId) throw new Refusal('request.notFound');
    return this.candidatesOf(file);
  }

  private candidatesOf(file: CandidateFile): Sendable {
    const contest = file.contest === 'geen' ? '' : `_${file.contest}`;
    return this.sendable(file, `Kandidatenlijsten_${file.electionId}${contest}.eml.xml`);
  }

  private sendable(file: KeptFile, name: string): Sendable {
    const { sha256: id, size, electionId } = file;
    const { db, clock, objects } = this;
    const about = {
      ...({ id, size, electionId, damaged: 'stations.damaged', part: 'stembureaulijsten' } as const),
      details: { file: 1 },
    };
    return {
      ...{ name, size, sha256: id, type: 'application/octet-stream' },
      open: (range: ByteRange | null) => openWatched({ db, clock, objects }, about, range),
    };
  }

  private async fetched(list: KeptList, actor: PersonActor): Promise<void> {
    const { committee, version: stationVersion, sha256: digest } = list;
    const details = { committee, stationVersion, sha256: digest };
    await act(this.db, actor, (tx) =>
      append(tx, stationListFetched({ object: list, actor, details }), this.clock.now()),
    );
  }
}

type KeptFile = Pick<KeptList, 'sha256' | 'size' | 'electionId'>;

function definitionOf(electionId: string, bytes: Uint8Array, digest: Sha256): Sendable {
  return {
    name: `Verkiezingsdefinitie_${electionId}.eml.xml`,
    ...{ size: bytes.length, sha256: digest, type: 'application/octet-stream' },
    open: async (range) => one(range === null ? bytes : bytes.subarray(range.start, range.end + 1)),
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
