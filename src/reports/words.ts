import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { resultPath } from '../publication/words.js';
import type { ReportState } from './report.js';

/** What a body has to handle. */
export const REPORTS_PATH = '/meldingen';
export const reportPath = (id: string): string => `${REPORTS_PATH}/${id}`;

/** Where who reported something follows it. */
export const FOLLOW_PATH = '/melding-volgen';

/** Where anybody reports a fault in a public file. */
export const faultPath = (
  electionId: string,
  about: Pick<CommitteeRef, 'code'>,
  message: MessageType,
): string => `${resultPath(electionId, about, message)}/fout-melden`;

export const STATE_WORDS: Readonly<Record<ReportState, string>> = {
  received: 'ontvangen',
  lookedAt: 'in behandeling',
  answered: 'beantwoord',
  notFounded: 'niet gegrond',
};
