import { Injectable } from '@nestjs/common';
import { openWatched, type WatchedObject } from '../audit/open-watched.js';
import { findCommittee } from '../elections/committees.js';
import { contestOf } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { Clock } from '../kernel/clock.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { canonicalContest } from '../kernel/eml-ids.js';
import { Objects } from '../platform/objects/objects.js';
import { Database } from '../platform/postgres/database.js';
import { candidateFiles, type CandidateFile } from '../stations/candidates.store.js';
import { NO_NAMES, readCandidateNames, type CandidateNames } from './candidate-names.js';

/** A TK has 20 kieskringen. */
const MOST_KEPT = 40;

/** The names of the candidates of a committee's count, out of the list of candidates (230b) that is handed out. */
@Injectable()
export class FindNames {
  /** Reading one takes 50 ms, and what has this SHA-256 says the same for ever. */
  private readonly known = new Map<string, CandidateNames>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
    private readonly elections: ElectionStore,
  ) {}

  /** None where no list of its kieskring is handed out. Refused: stations.damaged. */
  async run(electionId: string, about: CommitteeRef): Promise<CandidateNames> {
    return await (
      await this.of(electionId)
    )(about);
  }

  /** The same for many committees of an election, as it is at this moment. */
  async of(electionId: string): Promise<(about: CommitteeRef) => Promise<CandidateNames>> {
    const plan = await this.elections.plan(electionId);
    const files = await candidateFiles(this.db.read, electionId);
    return async (about) => {
      const committee = plan && findCommittee(plan.committees, about);
      if (!committee) return NO_NAMES;
      const contest = contestOf(plan.definition, committee);
      const file = listOf(files, contest);
      return file === null ? NO_NAMES : await this.read(file, contest);
    };
  }

  private async read(file: CandidateFile, contest: string | null): Promise<CandidateNames> {
    const key = `${file.sha256} ${String(contest)}`;
    const kept = this.known.get(key);
    if (kept !== undefined) return kept;
    const names = readCandidateNames(await this.bytesOf(file), contest);
    if (this.known.size >= MOST_KEPT) this.known.clear();
    this.known.set(key, names);
    return names;
  }

  private async bytesOf({ sha256: id, size, electionId }: CandidateFile): Promise<Uint8Array> {
    const { db, clock, objects } = this;
    const details = { file: 1 };
    const about: WatchedObject = {
      ...{ id, size, electionId, details },
      damaged: 'stations.damaged',
      part: 'tellingen',
    };
    const parts: Uint8Array[] = [];
    for await (const bytes of await openWatched({ db, clock, objects }, about, null)) parts.push(bytes);
    return Buffer.concat(parts);
  }
}

/** The list of a kieskring: its own, else the one of all of them. */
function listOf(files: readonly CandidateFile[], contest: string | null): CandidateFile | null {
  const own = files.find((file) => contest !== null && sameContest(file.contest, contest));
  return own ?? files.find((file) => file.contest === 'alle') ?? null;
}

const sameContest = (one: string, other: string) => canonicalContest(one) === canonicalContest(other);
