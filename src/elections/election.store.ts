import { Injectable } from '@nestjs/common';
import { ELECTION_ID, type Level } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import { Database, type Reader, type Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import type { ElectionDefinition } from './definition.js';
import type { Exemption, ExemptionReason } from './duties.js';
import { planElection, type ElectionPlan } from './election.js';
import { routesSchema } from './routes.js';
import { electionSettingsSchema } from './settings.js';

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

const json = (value: unknown) => value as Prisma.InputJsonValue;

/** Elections as configured. Definitions never change after that, so plans are kept in memory once made. */
@Injectable()
export class ElectionStore {
  private readonly plans = new Map<string, Promise<ElectionPlan | null>>();

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
    // of many who ask at once, one makes it; what was not there or could not be read is looked for again
    const known = this.plans.get(id) ?? this.readPlan(id);
    this.plans.set(id, known);
    const plan = await known.catch((error: unknown) => {
      this.plans.delete(id);
      throw error;
    });
    if (plan === null) this.plans.delete(id);
    return plan;
  }

  private async readPlan(id: string): Promise<ElectionPlan | null> {
    const row = await this.db.read.election.findUnique({ where: { id } });
    if (row === null) return null;
    return planElection(
      row.definition as unknown as ElectionDefinition,
      electionSettingsSchema.parse(row.settings),
      routesSchema.parse(row.routes),
    );
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

  /** Ends an exemption that is in force; null when there is none with this id in this election. */
  async endExemption(tx: Tx, election: string, id: string, at: Date): Promise<KeptExemption | null> {
    const [ended] = await tx.exemption.updateManyAndReturn({
      where: { id, electionId: election, endedAt: null },
      data: { endedAt: at },
    });
    return ended === undefined ? null : asExemption(ended);
  }
}
