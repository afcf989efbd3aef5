import { dutyState, type Exemption } from '../elections/duties.js';
import { committeeKey, type CommitteeRef, type MessageType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { formatTime } from '../web/format-time.js';
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

/**
 * Refused: publication.already, also when a colleague was first; delivery.superseded, of another than the newest;
 * publication.setAside; publication.notYet, with from when on where that is known.
 */
export function checkPublishable({ file, setAside, from }: Standing, now: Date): void {
  if (isPublic(file)) throw new Refusal('publication.already');
  if (!file.newest) throw new Refusal('delivery.superseded');
  if (setAside) throw new Refusal('publication.setAside');
  if (isAllowed(from, now)) return;
  throw new Refusal('publication.notYet', from instanceof Date ? { vanaf: formatTime(from) } : {});
}
