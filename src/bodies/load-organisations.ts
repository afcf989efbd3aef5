import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { organisationChanged, organisationsLoaded } from './events.js';
import type { Organisation } from './organisation.js';
import { judgeOrganisations, type Loading } from './organisation-file.js';
import {
  addOrganisations,
  changeOrganisation,
  findOrganisation,
  listEveryOrganisation,
} from './organisation.store.js';
import type { LineProblem } from './read-table.js';
import { Refusal } from '../kernel/refusal.js';

/**
 * Who changes organisations comes after the other: a file and a merger are judged against what stands, and what is done for an
 * organisation is done while it stands.
 */
export const holdOrganisations = (tx: Tx) => lock(tx, 'organisations');

/** Refuses a file of which lines are wrong, with every one of them. */
export function mustBeSound(problems: readonly LineProblem[]): void {
  if (problems.length === 0) return;
  const errors = problems.map(({ line, detail }) => ({ pointer: `/regels/${line}`, detail }));
  throw new RefusalWithReasons('organisations.wrongLines', errors);
}

/** What the Kiesraad does to organisations; that it is the operator the edge sees to. */
@Injectable()
export class LoadOrganisations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What loading this CSV would do now. */
  async preview(file: Uint8Array): Promise<Loading<Organisation>> {
    return judgeOrganisations(file, await listEveryOrganisation(this.db.read));
  }

  /** Loads a CSV, whole or not at all. Refused: organisations.wrongLines, with every wrong line. */
  async run(file: Uint8Array, actor: PersonActor | SystemActor): Promise<Loading<Organisation>> {
    return await act(this.db, actor, async (tx) => {
      await holdOrganisations(tx);
      const loading = judgeOrganisations(file, await listEveryOrganisation(tx));
      mustBeSound(loading.problems);
      const { added, changed } = loading;
      await addOrganisations(tx, added);
      for (const each of changed) await changeOrganisation(tx, each);
      const sha256 = createHash('sha256').update(file).digest('hex');
      const details = { count: added.length, changedCount: changed.length, sha256 };
      await append(tx, organisationsLoaded({ object: { id: null }, actor, details }), this.clock.now());
      return loading;
    });
  }
}

/** Keeps what of an organisation changes while it stays the same one. */
@Injectable()
export class KeepOrganisations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Where it publishes, and with whom it works together. Refused: request.notFound. */
  async change(
    code: string,
    { website, arrangement }: Pick<Organisation, 'website' | 'arrangement'>,
    actor: PersonActor,
  ): Promise<void> {
    await act(this.db, actor, async (tx) => {
      await holdOrganisations(tx);
      const before = await findOrganisation(tx, code);
      if (before === null) throw new Refusal('request.notFound');
      await changeOrganisation(tx, { ...before, website, arrangement });
      const told = { object: { id: code }, actor, details: { website, arrangement } };
      await append(tx, organisationChanged(told), this.clock.now());
    });
  }
}
