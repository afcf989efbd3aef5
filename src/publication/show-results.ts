import { Injectable } from '@nestjs/common';
import { findCommittee, type ElectionCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import { Refusal } from '../kernel/refusal.js';
import { toPublish, type ToPublish } from './obligation.js';
import type { PublicPaper } from './paper.js';
import { PaperStore } from './paper.store.js';
import { isPublic, subjectKey, type PublicFile, type ResultFile } from './publication.js';
import { PublicationStore, type ResultPlace } from './publication.store.js';

/** An election, and how many of its files are public. */
export interface ShownElection extends ElectionSummary {
  readonly files: number;
}

/** One file that becomes public, and what of it is. */
export interface ResultRow {
  readonly duty: ToPublish;
  readonly committee: ElectionCommittee;
  /** Its kieskring's HSB; null where it has none. */
  readonly district: ElectionCommittee | null;
  /** The last version that is public; null: none is. */
  readonly last: PublicFile | null;
  /** A newer version was delivered than is public. */
  readonly newer: boolean;
}

/** What of one election is public. */
export interface ShownResults {
  readonly plan: ElectionPlan;
  readonly rows: readonly ResultRow[];
  /** Every version that is public, the last first. */
  readonly files: readonly PublicFile[];
}

/** One file, with every version that is public. */
export interface ShownResult extends ResultRow {
  readonly plan: ElectionPlan;
  /** The last first. */
  readonly versions: readonly PublicFile[];
  /** By the id of a publication: the proces-verbalen beside it, the newest first. */
  readonly papers: ReadonlyMap<string, readonly PublicPaper[]>;
}

/** What of the results is public, for everybody (Kieswet Na 33, O 8, O 22, P 23; A 3 d). */
@Injectable()
export class ShowResults {
  constructor(
    private readonly elections: ElectionStore,
    private readonly publications: PublicationStore,
    private readonly papers: PaperStore,
  ) {}

  /** The last voting day first. */
  async all(): Promise<readonly ShownElection[]> {
    const [list, counts] = await Promise.all([this.elections.list(), this.publications.counts()]);
    return list.map((election) => ({ ...election, files: counts.get(election.id) ?? 0 }));
  }

  /** Refused: request.notFound. */
  async one(electionId: string): Promise<ShownResults> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const kept = await this.publications.list(electionId);
    const rows = rowsOf(plan, toPublish(plan), kept);
    return { plan, rows, files: lastFirst(kept.filter(isPublic)) };
  }

  /** Refused as absent: what nobody makes public. What is not public yet has no versions. */
  async file({ electionId, code, message }: ResultPlace): Promise<ShownResult> {
    const plan = await this.elections.plan(electionId);
    const duty = plan && toPublish(plan).find((each) => each.about.code === code && each.message === message);
    if (!plan || !duty) throw new Refusal('request.notFound');
    const kept = (await this.publications.list(electionId, duty.about)).filter(
      (file) => file.message === message,
    );
    const [row] = rowsOf(plan, [duty], kept);
    const versions = lastFirst(kept.filter(isPublic));
    const papers = await this.papers.of(versions.map(({ publication }) => publication.id));
    return { plan, ...row!, versions, papers };
  }
}

function rowsOf(
  plan: ElectionPlan,
  duties: readonly ToPublish[],
  kept: readonly ResultFile[],
): readonly ResultRow[] {
  const bySubject = new Map<string, ResultFile[]>();
  for (const file of kept) {
    const same = bySubject.get(subjectKey(file));
    if (same === undefined) bySubject.set(subjectKey(file), [file]);
    else same.push(file);
  }
  return duties.map((duty) => {
    const committee = findCommittee(plan.committees, duty.about)!;
    const [last = null] = lastFirst((bySubject.get(subjectKey(duty)) ?? []).filter(isPublic));
    const { district: code } = committee;
    const district = code === null ? null : findCommittee(plan.committees, { level: 'HSB', code });
    return { duty, committee, district, last, newer: last !== null && !last.newest };
  });
}

function lastFirst(files: readonly PublicFile[]): readonly PublicFile[] {
  return [...files].sort(
    (a, b) =>
      b.publication.at.getTime() - a.publication.at.getTime() ||
      b.publication.version - a.publication.version,
  );
}
