import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Objects } from '../platform/objects/objects.js';
import { openVerified } from '../platform/objects/verified.js';
import { innerZip } from '../verify/checks/container.js';
import { CheckObject, damaged } from './check-object.js';
import { slice } from './chunks.js';
import {
  checkKept,
  countFile,
  isBarePair,
  readDeliveryId,
  type DeliveredFile,
  type Delivery,
} from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import type { ByteRange } from '../platform/http/download-headers.js';
import { ExtractPart, theEml, type Choose } from './extract-part.js';
import { writeStoredZip, type StoredFile } from './stored-zip.js';

/** What of a delivery is asked for. Files and attachments are numbered from 1. */
export type WantedPart =
  | { readonly kind: 'file'; readonly index: number }
  | { readonly kind: 'eml' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'signature' }
  | { readonly kind: 'attachment'; readonly index: number };

/** Bytes that this recipient may have, with all that is known of them before they are read. */
export interface Download {
  readonly delivery: Delivery;
  /** The kept file in which they stand. */
  readonly file: DeliveredFile;
  readonly part: WantedPart['kind'];
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
  /** These are the bytes of the kept file themselves; else they are taken out of it. */
  readonly asKept: boolean;
  /** Who has these bytes has the delivery: the count, or the package that holds it. */
  readonly isDelivery: boolean;
  /** All bytes, or those of a range within `size`. */
  read(range: ByteRange | null): AsyncIterable<Uint8Array>;
}

/** The time in a ZIP that is made here, so that it is the same bytes each time, on every machine. */
const NO_TIME = new Date(1980, 0, 1);

/** Finds the bytes that a recipient asks for. Hands out nothing yet. */
@Injectable()
export class FindDownload {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly objects: Objects,
    private readonly extract: ExtractPart,
    private readonly check: CheckObject,
  ) {}

  /** Another's delivery, and a part that a delivery does not have, are refused as absent; what was removed: delivery.removed. */
  async run(actor: PersonActor, id: string, wanted: WantedPart): Promise<Download> {
    const known = readDeliveryId(id);
    const delivery = known && (await this.deliveries.find(segmentOf(actor), known));
    if (delivery) checkKept(delivery);
    const found = delivery && (await this.find(actor, delivery, wanted));
    if (!found) throw new Refusal('request.notFound');
    return found;
  }

  private async find(actor: PersonActor, delivery: Delivery, wanted: WantedPart): Promise<Download | null> {
    const first = delivery.files[0];
    switch (wanted.kind) {
      case 'file':
        return this.asSent(
          delivery,
          delivery.files.find((file) => file.index === wanted.index) ?? null,
          'file',
        );
      case 'eml':
        return isBarePair(delivery)
          ? await this.asSent(delivery, countFile(delivery), 'eml')
          : await this.eml(delivery);
      case 'zip':
        return await this.importable(actor, delivery);
      case 'signature':
        return await this.signature(actor, delivery);
      case 'attachment': {
        const attachment = delivery.verdict.attachments[wanted.index - 1];
        if (!attachment || !first) return null;
        const { name, size } = attachment;
        const choose: Choose = ({ parts }) => parts.find((part) => part.name === name && part.size === size);
        return {
          ...this.inside(delivery, first, choose),
          part: 'attachment',
          ...attachment,
          isDelivery: false,
        };
      }
    }
  }

  private async asSent(
    delivery: Delivery,
    file: DeliveredFile | null,
    part: Download['part'],
  ): Promise<Download | null> {
    if (file === null) return null;
    const { name, size, sha256 } = file;
    const count = countFile(delivery);
    const isDelivery = count === null || count.sha256 === sha256;
    const object = await this.check.known(file);
    const read = (range: ByteRange | null) => openVerified(this.objects, object, range ?? undefined);
    return { delivery, file, part, name, size, sha256, asKept: true, isDelivery, read };
  }

  /** Signed or not: that there is a signature says nothing of the count itself. */
  private async eml(delivery: Delivery): Promise<Download | null> {
    const { fingerprint, verdict } = delivery;
    const file = delivery.files[0];
    if (fingerprint === null || !file) return null;
    const found =
      verdict.pair === null
        ? await this.extract.find(file, theEml)
        : { name: verdict.pair.emlName, size: verdict.pair.emlSize };
    if (found === null) throw damaged(delivery);
    const { name, size } = found;
    const inside = this.inside(delivery, file, theEml);
    return { ...inside, part: 'eml', name, size, sha256: fingerprint, isDelivery: true };
  }

  private async signature(actor: PersonActor, delivery: Delivery): Promise<Download | null> {
    const file = delivery.files[0];
    const { pair } = delivery.verdict;
    if (!pair || !file) return null;
    if (isBarePair(delivery)) {
      const other = delivery.files.find(({ sha256 }) => sha256 !== delivery.fingerprint);
      return this.asSent(delivery, other ?? null, 'signature');
    }
    const { read } = this.inside(delivery, file, ({ parts }) =>
      parts.find(({ kind }) => kind === 'signature'),
    );
    const found = {
      delivery,
      file,
      part: 'signature',
      name: pair.signatureName,
      isDelivery: false,
      asKept: false,
    } as const;
    return await this.measured(actor, { ...found, read });
  }

  /**
   * The ZIP with the count and its signature at the top, which is what a CSB's software reads in: the one inside the
   * package, byte for byte, or one made here where the sender sent the two otherwise.
   */
  private async importable(actor: PersonActor, delivery: Delivery): Promise<Download | null> {
    const count = await this.find(actor, delivery, { kind: 'eml' });
    const signature = await this.signature(actor, delivery);
    if (count === null) return null;
    const found = { delivery, file: count.file, part: 'zip', isDelivery: true, asKept: false } as const;
    const inner = isBarePair(delivery) ? null : await this.extract.find(count.file, innerZip);
    if (inner !== null) {
      const { read } = this.inside(delivery, count.file, innerZip);
      return await this.measured(actor, { ...found, name: inner.name, read });
    }
    const parts = [count, ...(signature === null ? [] : [signature])];
    const all = async function* () {
      const files: StoredFile[] = [];
      for (const part of parts) {
        let crc = 0;
        for await (const chunk of part.read(null)) crc = crc32(chunk, crc);
        files.push({ path: part.name, size: part.size, crc, open: () => part.read(null) });
      }
      yield* writeStoredZip([], files, NO_TIME).bytes;
    };
    const read = (range: ByteRange | null) => (range === null ? all() : slice(all(), range));
    const name = `${count.name.replace(/\.eml\.xml$/i, '')}.zip`;
    return await this.measured(actor, { ...found, name, read });
  }

  /** How long it is and what it hashes to stands nowhere: it is read once here, which damaged bytes would not survive. */
  private async measured(actor: PersonActor, found: Omit<Download, 'size' | 'sha256'>): Promise<Download> {
    const { delivery } = found;
    for (const file of delivery.files)
      if (!(await this.check.run(actor, delivery, file))) throw damaged(delivery);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of found.read(null)) {
      size += chunk.length;
      hash.update(chunk);
    }
    return { ...found, size, sha256: sha256(hash.digest('hex')) };
  }

  private inside(delivery: Delivery, file: DeliveredFile, choose: Choose) {
    const read = (range: ByteRange | null): AsyncIterable<Uint8Array> => {
      const all = this.extract.run(file, choose);
      return range === null ? all : slice(all, range);
    };
    return { delivery, file, asKept: false, read };
  }
}
