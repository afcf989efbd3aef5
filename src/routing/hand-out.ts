import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { appendRepeated } from '../audit/repeat.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { CheckObject, damaged } from './check-object.js';
import { holdingLast } from './chunks.js';
import type { ByteRange } from '../platform/http/download-headers.js';
import type { Download } from './find-download.js';
import { MarkFetched } from './mark-fetched.js';
import { deliveryDownloaded } from './events.js';

/** Hands bytes to a recipient. */
@Injectable()
export class HandOut {
  constructor(
    private readonly db: Database,
    private readonly check: CheckObject,
    private readonly clock: Clock,
    private readonly fetched: MarkFetched,
  ) {}

  /**
   * Gives the bytes of `range` (null: all). Before the first byte the stretches of the kept file that are read for it
   * are checked (else `delivery.damaged`, and an alarm) and the log says who asks for what. Just before the last of all bytes of the delivery itself leave, in
   * this request or over several, the log says that it was fetched and it is marked *downloaded*, once. What is taken out of
   * a package is hashed on the way: other bytes never arrive complete.
   */
  async run(
    actor: PersonActor,
    download: Download,
    range: ByteRange | null,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { delivery, file, size } = download;
    const stretch = download.asKept ? range : null;
    if (!(await this.check.run(actor, delivery, file, stretch))) throw damaged(delivery);
    await this.db.transaction((tx) => this.log(tx, actor, download, range));
    const bytes = range === null && !download.asKept ? certain(download) : download.read(range);
    if (!download.isDelivery) return bytes;
    const start = range?.start ?? 0;
    return holdingLast(
      bytes,
      () => this.fetched.part(actor, download, { start, end: range?.end ?? size - 1 }),
      (taken) => this.fetched.part(actor, download, { start, end: start + taken - 1 }),
    );
  }

  private async log(
    tx: Tx,
    actor: PersonActor,
    { delivery, part, name, sha256 }: Download,
    range: ByteRange | null,
  ): Promise<void> {
    const details = { part, fileName: name, sha256, range: range && `${range.start}-${range.end}` };
    const event = deliveryDownloaded({ object: delivery, actor, details });
    const at = this.clock.now();
    await (range === null ? append(tx, event, at) : appendRepeated(tx, event, `${delivery.id} ${part}`, at));
  }
}

/** All bytes of a download; throws in front of the last ones when they are not what was promised. */
function certain(download: Download): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of download.read(null)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return holdingLast(hashed(), async () => {
    if (hash.digest('hex') !== download.sha256)
      throw new Error(`delivery ${download.delivery.id} changed while it was handed out`);
  });
}
