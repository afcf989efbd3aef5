import { dutyState, type Exemption } from '../elections/duties.js';
import { committeeKey, type CommitteeRef, type MessageType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { isAllowed } from './obligation.js';

/** Where a file is public: here, or where its body made it public itself. */
export type Place =
  | { readonly kind: 'here'; readonly name: string; readonly size: number }
  | { readonly kind: 'elsewhere'; readonly address: string };

/** That a file was made public: when, where and by whom. */
export interface Publication {
  readonly id: string;
  /** From 1 per committee and message, in the order in which they became public. */
  readonly version: number;
  readonly place: Place;
  readonly by: CommitteeRef;
  readonly at: Date;
}

/** A delivered file of which the law wants that it becomes public. */
export interface ResultFile {
  readonly submissionId: string;
  /** `2026-004217` */
  readonly number: string;
  readonly electionId: string;
  readonly sender: CommitteeRef;
  readonly about: CommitteeRef;
  readonly message: MessageType;
  readonly fingerprint: Sha256;
  readonly deliveredAt: Date;
  /** No newer one of this committee and message was delivered. */
  readonly newest: boolean;
  /** Null: it is not public. */
  readonly publication: Publication | null;
}

export type PublicFile = ResultFile & { readonly publication: Publication };

export const isPublic = (file: ResultFile): file is PublicFile => file.publication !== null;

/** What a file is of: the same for all its versions. */
export const subjectKey = ({ about, message }: Pick<ResultFile, 'about' | 'message'>): string =>
  `${committeeKey(about)} ${message}`;

/** Whether its committee set the outcome of the software aside after it delivered this: then it is no result (Na 27, O 6, O 17, P 20b). */
export function isSetAside(file: ResultFile, exemptions: readonly Exemption[], now: Date): boolean {
  const { about: committee, message, deliveredAt, fingerprint } = file;
  if (exemptions.length === 0) return false;
  const delivered = { committee, message, at: deliveredAt.toISOString(), fingerprint };
  return (
    dutyState({ committee, message, law: '' }, [delivered], exemptions, now.toISOString()).state === 'notDue'
  );
}

/** What is to be known of a file to make it public. */
export interface Standing {
  readonly file: ResultFile;
  readonly setAside: boolean;
  readonly from: Date | 'now' | null;
}

/** Why a file cannot be made public. */
const REASONS = [
  'publication.already',
  'delivery.superseded',
  'publication.setAside',
  'publication.notYet',
] as const;

/** What making public may be refused with. */
export const PUBLISH_REFUSALS = [...REASONS, 'publication.removed', 'upload.noSpace'] as const;

/**
 * Why it cannot be made public: it is already, it is not the newest, it was set aside, or nothing may be public yet; null: it
 * can.
 */
export function whyNot({ file, setAside, from }: Standing, now: Date): (typeof REASONS)[number] | null {
  if (isPublic(file)) return 'publication.already';
  if (!file.newest) return 'delivery.superseded';
  if (setAside) return 'publication.setAside';
  return isAllowed(from, now) ? null : 'publication.notYet';
}

/** Refused as {@link whyNot} says. */
export function checkPublishable(standing: Standing, now: Date): void {
  const why = whyNot(standing, now);
  if (why !== null) throw new Refusal(why);
}
