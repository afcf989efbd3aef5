import { sha256, type Sha256 } from '../../src/kernel/fingerprint.js';
import { deliver, judge } from '../../src/upload/submission.js';
import type {
  DeliveredSubmission,
  JudgedSubmission,
  OpenSubmission,
  SubmissionId,
} from '../../src/upload/submission.js';
import { CATALOGUE_VERSION, CHECK_CODES, type CheckCode } from '../../src/verify/checks/catalogue.js';
import { passed, refused } from '../../src/verify/checks/check.js';
import type { Attachment, Verdict } from '../../src/verify/verdict.js';

/** A SHA-256 of one repeated digit. */
export const hash = (digit: string): Sha256 => sha256(digit.repeat(64));

/** The n-th id. */
export const submissionId = (n: number): SubmissionId =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as SubmissionId;

/** A PDF of a package. */
export const aPdf = (digest: Sha256): Attachment => ({
  name: 'Leeg_Model_P2a.pdf',
  size: 9,
  sha256: digest,
  kind: 'pdf',
});

/** An accepted verdict of a 510b of Assen with this fingerprint (null: a P 2a alone); `refusing` names a check that refuses it. */
export function aVerdict(
  fingerprint: Sha256 | null,
  given: Partial<Verdict> = {},
  refusing: CheckCode | null = null,
): Verdict {
  return {
    catalogue: CATALOGUE_VERSION,
    verdict: refusing === null ? 'accepted' : 'refused',
    fingerprint,
    type: fingerprint === null ? 'P2a' : '510b',
    election: 'TK2027',
    committee: fingerprint === null ? null : { level: 'GSB', code: '0106' },
    created: '2027-03-18T01:02:03',
    figures: null,
    keyId: fingerprint === null ? null : hash('e'),
    pair: null,
    attachments: fingerprint === null ? [aPdf(hash('d'))] : [],
    checks: CHECK_CODES.map((code) => (code === refusing ? refused(code, 'fout') : passed(code, 'goed'))),
    ...given,
  };
}

/** A submission of one file that arrived. */
export function anOpenSubmission(n: number, given: Partial<OpenSubmission> = {}): OpenSubmission {
  return {
    state: 'open',
    id: submissionId(n),
    number: n,
    electionId: 'TK2027',
    sender: { level: 'GSB', code: '0106' },
    personId: submissionId(999),
    createdAt: new Date('2027-03-18T02:00:00Z'),
    direct: false,
    promised: null,
    saidOfSession: null,
    replaces: null,
    paperDraw: submissionId(777),
    paperSlips: 0,
    files: [
      {
        index: 1,
        name: 'a.zip',
        size: 10,
        sha256: hash('f'),
        announced: null,
        releasedAt: null,
        receivedAt: new Date('2027-03-18T02:00:01Z'),
      },
    ],
    ...given,
  };
}

export function aJudgedSubmission(n: number, verdict: Verdict): JudgedSubmission {
  const judged = judge(anOpenSubmission(n), verdict, new Date('2027-03-18T02:00:02Z'));
  if (judged.state !== 'judged') throw new Error('the verdict refuses');
  return judged;
}

export function aDeliveredSubmission(n: number, verdict: Verdict): DeliveredSubmission {
  const at = new Date('2027-03-18T02:00:03Z');
  return deliver(aJudgedSubmission(n, verdict), {
    ...{ verdict, paper: { compared: true, by: null }, session: null, replaces: null, at },
    by: submissionId(999),
  });
}
