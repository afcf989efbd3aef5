import { Refusal } from '../kernel/refusal.js';
import { submissionNumber } from './submission.js';
import type { DeliveredSubmission, JudgedSubmission, RefusedSubmission, Submission } from './submission.js';
import { firstRefusal } from './words.js';

/** The submission when it waits for this word; otherwise the "no" that its state calls for. */
export function judgedOrRefuse(submission: Submission): JudgedSubmission {
  const nummer = submissionNumber(submission);
  switch (submission.state) {
    case 'judged':
      return submission;
    case 'open':
      throw new Refusal('upload.notComplete', { nummer });
    case 'refused':
      throw refusalOf(submission);
    case 'abandoned':
      throw new Refusal('upload.stopped', { nummer });
    case 'delivered':
    case 'superseded':
      throw new Refusal('upload.alreadyDelivered', { nummer });
  }
}

/** What is said by phone: the number, and the first check that refused. */
export function refusalOf(submission: RefusedSubmission): Refusal {
  const controle = firstRefusal(submission.verdict);
  return new Refusal('upload.refused', { nummer: submissionNumber(submission), controle });
}

/** The delivery that counts, by number and id: always of the asker's own body. */
export function currentFacts(current: DeliveredSubmission | null) {
  return {
    huidig: current === null ? 'nog niets' : submissionNumber(current),
    huidigId: current?.id ?? null,
  };
}
