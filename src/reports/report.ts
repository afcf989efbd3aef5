import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { readNumber, sayNumber } from '../kernel/spoken-number.js';

/** What can be reported, by which article, and what the form that reports it is signed as. */
export const REPORT_KINDS = {
  /** A fault in a digital file with a result, to the CSB. */
  fault: { law: 'Kieswet P 1b lid 2' },
} as const;
export type ReportKind = keyof typeof REPORT_KINDS;

/** What was done with a report. `lookedAt`: somebody works on it; the others end it, with an answer. */
export const STEPS = ['lookedAt', 'answered', 'notFounded'] as const;
export type Step = (typeof STEPS)[number];
export type ReportState = 'received' | Step;

export interface ReportStep {
  readonly step: Step;
  /** What the reporter is told; null where nothing is. */
  readonly text: string | null;
  readonly at: Date;
}

/** The public file that a report is about. */
export interface ReportedFile {
  readonly about: CommitteeRef;
  readonly message: MessageType;
  readonly version: number;
  /** Where in the file, in the reporter's words. */
  readonly place: string | null;
}

/** What somebody reported, without who they are. */
export interface Report {
  readonly id: string;
  /** `M-2027-000012` */
  readonly number: string;
  readonly electionId: string;
  readonly text: string;
  readonly at: Date;
  readonly file: ReportedFile;
  /** Oldest first. */
  readonly steps: readonly ReportStep[];
}

/** Who reported it, as far as they said so. */
export interface ReportContact {
  readonly name: string | null;
  readonly email: string | null;
  readonly eraseAt: Date;
}

/** How far it is. */
export function stateOf({ steps }: Pick<Report, 'steps'>): ReportState {
  const last = steps.find(({ step }) => step !== 'lookedAt') ?? steps.at(-1);
  return last?.step ?? 'received';
}

export const isClosed = ({ steps }: Pick<Report, 'steps'>): boolean =>
  steps.some(({ step }) => step !== 'lookedAt');

/** Refused: report.closed, once it was answered. */
export function checkOpen(report: Pick<Report, 'steps'>): void {
  if (isClosed(report)) throw new Refusal('report.closed');
}

/** How the report of this number, received at `at`, is called. */
export function sayReport(number: number, at: Date): string {
  return `M-${sayNumber(number, at)}`;
}

/** The number in what somebody typed, without its letter and year; null when it is none. */
export function readReport(typed: string): number | null {
  return readNumber(typed.trim().replace(/^m[\s-]*/i, ''));
}

const DAY_MS = 24 * 3_600_000;

/**
 * How long the name and address of who reported are kept: after the report came in at most, and after it was answered. No text
 * that we have sets a term, so these are inferred: no longer than is needed (AVG art. 5 lid 1 onder e).
 */
export const CONTACT_DAYS = { received: 180, closed: 30 } as const;

/** When they go. `closedAt`: when the report was answered; null: it was not yet. */
export function eraseAt(receivedAt: Date, closedAt: Date | null): Date {
  const last = receivedAt.getTime() + CONTACT_DAYS.received * DAY_MS;
  return new Date(
    closedAt === null ? last : Math.min(last, closedAt.getTime() + CONTACT_DAYS.closed * DAY_MS),
  );
}
