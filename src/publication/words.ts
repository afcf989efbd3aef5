import type { CommitteeRef, MessageType } from '../kernel/committee.js';

/** What a body still has to make public. */
export const PUBLISH_PATH = '/openbaar-maken';
export const publishPath = (id: string): string => `${PUBLISH_PATH}/${id}`;

/** The proces-verbaal beside it, in a version for everybody. */
export const papersPath = (id: string): string => `${publishPath(id)}/pv`;
export const withdrawPath = (id: string, version: number): string => `${papersPath(id)}/${version}/intrekken`;

/** The elections, and what of one is public. */
export const RESULTS_PATH = '/uitslagen';
export const electionPath = (electionId: string): string =>
  `${RESULTS_PATH}/${encodeURIComponent(electionId)}`;

/** One file of one committee, with all versions. The code alone names a committee that delivers. */
export const resultPath = (
  electionId: string,
  about: Pick<CommitteeRef, 'code'>,
  message: MessageType,
): string => `${electionPath(electionId)}/${about.code}/${message}`;

/** The bytes of one version. */
export const versionPath = (
  electionId: string,
  about: Pick<CommitteeRef, 'code'>,
  message: MessageType,
  version: number,
): string => `${resultPath(electionId, about, message)}/${version}/bestand`;

/** One version of the proces-verbaal beside it. */
export const paperPath = (
  electionId: string,
  about: Pick<CommitteeRef, 'code'>,
  message: MessageType,
  version: number,
  paper: number,
): string => `${resultPath(electionId, about, message)}/${version}/pv/${paper}/bestand`;
