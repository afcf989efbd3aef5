import { Injectable } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Objects } from '../platform/objects/objects.js';
import { readObject } from '../platform/objects/verified.js';
import { formatTime } from '../web/format-time.js';
import { bundleFiles, LIST_NAME, writeBundleList } from './bundle-list.js';
import { checksums, manifestTexts } from './bundle-manifest.js';
import { holdingLast } from './chunks.js';
import { numberOf } from './delivery.js';
import { GatherBundle, isOfDistrict, type Gathered, type BundleChoice } from './gather-bundle.js';
import { MarkFetched } from './mark-fetched.js';
import { writeStoredZip } from './stored-zip.js';

/** Many deliveries in one ZIP. */
export interface Bundle {
  readonly name: string;
  /** Bytes of the whole ZIP. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Hands out everything that is new to a body, everything, all of a kieskring, or what it chose, as one ZIP with a list of
 * fingerprints, a manifest, and what `sha256sum -c` reads.
 */
@Injectable()
export class BundleDeliveries {
  constructor(
    private readonly gather: GatherBundle,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly fetched: MarkFetched,
    private readonly clock: Clock,
  ) {}

  /**
   * Each file stands in it byte for byte. All are marked *downloaded* just before the last bytes leave. What is damaged
   * is left out, raises an alarm and is named in the list; see GatherBundle for what is refused.
   */
  async run(actor: PersonActor, which: BundleChoice): Promise<Bundle> {
    const { electionId, body } = actor.hat;
    const plan = electionId === null ? null : await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const gathered = await this.gather.run(actor, which);
    const at = this.clock.now();
    const files = bundleFiles(gathered.whole, numberOf);
    const texts = [
      { name: LIST_NAME, content: listOf(plan, body, gathered, at) },
      ...manifestTexts({ plan, recipient: body, at, choice: choiceWord(which), files, ...gathered }),
    ];
    const { size, bytes } = writeStoredZip(
      [...texts, checksums(texts, files)],
      files.map(({ path, file }) => ({
        path,
        size: file.size,
        crc: gathered.crcs.get(file.sha256)!,
        open: () => readObject(this.objects, file.sha256),
      })),
      at,
    );
    const part = isOfDistrict(which) ? `_kieskring-${which.district}` : '';
    const name = `ontvangen_${plan.definition.id}_${body.level}-${body.code}${part}_${compact(at)}.zip`;
    return { name, size, bytes: holdingLast(bytes, () => this.fetched.run(actor, gathered.whole, 'bundle')) };
  }
}

function listOf(plan: ElectionPlan, body: CommitteeRef, gathered: Gathered, at: Date): string {
  const nameOf = (ref: CommitteeRef): string => committeeName(plan.committees, ref);
  return writeBundleList({
    election: `${plan.definition.name} (${plan.definition.id})`,
    recipient: nameOf(body),
    time: formatTime(at, 'second'),
    files: bundleFiles(gathered.whole, numberOf),
    damaged: gathered.damaged,
    committeeName: (delivery) => nameOf(delivery.about),
    number: numberOf,
  });
}

function choiceWord(which: BundleChoice): string {
  if (which === 'fresh') return 'nieuw';
  if (which === 'all') return 'verkiezing';
  return isOfDistrict(which) ? which.district : 'gekozen';
}

function compact(at: Date): string {
  return at
    .toISOString()
    .replace(/[-:]|\.\d+Z$/g, '')
    .replace('T', '-');
}
