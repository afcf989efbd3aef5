import { Injectable } from '@nestjs/common';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { secretDigest } from '../frame/form-token.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { readReport, type Report, type ReportContact } from './report.js';
import { ReportStore } from './report.store.js';

/** So many are listed: those of a whole election, unless somebody floods it. */
const MOST_LISTED = 500;

/** What was reported to a CSB. */
export interface ShownReports {
  readonly plan: ElectionPlan;
  /** The newest first, at most {@link MOST_LISTED}. */
  readonly reports: readonly Report[];
  /** How many nobody ended. */
  readonly open: number;
}

/** A report, of which election, and who reported it where they said so. */
export interface ShownReport {
  readonly plan: ElectionPlan;
  readonly report: Report;
  readonly contact: ReportContact | null;
}

/** What was reported: to the CSB that handles it, and to who reported it. */
@Injectable()
export class ShowReports {
  constructor(
    private readonly elections: ElectionStore,
    private readonly reports: ReportStore,
  ) {}

  async list(actor: Pick<PersonActor, 'hat'>): Promise<ShownReports> {
    const { electionId } = segmentOf(actor);
    const [plan, reports, open] = await Promise.all([
      this.planOf(electionId),
      this.reports.list(electionId, 'fault', MOST_LISTED),
      this.countOpen(actor),
    ]);
    return { plan, reports, open };
  }

  /** How many the CSB has still to answer. */
  async countOpen(actor: Pick<PersonActor, 'hat'>): Promise<number> {
    return await this.reports.countOpen(segmentOf(actor).electionId, 'fault');
  }

  /** Refused: request.notFound, also of another election. */
  async one(actor: Pick<PersonActor, 'hat'>, id: string): Promise<ShownReport> {
    const { electionId } = segmentOf(actor);
    const report = isUuid(id) ? await this.reports.find(electionId, id) : null;
    if (report === null) throw new Refusal('request.notFound');
    const [plan, contact] = await Promise.all([this.planOf(electionId), this.reports.contact(id)]);
    return { plan, report, contact };
  }

  /** By the number and the secret that its reporter got; without who that is. Refused: report.unknown, whichever is wrong. */
  async follow(number: string, secret: string): Promise<Omit<ShownReport, 'contact'>> {
    const [known, digest] = [readReport(number), secretDigest(secret)];
    const report = known === null || digest === null ? null : await this.reports.findSecret(known, digest);
    if (report === null) throw new Refusal('report.unknown');
    return { plan: await this.planOf(report.electionId), report };
  }

  private async planOf(electionId: string): Promise<ElectionPlan> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    return plan;
  }
}
