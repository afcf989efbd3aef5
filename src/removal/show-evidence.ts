import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { namesOf } from '../identity/person.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import type { EvidenceExport, QuarantinedFile } from './evidence.js';
import { EvidenceStore } from './evidence.store.js';
import { holdsOn } from './hold.js';
import { HoldStore } from './hold.store.js';
import type { Names } from './show-removals.js';

/** A refused file, and whether it is kept as evidence. */
export interface ShownFile extends QuarantinedFile {
  readonly held: boolean;
}

/** The refused files of an election whose bytes are kept, and who asked for them. */
export interface ShownEvidence {
  readonly plan: ElectionPlan;
  readonly files: readonly ShownFile[];
  readonly exports: readonly EvidenceExport[];
  readonly names: Names;
}

/** Refused files as evidence: their digests and why they were refused, never what stands in them. */
@Injectable()
export class ShowEvidence {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly evidence: EvidenceStore,
    private readonly holds: HoldStore,
  ) {}

  /** Those of any election, for the operator. Refused: request.notFound. */
  async all(electionId: string): Promise<ShownEvidence> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const [kept, holds, exports] = await Promise.all([
      this.evidence.files(electionId),
      this.holds.list(electionId),
      this.evidence.exports(electionId),
    ]);
    const files = kept.map((file) => ({ ...file, held: holdsOn(holds, file.submissionId).length > 0 }));
    const names = await namesOf(
      this.db.read,
      exports.map(({ asked }) => asked.by),
    );
    return { plan, files, exports, names };
  }

  /** Those of the wearer's own election that are kept as evidence, for the Kiesraad that collects. */
  async held(actor: Pick<PersonActor, 'hat'>): Promise<ShownEvidence> {
    const shown = await this.all(segmentOf(actor).electionId);
    return { ...shown, files: shown.files.filter(({ held }) => held) };
  }
}
