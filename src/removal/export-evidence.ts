import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { append } from '../audit/audit.store.js';
import { openWatched } from '../audit/open-watched.js';
import { act } from '../identity/act.js';
import { digestOf } from '../kernel/canonical-json.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { Objects } from '../platform/objects/objects.js';
import { readObject } from '../platform/objects/verified.js';
import { Database, lock } from '../platform/postgres/database.js';
import { writeStoredZip, type StoredFile } from '../routing/stored-zip.js';
import { removalLock } from '../upload/quarantine.js';
import {
  evidenceList,
  evidencePath,
  evidenceSums,
  isFetchable,
  type EvidenceExport,
  type QuarantinedFile,
} from './evidence.js';
import { EvidenceStore } from './evidence.store.js';
import { evidenceAsked, evidenceFetched } from './events.js';
import { HoldStore } from './hold.store.js';

/** An export, ready to be handed out. */
export interface EvidenceZip {
  readonly name: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const READ_FIRST = `LEES EERST

Deze bestanden zijn geweigerd door een controle. Zij kunnen schadelijk zijn. Open ze alleen op een computer die daarvoor is
ingericht, zonder netwerk.

lijst.json    wie elk bestand stuurde, wanneer, welke controle het weigerde, en de SHA-256 over de bytes
SHA256SUMS    om de bytes te controleren: sha256sum -c SHA256SUMS
`;

/**
 * Hands refused files that are kept as evidence to the Kiesraad that collects, for investigators: who keeps the platform says
 * what is kept, and never has the bytes; who has the bytes did not say so. Asking takes a reason and a passkey just used;
 * fetching is for who asked, within the hour, and logged each time.
 */
@Injectable()
export class ExportEvidence {
  constructor(
    private readonly db: Database,
    private readonly evidence: EvidenceStore,
    private readonly holds: HoldStore,
    private readonly objects: Objects,
    private readonly clock: Clock,
  ) {}

  /** Records exactly which files are asked for: those kept as evidence now. Gives the id. Refused: evidence.nothing. */
  async ask(why: string, actor: PersonActor): Promise<string> {
    const { electionId } = segmentOf(actor);
    return await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, removalLock(electionId));
        const files: QuarantinedFile[] = [];
        for (const file of await this.evidence.files(electionId, undefined, tx))
          if (await this.holds.keeps(tx, electionId, file.submissionId)) files.push(file);
        if (files.length === 0) throw new Refusal('evidence.nothing');
        const at = this.clock.now();
        const asked: EvidenceExport = {
          ...{ id: randomUUID(), electionId, why, asked: { at, by: actor.personId } },
          submissions: [...new Set(files.map(({ submissionId }) => submissionId))],
          digest: digestOf(evidenceList(files)),
        };
        await this.evidence.addExport(tx, asked);
        const details = { count: files.length, listDigest: asked.digest, reason: why };
        await append(tx, evidenceAsked({ object: asked, actor, details }), at);
        return asked.id;
      },
      'fresh',
    );
  }

  /** Whether this person may fetch it now. Refused as absent: what another asked, or longer than an hour ago. */
  async find(id: string, actor: PersonActor): Promise<EvidenceExport> {
    const { electionId } = segmentOf(actor);
    const found = isUuid(id) ? await this.evidence.findExport(electionId, id) : null;
    if (found === null || !isFetchable(found, actor.personId, this.clock.now()))
      throw new Refusal('request.notFound');
    return found;
  }

  /**
   * The ZIP: the list, the digests, and each file byte for byte under a name of ours. Every file is read and checked before
   * the first byte leaves, and the log says who fetches it. Refused as {@link find}; evidence.changed; evidence.damaged.
   */
  async fetch(id: string, actor: PersonActor): Promise<EvidenceZip> {
    const found = await this.find(id, actor);
    const files = await this.evidence.files(found.electionId, found.submissions);
    if (digestOf(evidenceList(files)) !== found.digest) throw new Refusal('evidence.changed');
    const stored: StoredFile[] = [];
    for (const file of files)
      stored.push({
        ...{ path: evidencePath(file), size: file.size, crc: await this.crcOf(file) },
        open: () => readObject(this.objects, file.sha256),
      });
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const details = { count: files.length, listDigest: found.digest };
      await append(tx, evidenceFetched({ object: found, actor, details }), at);
    });
    const texts = [
      { name: 'LEES-EERST.txt', content: READ_FIRST },
      { name: 'lijst.json', content: canonicalJson(evidenceList(files)) },
      { name: 'SHA256SUMS', content: evidenceSums(files) },
    ];
    return { name: `bewijs_${found.electionId}_${found.id}.zip`, ...writeStoredZip(texts, stored, at) };
  }

  private async crcOf({
    sha256: id,
    size,
    electionId,
    submissionId,
    file,
  }: QuarantinedFile): Promise<number> {
    const { db, clock, objects } = this;
    const watched = {
      ...{ id, size, electionId, part: 'bewijs' },
      damaged: 'evidence.damaged' as const,
      details: { submissionId, file },
    };
    let crc = 0;
    for await (const chunk of await openWatched({ db, clock, objects }, watched, null))
      crc = crc32(chunk, crc);
    return crc;
  }
}
