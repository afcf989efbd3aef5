import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../kernel/actor.js';
import { Workbench } from '../platform/objects/workbench.js';
import type { CommitteeKey } from './key.js';
import { ProveKey } from './prove-key.js';
import { withTestCount } from './take-proof.js';

/** Takes the files of a proof in, for as long as they are judged. */
@Injectable()
export class HandInProof {
  constructor(
    private readonly bench: Workbench,
    private readonly proving: ProveKey,
  ) {}

  /** Refused: as {@link withTestCount} and {@link ProveKey}. */
  async run(
    id: string,
    sent: AsyncIterable<Uint8Array> | FastifyRequest,
    actor: PersonActor,
  ): Promise<CommitteeKey> {
    return await withTestCount(this.bench, sent, (files) => this.proving.run(id, files, actor));
  }
}
