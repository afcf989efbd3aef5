import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { findCommittee } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { CheckObject, damaged } from './check-object.js';
import { rowKey } from './board-list.js';
import type { Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveriesBundled } from './events.js';
import { districtOf, freshFiles } from './inbox.js';
import { ListInbox } from './list-inbox.js';

/** What goes into a bundle, and what cannot. */
export interface Gathered {
  readonly whole: readonly Delivery[];
  /** CRC-32 of each file of them, by its SHA-256. */
  readonly crcs: ReadonlyMap<Sha256, number>;
  /** Bytes of these are not what was received: an alarm was raised, and they stay here. */
  readonly damaged: readonly Delivery[];
}

/** The code of an HSB, or `geen`: of what lies in no kieskring. */
export interface OfDistrict {
  readonly district: string;
}

/** What a bundle holds: what is new, all there ever was, all of a kieskring, or the newest file of these lines of the board. */
export type BundleChoice = 'fresh' | 'all' | OfDistrict | readonly string[];

const AT_ONCE = 4;

/** Is it all of a kieskring that is asked for? */
export function isOfDistrict(which: BundleChoice): which is OfDistrict {
  return typeof which === 'object' && 'district' in which;
}

/** Gathers a body's deliveries for one download. */
@Injectable()
export class GatherBundle {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly inbox: ListInbox,
    private readonly elections: ElectionStore,
    private readonly check: CheckObject,
    private readonly clock: Clock,
  ) {}

  /**
   * What there is to gather, all of it as it was at one moment. Refused: `delivery.nothingNew`; where nothing came at all, of
   * the election or the kieskring, `delivery.nothingYet`; of lines without a file, or no lines, `delivery.nothingChosen`.
   */
  async find(actor: PersonActor, which: BundleChoice): Promise<readonly Delivery[]> {
    const all = await this.deliveries.list(segmentOf(actor), await this.idsOf(actor, which));
    const listed = all.filter(({ removed }) => removed === null);
    const found = isOfDistrict(which) ? await this.within(actor, which, listed) : listed;
    if (found.length > 0) return found;
    if (which === 'fresh') throw new Refusal('delivery.nothingNew');
    throw new Refusal(
      which === 'all' || isOfDistrict(which) ? 'delivery.nothingYet' : 'delivery.nothingChosen',
    );
  }

  private async within(
    actor: PersonActor,
    { district }: OfDistrict,
    all: readonly Delivery[],
  ): Promise<readonly Delivery[]> {
    const plan = await this.elections.plan(segmentOf(actor).electionId);
    return all.filter(({ about }) => {
      const committee = plan && findCommittee(plan.committees, about);
      return (committee && (districtOf({ committee }) ?? 'geen')) === district;
    });
  }

  private async idsOf(actor: PersonActor, which: BundleChoice): Promise<readonly string[] | null> {
    if (which === 'all' || isOfDistrict(which)) return null;
    const { rows, others } = await this.inbox.run(actor);
    if (which === 'fresh') return freshFiles(rows, others).map(({ id }) => id);
    const keys = new Set(which);
    return rows.flatMap((row) => (row.file !== null && keys.has(rowKey(row)) ? [row.file.id] : []));
  }

  /** Hashes every file before the first byte goes out. Refused as {@link find}; all damaged: `delivery.damaged`. */
  async run(actor: PersonActor, which: BundleChoice): Promise<Gathered> {
    const found = await this.find(actor, which);
    const crcs = await this.crcsOf(actor, found);
    const isWhole = ({ files }: Delivery) => files.every(({ sha256 }) => crcs.has(sha256));
    const whole = found.filter(isWhole);
    const broken = found.filter((delivery) => !isWhole(delivery));
    if (whole.length === 0) throw damaged(broken[0]!);
    const details = {
      which: typeof which === 'string' ? which : ('chosen' as const),
      deliveryIds: whole.map(({ id }) => id),
      damaged: broken.length,
    };
    const bundled = deliveriesBundled({ object: { id: null }, actor, details });
    await this.db.transaction((tx) => append(tx, bundled, this.clock.now()));
    return { whole, crcs, damaged: broken };
  }

  /** Reads some files at a time: waiting for a store takes longer than hashing. */
  private async crcsOf(actor: PersonActor, found: readonly Delivery[]): Promise<ReadonlyMap<Sha256, number>> {
    const crcs = new Map<Sha256, number>();
    const waiting = found.flatMap((delivery) => delivery.files.map((file) => ({ delivery, file }))).values();
    const reader = async () => {
      for (const { delivery, file } of waiting) {
        const crc = await this.check.crcOf(actor, delivery, file);
        if (crc !== null) crcs.set(file.sha256, crc);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, reader));
    return crcs;
  }
}
