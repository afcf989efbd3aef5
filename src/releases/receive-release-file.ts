import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { keepObject } from '../platform/objects/keep-object.js';
import { doom, ObjectLeaving, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { readObject, type KnownObject } from '../platform/objects/verified.js';
import { Workbench, type WorkFile } from '../platform/objects/workbench.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { asNoSpace } from '../platform/objects/keep-named.js';
import { isSame, receive, type Arrival } from '../upload/reception.js';
import { withinTime } from '../upload/within-time.js';
import { releaseFileReceived } from './events.js';
import { isWebPage, RELEASE_LIMITS } from './release-file.js';
import {
  claimFile,
  dropParts,
  isBeingReceived,
  receivingOf,
  recordFile,
  releaseClaim,
  type Claim,
} from './release-file.store.js';
import { isPublic, releaseName, reopen, type Release } from './release.js';
import { findRelease, holdRelease, saveState } from './release.store.js';

/** Which file of which release. */
export interface FilePlace {
  readonly id: string;
  readonly index: number;
}

/**
 * Receives the bytes of a file that was announced for a draft, as deliveries are received: by one request at a time, in
 * parts that stay when a connection is cut. When this returns with the file whole, its bytes are durable and its digests
 * are written down.
 */
@Injectable()
export class ReceiveReleaseFile {
  constructor(
    readonly db: Database,
    private readonly clock: Clock,
    readonly objects: Objects,
    readonly bench: Workbench,
    private readonly settings: Settings,
  ) {}

  /**
   * Refused as {@link receive} does, and upload.tooSlow, upload.stalled, upload.noSpace; release.fileHere for other bytes
   * than those that are here, release.webPage for a web page, release.fixed.
   */
  async run(place: FilePlace, sent: Arrival, actor: PersonActor): Promise<Release> {
    const arrival = { ...sent, bytes: withinTime(sent.bytes, this.settings.waits) };
    const wanted = { releaseId: place.id, index: place.index, token: randomUUID() };
    const claim = await claimFile(this.db, wanted);
    if (claim === null) return await this.again(place, arrival);
    try {
      const after = await receive(this, receivingOf(this.db, claim), arrival, (file) =>
        this.record(file, claim, actor),
      );
      return after ?? (await this.find(place.id));
    } catch (error) {
      throw asNoSpace(error);
    } finally {
      // recorded, it holds no longer; and when this fails too, it ends by itself
      await releaseClaim(this.db, claim).catch(() => undefined);
    }
  }

  /** The same for a file that was read from a form already, with its SHA-512. */
  async fromForm({ id, index }: FilePlace, file: WorkFile, actor: PersonActor): Promise<Release> {
    const claim = await claimFile(this.db, { releaseId: id, index, token: randomUUID() });
    if (claim === null) throw new Error(`file ${index} of release ${id} is not there to receive`);
    return await this.record(file, claim, actor);
  }

  /** Names the bytes in the database. The object is there; only now does anybody say that the file arrived. */
  private async record(file: WorkFile, claim: Claim, actor: PersonActor): Promise<Release> {
    const { sha512 } = await file.end();
    if (sha512 === null) throw new Error('a file of a release came without its SHA-512');
    for (;;) {
      const object = await keepObject(this.db, this.objects, file);
      await this.refuseWebPage(object.id, claim);
      try {
        return await act(this.db, actor, (tx) => this.name(tx, { ...object, sha512 }, claim, actor));
      } catch (error) {
        if (!(error instanceof ObjectLeaving)) throw error;
        await sleep(200);
      }
    }
  }

  private async refuseWebPage(id: Sha256, claim: Claim): Promise<void> {
    const head: Uint8Array[] = [];
    const end = Math.min(claim.size, RELEASE_LIMITS.headBytes) - 1;
    for await (const piece of readObject(this.objects, id, { start: 0, end })) head.push(piece);
    if (!isWebPage(Buffer.concat(head))) return;
    await this.db.transaction(async (tx) => {
      await doom(tx, [id]);
      await dropParts(tx, claim.releaseId, claim.index);
    });
    throw new Refusal('release.webPage');
  }

  private async name(
    tx: Tx,
    { sha512, ...object }: KnownObject & { readonly sha512: string },
    claim: Claim,
    actor: PersonActor,
  ): Promise<Release> {
    const { releaseId: id, index } = claim;
    const at = this.clock.now();
    const held = await holdRelease(tx, id);
    if (held === null) throw new Refusal('request.notFound');
    const draft = reopen(held);
    const coming = draft.coming.find((each) => each.index === index);
    if (coming === undefined) throw new Refusal('upload.beingReceived');
    await saveState(tx, draft, at);
    await recordObject(tx, object);
    await recordFile(tx, claim, { sha256: object.id, sha512, at });
    await dropParts(tx, id, index);
    const details = {
      release: releaseName(draft),
      fileName: coming.name,
      size: object.size,
      sha256: object.id,
    };
    await append(tx, releaseFileReceived({ object: draft, actor, details }), at);
    return (await findRelease(tx, id))!;
  }

  private async find(id: string): Promise<Release> {
    const found = await findRelease(this.db.read, id);
    if (found === null) throw new Refusal('request.notFound');
    return found;
  }

  /** Why it is not to be received: it arrived before, or somebody is at it. The same bytes are no fault. */
  private async again({ id, index }: FilePlace, arrival: Arrival): Promise<Release> {
    const release = await this.find(id);
    if (await isBeingReceived(this.db.read, id, index)) throw new Refusal('upload.beingReceived');
    const file = release.files.find((each) => each.index === index);
    if (file === undefined) throw new Refusal('request.notFound');
    if (arrival.offset === null && (await isSame(file, arrival.bytes))) return release;
    if (isPublic(release)) reopen(release);
    throw new Refusal('release.fileHere');
  }
}
