import { Injectable, type OnModuleInit } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { endHat } from '../identity/person.store.js';
import { listGrantedRoles, type GrantedRole } from '../identity/review-hats.store.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { authorisationsClosed, authorisationsStepped } from './events.js';
import { bodyKey, closing, dayOf, stepOn, type ReviewedHat, type Round, type Step } from './review.js';
import { holdRound } from './review-authorisations.js';
import { listReviews, listRounds, noteReviews, noteStep, openRounds } from './review.store.js';
import { VotingDays } from '../bodies/voting-days.js';
import { listVotingDays } from '../bodies/voting-days.store.js';

const EVERY_MS = 10 * 60_000;
const SWEEPER: SystemActor = { kind: 'system', part: 'rechten' };
/** So many bodies are named in one event. */
const BODIES_AT_ONCE = 200;

type Candidate = GrantedRole & ReviewedHat;

/** A step that asks, and the round before it. */
interface Asking {
  readonly votingDay: string;
  readonly step: Exclude<Step, 'closed'>;
  readonly today: string;
  readonly round: Round | null;
  readonly executives: ReadonlySet<string>;
}

/**
 * Does the steps of the rounds on their days: asks, warns twice, closes. Each step and all that it does is one transaction under the
 * round's lock, so that it is done once however many look, and after a crash not at all or whole.
 */
@Injectable()
export class SweepAuthorisations implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly votingDays: VotingDays,
    private readonly handlers: JobHandlers,
  ) {}

  onModuleInit(): void {
    this.handlers.sweepWith('authorisations.rounds', { everyMs: EVERY_MS }, () => this.run());
  }

  /** Gives how many steps it did: of each round one at most. */
  async run(): Promise<number> {
    const today = dutchDay(this.clock.now());
    const days = new Set([
      ...(await listVotingDays(this.db.read, today)),
      ...(await openRounds(this.db.read)),
    ]);
    let done = 0;
    for (const votingDay of days) if (await this.round(votingDay, today)) done += 1;
    return done;
  }

  /** The Kiesraad asks now: of an election that was set up late nobody is asked by itself. Refused: request.notFound, when it was asked. */
  async begin(votingDay: string, actor: PersonActor): Promise<void> {
    const today = dutchDay(this.clock.now());
    const executives = await this.votingDays.organisations(votingDay);
    await act(this.db, actor, async (tx) => {
      await holdRound(tx, votingDay);
      const days = await listVotingDays(tx, today);
      if (!days.includes(votingDay) || (await listRounds(tx, [votingDay])).length > 0)
        throw new Refusal('request.notFound');
      await this.ask(tx, { votingDay, step: 'asked', today, round: null, executives }, actor);
    });
  }

  private async round(votingDay: string, today: string): Promise<boolean> {
    const establishedOn = await this.votingDays.establishedOn(votingDay);
    const known = async (read: Parameters<typeof listRounds>[0]) =>
      (await listRounds(read, [votingDay]))[0] ?? null;
    const todo = (round: Round | null) => stepOn(today, { votingDay, round, establishedOn });
    if (todo(await known(this.db.read)) === null) return false;
    const executives = await this.votingDays.organisations(votingDay);
    return await this.db.transaction(async (tx) => {
      await holdRound(tx, votingDay);
      const round = await known(tx);
      const step = todo(round);
      if (step === null) return false;
      if (step === 'closed') await this.close(tx, { votingDay, today, executives });
      else await this.ask(tx, { votingDay, step, today, round, executives }, SWEEPER);
      return true;
    });
  }

  private async hats(
    tx: Tx,
    votingDay: string,
    executives: ReadonlySet<string>,
  ): Promise<readonly Candidate[]> {
    const outcomes = new Map((await listReviews(tx, votingDay)).map((each) => [each.hatId, each.outcome]));
    const roles = await listGrantedRoles(tx, { votingDay, executives, mine: null });
    return roles.map((role) => ({ ...role, outcome: outcomes.get(role.hatId) ?? null }));
  }

  /** Asks or warns: tells every body of which a role is not confirmed. */
  private async ask(tx: Tx, asking: Asking, actor: PersonActor | SystemActor): Promise<void> {
    const { votingDay, step, today, round, executives } = asking;
    await noteStep(tx, votingDay, step, today);
    const hats = await this.hats(tx, votingDay, executives);
    const facts = { votingDay, step, closesOn: closesOn(votingDay, round, step, today) };
    const open = hats.filter(({ outcome }) => outcome === null);
    const count = new Map<string, { electionId: string | null; level: string; code: string; open: number }>();
    for (const hat of open) {
      const { electionId, body } = hat;
      const told = count.get(bodyKey(hat)) ?? { electionId, ...body, open: 0 };
      count.set(bodyKey(hat), { ...told, open: told.open + 1 });
    }
    const bodies = [...count.values()];
    for (let at = 0; at < bodies.length; at += BODIES_AT_ONCE)
      await add(tx, 'authorisations.due', { ...facts, bodies: bodies.slice(at, at + BODIES_AT_ONCE) });
    const details = { step, count: open.length };
    await append(tx, authorisationsStepped({ object: { id: votingDay }, actor, details }), this.clock.now());
  }

  private async close(
    tx: Tx,
    { votingDay, today, executives }: Pick<Asking, 'votingDay' | 'today' | 'executives'>,
  ): Promise<void> {
    await noteStep(tx, votingDay, 'closed', today);
    const hats = await this.hats(tx, votingDay, executives);
    const at = this.clock.now();
    const { closed, kept } = closing(hats);
    for (const hat of closed) await endHat(tx, { id: hat.hatId, personId: hat.personId }, at);
    await noteReviews(tx, votingDay, closed, { outcome: 'closed', at, by: null });
    const details = {
      closedRoles: closed.map(({ hatId }) => hatId),
      keptRoles: kept.map(({ hatId }) => hatId),
    };
    await append(tx, authorisationsClosed({ object: { id: votingDay }, actor: SWEEPER, details }), at);
  }
}

/** When what is not confirmed is closed, as it is told on the day of a step. */
function closesOn(votingDay: string, round: Round | null, step: Step, today: string): string {
  const begun = { votingDay, askedOn: today, firstWarningOn: null, secondWarningOn: null, closedOn: null };
  const before: Round = round ?? begun;
  return dayOf('closed', {
    ...before,
    ...(step === 'firstWarning' ? { firstWarningOn: today } : {}),
    ...(step === 'secondWarning' ? { secondWarningOn: today } : {}),
  });
}
