import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { createHash } from 'node:crypto';
import { append } from '../audit/audit.store.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { differencesOf } from '../elections/definition-diff.js';
import { addDefinition, offeredDefinitions } from '../elections/definition.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { planElection, type ElectionPlan } from '../elections/election.js';
import { readDefinition } from '../elections/read-definition.js';
import { definitionOffered, electionConfigured } from './events.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { councilSeat } from './who-confirms.js';
import type { DefinitionProblem } from '../elections/definition-problem.js';

/**
 * Sets up an election from its 110a: committees, settings and routes. A person offers the 110a, and a second one confirms it
 * (ConfirmDefinition): until then it is a draft. The platform by itself (a rehearsal) counts as both.
 */
@Injectable()
export class ConfigureElection {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the bytes of a 110a. `own`: of a gemeenteraad, the gemeente's own committee may confirm it. Refused: election.definitionRefused with every reason (RefusalWithReasons),
   * election.alreadyConfigured, election.waitsForSecond (offered before, and not confirmed yet).
   */
  async run(
    definition: Uint8Array,
    actor: PersonActor | SystemActor,
    own: OwnCommittee = NOT_OWN,
  ): Promise<ElectionPlan> {
    const read = readPlan(definition);
    await act(this.db, actor, async (tx) => {
      const { id } = read.plan.definition;
      await lock(tx, `election:${id}`);
      if (await this.elections.exists(tx, id)) throw new Refusal('election.alreadyConfigured', { id });
      if (actor.kind === 'system') await this.setUp(tx, read, definition, actor);
      else await this.offer(tx, read, definition, { why: null, ...own }, actor);
    });
    return read.plan;
  }

  /**
   * Offers another 110a for an election that is set up, or a correction once a file was delivered: `wish.why` says what is wrong
   * with the one in force, and is not empty. It holds once a second person confirmed it. Refused: request.notFound,
   * election.definitionRefused, election.otherElection, election.sameDefinition, election.waitsForSecond.
   */
  async replace(
    electionId: string,
    definition: Uint8Array,
    wish: { readonly why: string } & OwnCommittee,
    actor: PersonActor,
  ): Promise<void> {
    const read = readPlan(definition);
    await act(this.db, actor, async (tx) => {
      await lock(tx, `election:${electionId}`);
      if (!(await this.elections.exists(tx, electionId))) throw new Refusal('request.notFound');
      const { id } = read.plan.definition;
      if (id !== electionId) throw new Refusal('election.otherElection', { id, verwacht: electionId });
      await this.offer(tx, read, definition, wish, actor);
    });
  }

  /** What {@link run} would set up, refused for the same reasons; nothing is kept. */
  async preview(definition: Uint8Array): Promise<ReadPlan> {
    const read = readPlan(definition);
    const { id } = read.plan.definition;
    if ((await this.elections.summary(id)) !== null) throw new Refusal('election.alreadyConfigured', { id });
    const [last] = await offeredDefinitions(this.db.read, id);
    if (last !== undefined && last.confirmation === null)
      throw new Refusal('election.waitsForSecond', { id });
    return read;
  }

  private async setUp(tx: Tx, read: ReadPlan, source: Uint8Array, actor: SystemActor): Promise<void> {
    const { plan, fingerprint } = read;
    const object = { id: plan.definition.id, electionId: plan.definition.id };
    const details = { fingerprint, committees: plan.committees.length };
    await this.elections.add(tx, plan, source, fingerprint);
    await append(tx, electionConfigured({ object, actor, details }), this.clock.now());
  }

  private async offer(
    tx: Tx,
    { plan: { definition }, fingerprint }: ReadPlan,
    source: Uint8Array,
    { why, byOwnCommittee }: { readonly why: string | null } & OwnCommittee,
    actor: PersonActor,
  ): Promise<void> {
    const { id: electionId } = definition;
    const [last] = await offeredDefinitions(tx, electionId);
    if (last !== undefined && last.confirmation === null)
      throw new Refusal('election.waitsForSecond', { id: electionId });
    const inForce = why === null ? null : await this.elections.definition(tx, electionId);
    if (inForce?.sha256 === fingerprint) throw new Refusal('election.sameDefinition');
    const seat = byOwnCommittee ? councilSeat(definition) : null;
    const offered = {
      electionId,
      number: Math.max(last?.number ?? 0, inForce === null ? 0 : 1) + 1,
      definition,
      sha256: fingerprint,
      differences: inForce === null ? [] : differencesOf(inForce.definition, definition),
      why,
      confirmedBy: seat === null ? ('council' as const) : ('committee' as const),
      seat,
      byPerson: actor.personId,
      at: this.clock.now(),
    };
    await addDefinition(tx, offered, source);
    const object = { id: electionId, electionId };
    const altered = offered.differences.map(({ what }) => what);
    const details = { fingerprint, altered, ...(seat === null ? {} : { seat }) };
    await append(tx, definitionOffered({ object, actor, details }), offered.at);
  }
}

/** Whether the gemeente's own committee may confirm a 110a too; of another than a gemeenteraad it says nothing. */
export interface OwnCommittee {
  readonly byOwnCommittee: boolean;
}
const NOT_OWN: OwnCommittee = { byOwnCommittee: false };

/** What would be set up, and the SHA-256 of the 110a (hex). */
export interface ReadPlan {
  readonly plan: ElectionPlan;
  readonly fingerprint: string;
}

/** Reads a 110a. Refused: election.definitionRefused. */
function readPlan(definition: Uint8Array): ReadPlan {
  const result = readDefinition(definition);
  if (!result.ok) throw definitionRefused(result.problems);
  const fingerprint = createHash('sha256').update(definition).digest('hex');
  return { plan: planElection(result.definition), fingerprint };
}

/**
 * The refusal of a 110a, with every reason. The pointer of a reason names the element it is about, as in
 * `/NumberOfSeats`; line and column stand at the end of its sentence.
 */
export function definitionRefused(problems: readonly DefinitionProblem[]): RefusalWithReasons {
  const [first] = problems;
  return new RefusalWithReasons(
    'election.definitionRefused',
    problems.map(({ code, detail, place }) => ({
      pointer: place?.path ? `/${place.path}` : '',
      detail: place === null ? detail : `${detail} (regel ${place.line}, teken ${place.column})`,
      code,
    })),
    { reason: first?.detail ?? '', problem: first?.code ?? '', problems: problems.length },
  );
}
