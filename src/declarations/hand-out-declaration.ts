import { Injectable } from '@nestjs/common';
import { openWatched, type WatchedObject } from '../audit/open-watched.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import type { Sendable } from '../platform/http/send-bytes.js';
import { Objects } from '../platform/objects/objects.js';
import { Database } from '../platform/postgres/database.js';
import { findSecond } from './after.store.js';
import { findDeclaration } from './declaration.store.js';
import { findMandate } from './mandate.store.js';

/** Hands out declarations and mandates: to the body that made them, and declarations to the Kiesraad. */
@Injectable()
export class HandOutDeclaration {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /** The PDF of a declaration; where a second person confirmed, the one that names both. Refused: request.notFound. */
  async declaration(id: string, { hat: { body } }: Pick<PersonActor, 'hat'>): Promise<Sendable> {
    const reach = body.level === 'OPERATOR' ? undefined : body.code;
    const found = await findDeclaration(this.db.read, id, reach);
    if (found === null) throw new Refusal('request.notFound');
    const { organisation, votingDay, version } = found;
    const second = await findSecond(this.db.read, id);
    const file =
      second !== null && second.sha256 !== null && second.size !== null
        ? { sha256: second.sha256, size: second.size }
        : found;
    return this.sendable(
      file,
      'declaration',
      version,
      `Verklaring_${organisation}_${votingDay}_versie_${version}.pdf`,
    );
  }

  /** The paper of a mandate of the actor's own organisation. Refused: request.notFound. */
  async mandate(id: string, { hat: { body } }: Pick<PersonActor, 'hat'>): Promise<Sendable> {
    const found = await findMandate(this.db.read, body.code, id);
    if (found === null) throw new Refusal('request.notFound');
    return this.sendable(found, 'mandate', 1, `Mandaat_${body.code}_tot_${found.until}.pdf`);
  }

  private sendable(
    { sha256: id, size }: { readonly sha256: Sha256; readonly size: number },
    documentKind: string,
    file: number,
    name: string,
  ): Sendable {
    const { db, clock, objects } = this;
    const watched: WatchedObject = {
      ...{ id, size, electionId: null, damaged: 'declaration.damaged', part: 'verklaringen' },
      details: { documentKind, file },
    };
    return {
      ...{ name, size, sha256: id, type: 'application/octet-stream' },
      open: (range) => openWatched({ db, clock, objects }, watched, range),
    };
  }
}
