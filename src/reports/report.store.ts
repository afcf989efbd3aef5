import { Injectable } from '@nestjs/common';
import type { CommitteeRef, Level, MessageType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import {
  sayReport,
  type Report,
  type ReportContact,
  type ReportedFile,
  type ReportKind,
  type Step,
} from './report.js';

/** A report to be kept. */
export interface NewReport {
  readonly id: string;
  readonly number: number;
  readonly kind: ReportKind;
  readonly electionId: string;
  readonly text: string;
  readonly formDigest: Sha256;
  readonly secretDigest: Sha256;
  readonly at: Date;
}

const WHOLE = { file: true, steps: { orderBy: { at: 'asc' } } } as const satisfies Prisma.PublicReportInclude;
type Row = Prisma.PublicReportGetPayload<{ include: typeof WHOLE }>;

/** What people reported without an account, what was done with it, and for a time who they are. */
@Injectable()
export class ReportStore {
  constructor(private readonly db: Database) {}

  /** Those of an election, the newest first, at most `most`. */
  async list(electionId: string, kind: ReportKind, most: number): Promise<readonly Report[]> {
    const rows = await this.db.read.publicReport.findMany({
      where: { electionId, kind },
      include: WHOLE,
      orderBy: [{ at: 'desc' }, { number: 'desc' }],
      take: most,
    });
    return rows.flatMap(reportOf);
  }

  /** How many of an election nobody ended. */
  async countOpen(electionId: string, kind: ReportKind): Promise<number> {
    const ended = { some: { step: { in: ['answered', 'notFounded'] } } };
    return await this.db.read.publicReport.count({ where: { electionId, kind, NOT: { steps: ended } } });
  }

  /** One of an election; null: it is of another, or not there. */
  async find(electionId: string, id: string, tx?: Tx): Promise<Report | null> {
    const row = await (tx ?? this.db.read).publicReport.findFirst({
      where: { id, electionId },
      include: WHOLE,
    });
    return row === null ? null : (reportOf(row)[0] ?? null);
  }

  /** The one of this number and this secret. */
  async findSecret(number: number, secretDigest: Sha256): Promise<Report | null> {
    const row = await this.db.read.publicReport.findFirst({
      where: { number, secretDigest },
      include: WHOLE,
    });
    return row === null ? null : (reportOf(row)[0] ?? null);
  }

  /** What this form sent; null: nothing yet. */
  async sentBy(tx: Tx, formDigest: Sha256): Promise<Report | null> {
    const row = await tx.publicReport.findUnique({ where: { formDigest }, include: WHOLE });
    return row === null ? null : (reportOf(row)[0] ?? null);
  }

  async add(tx: Tx, report: NewReport, file: ReportedFile, contact: ReportContact | null): Promise<void> {
    await tx.publicReport.create({ data: report });
    const { about, message: messageType, version, place } = file;
    const { level: aboutLevel, code: aboutCode } = about;
    await tx.reportedFile.create({
      data: { reportId: report.id, aboutLevel, aboutCode, messageType, version, place },
    });
    if (contact !== null) await tx.reportContact.create({ data: { reportId: report.id, ...contact } });
  }

  async addStep(
    tx: Tx,
    reportId: string,
    step: { readonly step: Step; readonly text: string | null; readonly at: Date; readonly personId: string },
  ): Promise<void> {
    await tx.reportStep.create({ data: { reportId, ...step } });
  }

  /** Who reported it; null: they did not say, or it was erased. */
  async contact(reportId: string, tx?: Tx): Promise<ReportContact | null> {
    return await (tx ?? this.db.read).reportContact.findUnique({
      where: { reportId },
      select: { name: true, email: true, eraseAt: true },
    });
  }

  /** From when on it is not kept any more. */
  async keepUntil(tx: Tx, reportId: string, eraseAt: Date): Promise<void> {
    await tx.reportContact.updateMany({ where: { reportId }, data: { eraseAt } });
  }

  /** Erases who reported what, where the time is over. Gives of how many. */
  async eraseContacts(tx: Tx, now: Date): Promise<number> {
    const { count } = await tx.reportContact.deleteMany({ where: { eraseAt: { lte: now } } });
    return count;
  }
}

/** Nothing for one that is about no file: of a kind that a newer release knows. */
function reportOf({ file, steps, ...row }: Row): Report[] {
  if (file === null) return [];
  const { id, number, electionId, text, at } = row;
  const about: CommitteeRef = { level: file.aboutLevel as Level, code: file.aboutCode };
  const { messageType, version, place } = file;
  return [
    {
      ...{ id, number: sayReport(number, at), electionId, text, at },
      file: { about, message: messageType as MessageType, version, place },
      steps: steps.map((each) => ({ step: each.step as Step, text: each.text, at: each.at })),
    },
  ];
}
