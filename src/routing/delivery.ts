import type { CommitteeRef, DeliveredType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import type { Article } from '../elections/routes.js';
import { isAlarming, type SessionRecord } from '../upload/count-session.js';
import type { PaperRecord } from '../upload/paper.js';
import { submissionNumber } from '../upload/submission.js';
import type { Verdict } from '../verify/verdict.js';
import { formatTime } from '../web/format-time.js';
import type { Assessment, Outcome } from './assessment.js';
import type { Marks } from './inbox.js';

/** Id of a delivery: a UUID, known only to its recipient. */
export type DeliveryId = string & { readonly __brand: 'DeliveryId' };

/** Reads an id from an address; null when it cannot be one. */
export function readDeliveryId(text: unknown): DeliveryId | null {
  return typeof text === 'string' && isUuid(text) ? (text as DeliveryId) : null;
}

/** A file as the sender sent it. Numbered from 1. */
export interface DeliveredFile {
  readonly index: number;
  /** As the sender called it: shown escaped, decides nothing. */
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
}

/** What is delivered to one recipient: the whole of it, but for the bytes. */
export interface Delivery {
  readonly id: DeliveryId;
  readonly submissionId: string;
  readonly number: number;
  readonly submittedAt: Date;
  readonly electionId: string;
  readonly recipient: CommitteeRef;
  readonly law: Article;
  readonly sender: CommitteeRef;
  /** The committee named in the file; the sender itself but for a 510c that the CSB corrected. */
  readonly about: CommitteeRef;
  readonly message: DeliveredType;
  readonly fingerprint: Sha256 | null;
  readonly verdict: Verdict;
  /** How the sender compared the fingerprint with the paper PV, or why not. */
  readonly paper: PaperRecord;
  /** From which session a count is that took the place of another; null of a first one. */
  readonly session: SessionRecord | null;
  /** Random: by it the groups are drawn that this recipient reads from paper. */
  readonly paperDraw: string;
  /** How often its people typed groups that are not those of the file. */
  readonly paperSlips: number;
  /** When the server accepted it. */
  readonly at: Date;
  /** Its place among all that its recipient received, from 1. */
  readonly arrival: number;
  /** From 1: which of all that its sender delivered of this message about this committee. */
  readonly version: number;
  readonly supersededAt: Date | null;
  /** Somebody else may have had the key since then, which is before it was delivered; null: nothing points to that. */
  readonly misusedSince: Date | null;
  /** This recipient's copy is gone since then, by the removal of its election with this number; null: it is there. */
  readonly removed: { readonly at: Date; readonly by: number } | null;
  readonly files: readonly DeliveredFile[];
  readonly marks: Marks;
  /** Whether it is as required, as this recipient found last; null: it found nothing yet. */
  readonly assessment: Assessment | null;
}

/** Its recipient's own page of a delivery. */
export const deliveryHref = (id: string): string => `/ontvangen/${id}`;

/** `2026-004217`: the number of a delivery as it is said by phone. */
export function numberOf({ number, submittedAt }: Pick<Delivery, 'number' | 'submittedAt'>): string {
  return submissionNumber({ number, createdAt: submittedAt });
}

/** Refused: delivery.removed, of which the bytes are not handed out any more. */
export function checkKept({ removed }: Pick<Delivery, 'removed'>): void {
  if (removed !== null)
    throw new Refusal('delivery.removed', { tijd: formatTime(removed.at), besluit: removed.by });
}

/** The separate marks a recipient sets. Each is evidence: set once, with its first time, and never taken back. */
export type MarkKind =
  | 'downloaded'
  | 'acknowledged'
  | 'equalToPaper'
  | 'differsFromPaper'
  | 'readIn'
  | 'typedTwice'
  | 'readDiffers';

/** Is the count in the software of its recipient? */
export const isReadIn = ({ readIn, typedTwice }: Marks): boolean => readIn !== null || typedTwice !== null;

/**
 * Refused: a version that does not hold any more (delivery.superseded), what holds no count (delivery.noFingerprint), and what is
 * unsigned before it was compared with paper (delivery.compareFirst).
 */
export function checkReadable(delivery: Delivery): void {
  if (delivery.supersededAt !== null) throw new Refusal('delivery.superseded');
  if (delivery.fingerprint === null) throw new Refusal('delivery.noFingerprint');
  if (mustCompareFirst(delivery)) throw new Refusal('delivery.compareFirst');
}

/** The file among those sent that holds the count: the bare EML, or else the package. Null for a P 2a alone. */
export function countFile(delivery: Pick<Delivery, 'files' | 'fingerprint'>): DeliveredFile | null {
  if (delivery.fingerprint === null) return null;
  return delivery.files.find((file) => file.sha256 === delivery.fingerprint) ?? delivery.files[0] ?? null;
}

/** Was the count sent bare, beside its signature, instead of in a package? */
export function isBarePair(delivery: Pick<Delivery, 'files' | 'fingerprint'>): boolean {
  return delivery.fingerprint !== null && delivery.files.some((file) => file.sha256 === delivery.fingerprint);
}

/**
 * Whether this recipient must find it equal to its own paper before it can acknowledge it: nothing else says whose an unsigned
 * file is. What the sender compared does not count here: it is the sender that nothing proves.
 */
export function mustCompareFirst({ verdict, marks }: Pick<Delivery, 'verdict' | 'marks'>): boolean {
  return verdict.unsigned !== undefined && marks.equalToPaper === null && marks.acknowledged === null;
}

/**
 * Refused: a version that does not hold any more (delivery.superseded); one of which nothing says whose it is before it was
 * compared with paper (delivery.compareFirst); and as required what this body said to differ from its paper
 * (delivery.paperDiffers).
 */
export function checkAssessable(delivery: Delivery, { outcome }: Outcome): void {
  const differs = delivery.marks.differsFromPaper !== null;
  if (delivery.supersededAt !== null) throw new Refusal('delivery.superseded');
  if (differs && outcome === 'asRequired') throw new Refusal('delivery.paperDiffers');
  if (!differs && mustCompareFirst(delivery)) throw new Refusal('delivery.compareFirst');
}

/** Why a file must be looked at by itself before it is said to be as required; see {@link ownLook}. */
export type OwnLook = 'superseded' | 'assessed' | 'warned' | 'inDoubt' | 'notCompared';

/**
 * Why a file is not said to be as required together with others; null: it can be. It does not hold any more, something was
 * found of it already, a check warns, its paper, key or figures are in doubt, or this body did not compare it with paper;
 * without a fingerprint: did not confirm it. `alarmed`: another room found something wrong with it.
 */
export function ownLook(delivery: Delivery, alarmed: boolean): OwnLook | null {
  const { marks, verdict, fingerprint, supersededAt, assessment, paper, session, misusedSince } = delivery;
  const differs =
    marks.differsFromPaper !== null ||
    marks.readDiffers !== null ||
    (!paper.compared && paper.later === 'differs');
  const alarming = session !== null && isAlarming(session);
  if (supersededAt !== null) return 'superseded';
  if (assessment !== null) return 'assessed';
  if (alarmed || differs || alarming || misusedSince !== null || verdict.unsigned !== undefined)
    return 'inDoubt';
  if (verdict.checks.some(({ result }) => result === 'warn')) return 'warned';
  return (fingerprint === null ? marks.acknowledged : marks.equalToPaper) === null ? 'notCompared' : null;
}

/** Whether stations of it can be sent back: the count of a GSB that holds, at the CSB (samenwerkingsprotocol § 3.1.1). */
export function mayReferBack({ recipient, sender, message, supersededAt }: Delivery): boolean {
  return recipient.level === 'CSB' && sender.level === 'GSB' && message === '510b' && supersededAt === null;
}

/** The version that its recipient got before this one; null when it is the first. `versions`: newest first. */
export function versionBefore({ id }: Delivery, versions: readonly Delivery[]): Delivery | null {
  return versions[versions.findIndex((version) => version.id === id) + 1] ?? null;
}
