import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ElectionStore } from '../elections/election.store.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Objects } from '../platform/objects/objects.js';
import { readObject } from '../platform/objects/verified.js';
import { HandOutFiles } from '../stations/hand-out-files.js';
import type { Bundle } from './bundle-deliveries.js';
import { damaged } from './check-object.js';
import { holdingLast } from './chunks.js';
import { GatherBundle } from './gather-bundle.js';
import { countBranch, exchangeBranch, exchangeHistory, historyOf } from './git-history.js';
import { fastImport, streamBytes, streamSize } from './git-stream.js';
import { MarkFetched } from './mark-fetched.js';

/** Hands out all that a body received as a history for Git, made anew of the database each time. */
@Injectable()
export class ExportGit {
  constructor(
    private readonly gather: GatherBundle,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly fetched: MarkFetched,
    private readonly exchange: HandOutFiles,
  ) {}

  /**
   * Everything is read whole before the first byte leaves and marked *downloaded* just before the last. Refused:
   * `delivery.nothingYet`; `delivery.damaged` or `stations.damaged` when one
   * file is: without it this would be another history.
   */
  async run(actor: PersonActor): Promise<Bundle> {
    const { electionId } = segmentOf(actor);
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const { whole, damaged: broken } = await this.gather.run(actor, 'all');
    if (broken[0] !== undefined) throw damaged(broken[0]);
    const files = await this.exchange.history(electionId, actor);
    for (const file of files) await finished(Readable.from(await file.open(null)).resume());
    const parts = fastImport([
      { name: countBranch(electionId), commits: historyOf(plan, whole) },
      { name: exchangeBranch(electionId), commits: exchangeHistory(files) },
    ]);
    const bytes = streamBytes(parts, (file) =>
      'open' in file ? file.open(null) : readObject(this.objects, file.sha256),
    );
    return {
      name: `${electionId}.fast-import`,
      size: streamSize(parts),
      bytes: holdingLast(bytes, () => this.fetched.run(actor, whole, 'git')),
    };
  }
}
