import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { JudgePdf } from '../platform/judging/judge-pdf.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { doom, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database } from '../platform/postgres/database.js';
import { paperPublished, paperWithdrawn } from './events.js';
import { faultIn, MOST_PAPERS, type PublicPaper } from './paper.js';
import { addPaper, withdrawPaper } from './paper.store.js';
import { ShowPapers } from './show-papers.js';

/**
 * The body that made a file public adds its proces-verbaal in a version for everybody (Kieswet Na 33, O 8, P 23), and takes one
 * back that shows what it may not. Every version keeps its row; the bytes of one that was taken back go.
 */
@Injectable()
export class PublishPaper {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly shown: ShowPapers,
    private readonly judge: JudgePdf,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** Before anything is chosen: a file does not come along when the passkey is asked for. Refused: access.confirmFirst. */
  async begin(actor: PersonActor): Promise<void> {
    await act(this.db, actor, async () => undefined, 'fresh');
  }

  /**
   * Adds a version, with a passkey just used. `imagesSeen`: who adds it says to have looked at its images. Refused as
   * ShowPapers.show; publication.notPublic, publication.badPaper with why, publication.imagesUnseen where there are some and it was
   * not said, publication.samePaper (also when it was withdrawn), publication.tooManyPapers, publication.notJudged,
   * upload.noSpace, access.confirmFirst.
   */
  async run(actor: PersonActor, id: string, bytes: Uint8Array, imagesSeen: boolean): Promise<void> {
    const { file } = (await this.shown.show(actor, id)).found;
    const { publication, submissionId, electionId, about: committee, message } = file;
    if (publication === null) throw new Refusal('publication.notPublic');
    const verdict = await this.judge.run(bytes, null, 'publication.notJudged');
    const fault = faultIn(verdict);
    if (fault !== null) throw new Refusal('publication.badPaper', { reden: fault });
    const { pages, traces } = verdict;
    const images = traces?.images ?? 0;
    if (images > 0 && !imagesSeen) throw new Refusal('publication.imagesUnseen', { aantal: images });
    const { db, objects, bench } = this;
    await keepNamed({ db, objects, bench }, bytes, (object) =>
      act(
        db,
        actor,
        async (tx) => {
          const known = await this.shown.locked(tx, publication.id);
          if (known.some((each) => each.sha256 === object.id)) throw new Refusal('publication.samePaper');
          if (known.length >= MOST_PAPERS) throw new Refusal('publication.tooManyPapers');
          await recordObject(tx, object);
          const at = this.clock.now();
          const paper = { version: known.length + 1, sha256: object.id, size: object.size, images };
          const by = { personId: actor.personId, at };
          await addPaper(tx, publication.id, { id: randomUUID(), ...paper, pages }, by);
          const { version: paperVersion, sha256, size } = paper;
          const details = { submissionId, committee, message, paperVersion, sha256, size, images };
          await append(tx, paperPublished({ object: { id: submissionId, electionId }, actor, details }), at);
        },
        'fresh',
      ),
    );
  }

  /** Takes a version back: nobody gets it any more. Refused as ShowPapers.show, and as absent what is not there or was withdrawn. */
  async withdraw(actor: PersonActor, id: string, version: number): Promise<void> {
    const { file } = (await this.shown.show(actor, id)).found;
    const { publication, submissionId, electionId, about: committee, message } = file;
    if (publication === null) throw new Refusal('request.notFound');
    await act(this.db, actor, async (tx) => {
      const paper = standing(await this.shown.locked(tx, publication.id), version);
      const at = this.clock.now();
      await withdrawPaper(tx, paper.id, { personId: actor.personId, at });
      await doom(tx, [paper.sha256]);
      const details = { submissionId, committee, message, paperVersion: version, sha256: paper.sha256 };
      await append(tx, paperWithdrawn({ object: { id: submissionId, electionId }, actor, details }), at);
    });
  }
}

/** The version of this number that everybody can have. Refused as absent: another. */
export function standing(papers: readonly PublicPaper[], version: number): PublicPaper {
  const found = papers.find((paper) => paper.version === version && paper.withdrawnAt === null);
  if (found === undefined) throw new Refusal('request.notFound');
  return found;
}
