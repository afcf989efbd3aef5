import type { Json } from '../kernel/canonical-json.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Act } from './removal.js';

/** A refused file whose bytes are kept. */
export interface QuarantinedFile {
  readonly submissionId: string;
  /** `2026-004217`: of its submission, as it is said by phone. */
  readonly spoken: string;
  readonly electionId: string;
  readonly sender: CommitteeRef;
  /** Who sent it. */
  readonly personId: string;
  readonly judgedAt: Date;
  /** The check that refused it. */
  readonly check: string | null;
  readonly file: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
}

/** That somebody asked for refused files that are kept as evidence, and which. */
export interface EvidenceExport {
  readonly id: string;
  readonly electionId: string;
  readonly submissions: readonly string[];
  /** Of {@link evidenceList}. */
  readonly digest: Sha256;
  readonly why: string;
  readonly asked: Act;
}

/** How long somebody may fetch what they asked for. */
const VALID_MS = 60 * 60_000;

/** Whether this person may fetch it at `now`: who asked, within the hour. */
export function isFetchable({ asked }: EvidenceExport, personId: string, now: Date): boolean {
  return asked.by === personId && now.getTime() - asked.at.getTime() < VALID_MS;
}

/** Where a file stands in the ZIP: never under the name that its sender gave it. */
export function evidencePath({ spoken, file, sha256 }: QuarantinedFile): string {
  return `bestanden/${spoken}/${file}_${sha256}.bin`;
}

/** What an export holds, for investigators: whose files, when they came, why they were refused, and their digests. */
export function evidenceList(files: readonly QuarantinedFile[]): Json {
  return files.map((file) => ({
    ...{ pad: evidencePath(file), sha256: file.sha256, grootte: file.size, naam: file.name },
    ...{ verkiezing: file.electionId, nummer: file.spoken, bestand: file.file },
    afzender: { niveau: file.sender.level, code: file.sender.code },
    ...{ persoon: file.personId, geweigerd: file.judgedAt.toISOString(), controle: file.check },
  }));
}

/** What `sha256sum -c` reads. */
export function evidenceSums(files: readonly QuarantinedFile[]): string {
  return files.map((file) => `${file.sha256}  ${evidencePath(file)}\n`).join('');
}
