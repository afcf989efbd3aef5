import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { namesOf } from '../identity/person.store.js';
import { digestOf } from '../kernel/canonical-json.js';
import type { Json } from '../kernel/canonical-json.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { Database } from '../platform/postgres/database.js';
import { certificateOf, certificateText, type HandledItem, type RemovedObject } from './certificate.js';
import type { Hold } from './hold.js';
import { HoldStore } from './hold.store.js';
import { REMOVAL_CLASSES, termEnds, type RemovalClass } from './removal-class.js';
import type { Removal } from './removal.js';
import { classIn, RemovalStore } from './removal.store.js';

/** A class in one election: when its term is over, and what there is of it that may go. */
export interface ShownClass {
  readonly removalClass: RemovalClass;
  /** Null: the day of the admission is not known. */
  readonly ends: string | null;
  readonly files: number;
  readonly bytes: number;
}

/** What people are called, by id; who is gone has no name. */
export type Names = ReadonlyMap<string, string>;

/** One election: its classes, what keeps them back, and what was decided. */
export interface ShownRemovals {
  readonly plan: ElectionPlan;
  readonly admission: string | null;
  readonly classes: readonly ShownClass[];
  readonly holds: readonly Hold[];
  readonly removals: readonly Removal[];
  readonly names: Names;
}

/** One removal with what became of it until now. */
export interface ShownRemoval {
  readonly removal: Removal;
  readonly plan: ElectionPlan;
  readonly items: readonly HandledItem[];
  readonly objects: readonly RemovedObject[];
  readonly names: Names;
}

/** What is removed and kept, for the operator: the edge sees to that. */
@Injectable()
export class ShowRemovals {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly removals: RemovalStore,
    private readonly holds: HoldStore,
  ) {}

  /** Refused: request.notFound. */
  async one(electionId: string): Promise<ShownRemovals> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const { moments } = await this.elections.decisions(electionId);
    const [holds, removals] = await Promise.all([
      this.holds.list(electionId),
      this.removals.list(electionId),
    ]);
    const classes: ShownClass[] = [];
    for (const removalClass of REMOVAL_CLASSES) {
      const copies = await this.removals.copies(classIn(plan, removalClass));
      const bytes = copies.reduce((sum, { size }) => sum + size, 0);
      const ends = termEnds(removalClass, moments.admission);
      classes.push({ removalClass, ends, files: copies.length, bytes });
    }
    const people = [
      ...holds.flatMap(({ placed, lifted }) => [placed.by, lifted?.by ?? []].flat()),
      ...removals.map(({ announced }) => announced.by),
    ];
    const names = await namesOf(this.db.read, people);
    return { plan, admission: moments.admission, classes, holds, removals, names };
  }

  /** Refused: request.notFound. */
  async removal(id: string): Promise<ShownRemoval> {
    const removal = isUuid(id) ? await this.removals.find(id) : null;
    const plan = removal && (await this.elections.plan(removal.electionId));
    if (!removal || !plan) throw new Refusal('request.notFound');
    const people = [removal.announced, ...removal.confirmations].map(({ by }) => by);
    if (removal.ending?.kind === 'calledOff') people.push(removal.ending.by);
    const [items, objects, names] = await Promise.all([
      this.removals.items(id),
      this.removals.objects(id),
      namesOf(this.db.read, people),
    ]);
    return { removal, plan, items, objects, names };
  }

  /**
   * The certificate of a removal that was carried out, byte for byte as it was digested then. Refused as absent: what was
   * not.
   */
  async certificate(id: string): Promise<{ readonly shown: ShownRemoval; readonly text: string }> {
    const shown = await this.removal(id);
    const { ending } = shown.removal;
    if (ending?.kind !== 'done') throw new Refusal('request.notFound');
    const certificate: Json = certificateOf(shown.removal, shown.items, shown.objects);
    if (digestOf(certificate) !== ending.digest)
      throw new Error(`the certificate of removal ${id} is not what it was`);
    return { shown, text: certificateText(certificate) };
  }
}
