import type { CommitteeRef, MessageType } from '../kernel/committee.js';

/** What a body still has to make public. */
export const PUBLISH_PATH = '/openbaar-maken';
export const publishPath = (id: string): string => `${PUBLISH_PATH}/${id}`;

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
