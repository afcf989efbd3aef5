import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { lock, type Tx } from '../platform/postgres/database.js';
import type { PublicPaper } from './paper.js';
import { PaperStore } from './paper.store.js';
import { PublishResult, type PublishableFile } from './publish-result.js';

/** A file that this body makes public, with the proces-verbalen that it made public beside it. */
export interface ShownPapers {
  readonly found: PublishableFile;
  /** The newest first. */
  readonly papers: readonly PublicPaper[];
}

/** The proces-verbalen beside a file, for the body that makes it public. */
@Injectable()
export class ShowPapers {
  constructor(
    private readonly publishing: PublishResult,
    private readonly papers: PaperStore,
  ) {}

  /** By the id under which this body knows the file. Refused as absent: another's, and what another publishes. */
  async show(actor: Pick<PersonActor, 'hat'>, id: string): Promise<ShownPapers> {
    const found = await this.publishing.show(actor, id);
    const { publication } = found.file;
    return { found, papers: publication === null ? [] : await this.of(publication.id) };
  }

  /** Those of one publication, until the transaction ends as nobody else changes them. */
  async locked(tx: Tx, publicationId: string): Promise<readonly PublicPaper[]> {
    await lock(tx, `publicPaper:${publicationId}`);
    return await this.of(publicationId, tx);
  }

  private async of(publicationId: string, tx?: Tx): Promise<readonly PublicPaper[]> {
    return (await this.papers.of([publicationId], tx)).get(publicationId) ?? [];
  }
}
