import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { ApproveKey } from './approve-key.js';
import type { CommitteeKey } from './key.js';
import { RejectKey } from './reject-key.js';
import { RevokeKey } from './revoke-key.js';

/** The decisions about a key together, for the edges that offer them. */
@Injectable()
export class KeyDesk {
  constructor(
    private readonly approval: ApproveKey,
    private readonly rejection: RejectKey,
    private readonly revocation: RevokeKey,
  ) {}

  /** See ApproveKey. */
  approve(id: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.approval.run(id, actor);
  }

  /** See RejectKey. */
  reject(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.rejection.run(id, reason, actor);
  }

  /** See RevokeKey. */
  revoke(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    return this.revocation.run(id, reason, actor);
  }
}
