import { Injectable } from '@nestjs/common';
import { committeeKey, ELECTION_ID, type CommitteeRef, type Level } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { Database, type Reader, type Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import { decidedOf } from './decision.store.js';
import { decisionsOf, type ElectionDecisions } from './decisions.js';
import type { ElectionDefinition } from './definition.js';
import { dutiesOf, type Exemption, type ExemptionReason } from './duties.js';
import { planElection, type ElectionPlan } from './election.js';
import { readRoutes, type Route } from './routes.js';
import { electionSettingsSchema, type ElectionSettings } from './settings.js';

/** An exemption as kept: who decided it is in the log. */
export interface KeptExemption extends Exemption {
  readonly id: string;
  readonly note: string;
}

/** One election in a list. */
export interface ElectionSummary {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly electionDate: string;
  readonly definitionSha256: string;
  readonly createdAt: Date;
}

const SUMMARY = {
  id: true,
  name: true,
  category: true,
  electionDate: true,
  definitionSha256: true,
  createdAt: true,
} as const;

function asExemption(row: {
  id: string;
  level: string;
  code: string;
  reason: string;
  note: string;
  since: Date;
  endedAt: Date | null;
}): KeptExemption {
  return {
    id: row.id,
    committee: { level: row.level as Level, code: row.code },
    reason: row.reason as ExemptionReason,
    note: row.note,
    since: row.since.toISOString(),
    until: row.endedAt?.toISOString() ?? null,
  };
}

/** Said of every committee where no software is used. */
const NO_SOFTWARE = 'Besluit van de Kiesraad: er wordt geen programmatuur gebruikt.';

interface Revision {
  readonly id: string;
  readonly revision: number;
}

const json = (value: unknown) => value as Prisma.InputJsonValue;

/** What of an election is in force now. */
export interface DefinitionInForce {
  readonly definition: ElectionDefinition;
  readonly sha256: string;
  readonly settings: ElectionSettings;
  readonly routes: readonly Route[];
}

/** A plan as it is kept in memory: of which revision of the election. */
interface Remembered {
  readonly revision: number;
  readonly plan: ElectionPlan;
}

/**
 * Elections as configured. A plan is kept in memory once made, as long as the database says that it is of this revision: what
 * another process changes holds here from the next question on.
 */
@Injectable()
export class ElectionStore {
  private readonly plans = new Map<string, Remembered>();
  private readonly reading = new Map<string, Promise<void>>();

  constructor(private readonly db: Database) {}

  /** Whether an election with this id is there, seen from inside the transaction. */
  async exists(tx: Tx, id: string): Promise<boolean> {
    return (await tx.election.count({ where: { id } })) > 0;
  }

  async add(tx: Tx, plan: ElectionPlan, source: Uint8Array, fingerprint: string): Promise<void> {
    const { definition, settings, routes, committees } = plan;
    await tx.election.create({
      data: {
        id: definition.id,
        name: definition.name,
        category: definition.category,
        subcategory: definition.subcategory,
        electionDate: definition.electionDate,
        definition: json(definition),
        definitionSha256: sha256(fingerprint),
        source: new Uint8Array(source),
        settings: json(settings),
        routes: json(routes),
        committees: {
          createMany: {
            data: committees.map(({ level, code, name, place, district }) => ({
              level,
              code,
              name,
              place,
              district,
            })),
          },
        },
      },
    });
  }

  /** What is in force, seen from inside the transaction; null when there is no such election. */
  async definition(tx: Tx, id: string): Promise<DefinitionInForce | null> {
    const row = await tx.election.findUnique({
      where: { id },
      select: { definition: true, definitionSha256: true, settings: true, routes: true },
    });
    if (row === null) return null;
    return {
      definition: row.definition as unknown as ElectionDefinition,
      sha256: row.definitionSha256,
      settings: electionSettingsSchema.parse(row.settings),
      routes: readRoutes(row.routes),
    };
  }

  /** The 110a in force; null when there is no such election. Of none (`null`) it is asked for all the same. */
  async definitionOf(read: Reader | Tx, id: string | null): Promise<ElectionDefinition | null> {
    const row = await read.election.findUnique({ where: { id: id ?? '' }, select: { definition: true } });
    return row && (row.definition as unknown as ElectionDefinition);
  }

  /** The committees of which a file was delivered in this election. */
  async deliveredBy(read: Reader | Tx, id: string): Promise<readonly CommitteeRef[]> {
    const rows = await read.$queryRaw<{ level: string; code: string }[]>`
      SELECT DISTINCT "level", "code" FROM "delivered_submission" WHERE "election_id" = ${id}`;
    return rows.map(({ level, code }) => ({ level: level as Level, code }));
  }

  /**
   * Puts another plan in force: of a `replacement` 110a, or the same with other settings. A committee that is not in it any
   * more keeps its row, and with it the name under which the log and its people know it.
   */
  async change(
    tx: Tx,
    plan: ElectionPlan,
    replacement?: { readonly source: Uint8Array; readonly fingerprint: string },
  ): Promise<void> {
    const { definition, settings, routes, committees } = plan;
    const { id: electionId, name, category, subcategory, electionDate } = definition;
    await tx.election.update({
      where: { id: electionId },
      data: {
        ...{ name, category, subcategory, electionDate },
        definition: json(definition),
        settings: json(settings),
        routes: json(routes),
        revision: { increment: 1 },
        ...(replacement && {
          definitionSha256: sha256(replacement.fingerprint),
          source: new Uint8Array(replacement.source),
        }),
      },
    });
    for (const { level, code, name, place, district } of committees)
      await tx.committee.upsert({
        where: { electionId_level_code: { electionId, level, code } },
        create: { electionId, level, code, name, place, district },
        update: { name, place, district },
      });
  }

  /** All elections, the next voting day first. */
  async list(): Promise<readonly ElectionSummary[]> {
    return await this.db.read.election.findMany({
      orderBy: [{ electionDate: 'desc' }, { id: 'asc' }],
      select: SUMMARY,
    });
  }

  /** Everything about one election; null when there is none with this id. */
  async plan(id: string): Promise<ElectionPlan | null> {
    if (!ELECTION_ID.test(id)) return null;
    const [found] = await this.db.read.$queryRaw<Revision[]>`
      SELECT "id", "revision" FROM "election" WHERE "id" = ${id}`;
    return found === undefined ? null : (await this.plansOf([found]))[0]!;
  }

  /** All elections of a voting day (`YYYY-MM-DD`), by id. Two queries at most, one when they were asked for before. */
  async ofDay(votingDay: string): Promise<readonly ElectionPlan[]> {
    const found = await this.db.read.$queryRaw<Revision[]>`
      SELECT "id", "revision" FROM "election" WHERE "election_date" = ${votingDay} ORDER BY "id"`;
    return await this.plansOf(found);
  }

  /** Those of these elections that there are, by id. As {@link ofDay}. */
  async plansFor(ids: readonly string[]): Promise<ReadonlyMap<string, ElectionPlan>> {
    const found = await this.db.read.$queryRaw<Revision[]>`
      SELECT "id", "revision" FROM "election" WHERE "id" = ANY(${[...ids]})`;
    const plans = await this.plansOf(found);
    return new Map(plans.map((plan) => [plan.definition.id, plan]));
  }

  /** What the Kiesraad decided about an election, as it stands now. Throws when there is no such election. */
  async decisions(electionId: string): Promise<ElectionDecisions> {
    const [plan, decided] = await Promise.all([this.plan(electionId), decidedOf(this.db.read, [electionId])]);
    if (plan === null) throw new Error(`no election ${electionId}`);
    return decisionsOf(plan.definition, decided.get(electionId));
  }

  /** The same for several elections, by their id, in one query. */
  async decisionsFor(plans: readonly ElectionPlan[]): Promise<ReadonlyMap<string, ElectionDecisions>> {
    const decided = await decidedOf(
      this.db.read,
      plans.map(({ definition }) => definition.id),
    );
    return new Map(
      plans.map(({ definition }) => [definition.id, decisionsOf(definition, decided.get(definition.id))]),
    );
  }

  /** In the order asked for. What is not in memory, or of an older revision, is read once, however many ask for it. */
  private async plansOf(asked: readonly Revision[]): Promise<readonly ElectionPlan[]> {
    const stale = ({ id, revision }: Revision) => (this.plans.get(id)?.revision ?? -1) < revision;
    await Promise.all(asked.filter(stale).flatMap(({ id }) => this.reading.get(id) ?? []));
    const missing = asked.filter(stale).map(({ id }) => id);
    if (missing.length > 0) {
      const reading = this.read(missing);
      for (const id of missing) this.reading.set(id, reading);
      await reading.finally(() => {
        for (const id of missing) if (this.reading.get(id) === reading) this.reading.delete(id);
      });
    }
    return asked.map(({ id }) => this.plans.get(id)!.plan);
  }

  private async read(ids: readonly string[]): Promise<void> {
    const rows = await this.db.read.election.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, revision: true, definition: true, settings: true, routes: true },
    });
    for (const { id, revision, definition, settings, routes } of rows) {
      if ((this.plans.get(id)?.revision ?? -1) >= revision) continue;
      const plan = planElection(
        definition as unknown as ElectionDefinition,
        electionSettingsSchema.parse(settings),
        readRoutes(routes),
      );
      this.plans.set(id, { revision, plan });
    }
  }

  /** The facts of one election as a list shows them; null when there is none with this id. */
  async summary(id: string): Promise<ElectionSummary | null> {
    if (!ELECTION_ID.test(id)) return null;
    return await this.db.read.election.findUnique({ where: { id }, select: SUMMARY });
  }

  /** The bytes of its 110a, exactly as they were loaded. Throws when there is no such election. */
  async source(id: string): Promise<Uint8Array> {
    const { source } = await this.db.read.election.findUniqueOrThrow({
      where: { id },
      select: { source: true },
    });
    return source;
  }

  /** Decisions that free a committee from delivering, ended ones included, oldest first. */
  async exemptions(id: string, from: Reader | Tx = this.db.read): Promise<readonly KeptExemption[]> {
    const rows = await from.exemption.findMany({ where: { electionId: id }, orderBy: { since: 'asc' } });
    return rows.map(asExemption);
  }

  /** The same for several elections, by their id, in one query; one without exemptions is absent. */
  async exemptionsIn(ids: readonly string[]): Promise<ReadonlyMap<string, readonly KeptExemption[]>> {
    const rows = await this.db.read.exemption.findMany({
      where: { electionId: { in: [...ids] } },
      orderBy: { since: 'asc' },
    });
    const byElection = new Map<string, KeptExemption[]>();
    for (const row of rows) {
      const own = byElection.get(row.electionId);
      if (own === undefined) byElection.set(row.electionId, [asExemption(row)]);
      else own.push(asExemption(row));
    }
    return byElection;
  }

  async addExemption(
    tx: Tx,
    election: string,
    exemption: Exemption,
    note: string,
    byPerson: string | null,
  ): Promise<string> {
    const { level, code } = exemption.committee;
    const row = await tx.exemption.create({
      data: {
        electionId: election,
        level,
        code,
        reason: exemption.reason,
        note,
        byPerson,
        since: exemption.since ?? new Date(0),
      },
    });
    return row.id;
  }

  /**
   * No software is used in this election: nobody has anything to deliver, from now on. Taken back, that ends and other decisions
   * stay.
   */
  async freeAll(tx: Tx, plan: ElectionPlan, byPerson: string | null, at: Date): Promise<void> {
    const free = new Map(dutiesOf(plan).map(({ committee }) => [committeeKey(committee), committee]));
    await tx.exemption.createMany({
      data: [...free.values()].map(({ level, code }) => ({
        electionId: plan.definition.id,
        ...{ level, code, byPerson },
        reason: 'interrupted',
        note: NO_SOFTWARE,
        since: at,
      })),
    });
  }

  /** Takes {@link freeAll} back. */
  async freeNoneAnyMore(tx: Tx, electionId: string, at: Date): Promise<void> {
    await tx.exemption.updateMany({
      where: { electionId, note: NO_SOFTWARE, endedAt: null },
      data: { endedAt: at },
    });
  }

  /** Ends an exemption that is in force; null when there is none with this id in this election. */
  async endExemption(tx: Tx, election: string, id: string, at: Date): Promise<KeptExemption | null> {
    const [ended] = await tx.exemption.updateManyAndReturn({
      where: { id, electionId: election, endedAt: null },
      data: { endedAt: at },
    });
    return ended === undefined ? null : asExemption(ended);
  }
}
