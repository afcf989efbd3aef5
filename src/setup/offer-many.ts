import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal, type RefusalCode } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { ConfigureElection, type OwnCommittee } from './configure-election.js';
import { ConfirmDefinition } from './confirm-definition.js';
import { waitingDefinitions } from '../elections/definition.store.js';
import type { ChosenDefinition } from './definition-upload.js';
import { readDefinition } from '../elections/read-definition.js';
import { fingerprintOf } from './who-confirms.js';

/** What became of one file of many. */
export interface FileOutcome {
  readonly name: string;
  /** Null where it is no 110a that can be read. */
  readonly electionId: string | null;
  /** Null: done. */
  readonly refused: RefusalCode | null;
}

/** One's own copy beside what another offered. */
export interface ComparedFile {
  readonly name: string;
  readonly electionId: string | null;
  readonly fingerprint: Sha256;
  readonly equal: boolean;
}

/** Many elections of one voting day: offered by one person with all files, confirmed by another with their own copies. */
@Injectable()
export class OfferMany {
  constructor(
    private readonly db: Database,
    private readonly configure: ConfigureElection,
    private readonly confirmation: ConfirmDefinition,
  ) {}

  /** Each file by itself, as ConfigureElection: one that is refused keeps no other back. */
  async offer(
    files: readonly ChosenDefinition[],
    own: OwnCommittee,
    actor: PersonActor,
  ): Promise<readonly FileOutcome[]> {
    return await each(files, async ({ bytes }) => {
      await this.configure.run(bytes, actor, own);
    });
  }

  /** Which of somebody's own copies are byte for byte what another offered. Nothing is confirmed yet. */
  async compare(files: readonly ChosenDefinition[], actor: PersonActor): Promise<readonly ComparedFile[]> {
    const waiting = await waitingDefinitions(this.db.read);
    return files.map(({ name, bytes }) => {
      const read = readDefinition(bytes);
      const fingerprint = fingerprintOf(bytes);
      const equal = waiting.some((one) => one.sha256 === fingerprint && one.byPerson !== actor.personId);
      return { name, electionId: read.ok ? read.definition.id : null, fingerprint, equal };
    });
  }

  /** Confirms what waits with these fingerprints, each by itself as ConfirmDefinition; gives how many. */
  async confirm(fingerprints: readonly Sha256[], actor: PersonActor): Promise<number> {
    const waiting = await waitingDefinitions(this.db.read);
    const found = waiting.filter((one) => fingerprints.some((fingerprint) => fingerprint === one.sha256));
    for (const { electionId, sha256: fingerprint } of found)
      await this.confirmation.confirm(electionId, sha256(fingerprint), actor);
    return found.length;
  }
}

async function each(
  files: readonly ChosenDefinition[],
  work: (file: ChosenDefinition) => Promise<void>,
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    const read = readDefinition(file.bytes);
    const outcome = { name: file.name, electionId: read.ok ? read.definition.id : null };
    try {
      await work(file);
      outcomes.push({ ...outcome, refused: null });
    } catch (error) {
      if (!(error instanceof Refusal) || !error.code.startsWith('election.')) throw error;
      outcomes.push({ ...outcome, refused: error.code });
    }
  }
  return outcomes;
}
