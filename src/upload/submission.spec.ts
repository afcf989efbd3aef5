import { chainLock } from '../kernel/delivery-chain.js';
import {
  aDeliveredSubmission,
  aJudgedSubmission,
  anOpenSubmission,
  aVerdict,
  hash,
  submissionId,
} from '../../test/support/submissions.js';
import {
  abandon,
  chainOf,
  deliver,
  isComplete,
  judge,
  readSubmissionId,
  refuse,
  submissionNumber,
  supersede,
  withFile,
} from './submission.js';

const at = new Date('2027-03-18T03:00:00Z');
const accepted = aVerdict(hash('a'));
const refusing = aVerdict(hash('a'), {}, 'signature.verifies');

describe('the states of a submission', () => {
  it('is complete when every file is there, and not before', () => {
    const [file] = anOpenSubmission(1).files;
    const two = [
      { ...file!, sha256: null, receivedAt: null },
      { ...file!, index: 2, sha256: null, receivedAt: null },
    ];
    const empty = anOpenSubmission(1, { files: two });
    const half = withFile(empty, 2, hash('b'), at);
    expect([empty, half, withFile(half, 1, hash('c'), at)].map(isComplete)).toEqual([false, false, true]);
    expect(half.files.map(({ sha256 }) => sha256)).toEqual([null, hash('b')]);
  });

  it('waits for the word when accepted and ends when refused', () => {
    expect(judge(anOpenSubmission(1), accepted, at)).toMatchObject({
      state: 'judged',
      verdict: accepted,
      judgedAt: at,
    });
    expect(judge(anOpenSubmission(1), refusing, at)).toMatchObject({ state: 'refused' });
    const files = anOpenSubmission(1).files.map((file) => ({ ...file, sha256: null }));
    expect(() => judge(anOpenSubmission(1, { files }), accepted, at)).toThrow('before all of it arrived');
  });

  it('delivers what is accepted and nothing else', () => {
    const judged = aJudgedSubmission(1, accepted);
    const delivery = {
      paper: { compared: true, by: null },
      session: null,
      replaces: submissionId(7),
      at,
      by: submissionId(8),
    } as const;
    expect(deliver(judged, { ...delivery, verdict: accepted })).toMatchObject({
      state: 'delivered',
      message: '510b',
      about: { level: 'GSB', code: '0106' },
      replaces: submissionId(7),
      deliveredAt: at,
      deliveredBy: submissionId(8),
    });
    expect(() => deliver(judged, { ...delivery, verdict: refusing })).toThrow('against its verdict');
    expect(() => refuse(judged, accepted)).toThrow('without a reason');
    expect(refuse(judged, refusing)).toMatchObject({ state: 'refused', verdict: refusing });
  });

  it('keeps all that was said when it is replaced or stopped', () => {
    const delivered = aDeliveredSubmission(1, accepted);
    expect(supersede(delivered, at)).toEqual({ ...delivered, state: 'superseded', supersededAt: at });
    expect(abandon(aJudgedSubmission(1, accepted))).toMatchObject({ state: 'abandoned', verdict: accepted });
    expect(abandon(anOpenSubmission(1))).toMatchObject({ state: 'abandoned', verdict: null, judgedAt: null });
  });
});

describe('the chain of versions', () => {
  it('is one sender, one message, about one committee', () => {
    const own = chainOf(aJudgedSubmission(1, accepted));
    expect(chainLock(own)).toBe('chain:TK2027:GSB:0106:510b:GSB:0106');
    const corrected = aVerdict(hash('a'), { type: '510c', committee: { level: 'HSB', code: 'HSB3' } });
    const bySuperior = { ...anOpenSubmission(2), sender: { level: 'CSB', code: 'CSB' } as const };
    expect(chainLock(chainOf({ ...bySuperior, verdict: corrected }))).toBe(
      'chain:TK2027:CSB:CSB:510c:HSB:HSB3',
    );
  });

  it('takes a P 2a as being about its sender', () => {
    expect(chainOf(aJudgedSubmission(1, aVerdict(null)))).toMatchObject({
      message: 'P2a',
      about: { level: 'GSB', code: '0106' },
    });
  });
});

describe('what people and programs call a submission', () => {
  it.each([
    ['2026-12-31T22:59:59Z', 17, '2026-000017'],
    ['2026-12-31T23:00:00Z', 17, '2027-000017'],
    ['2027-03-18T02:00:00Z', 1234567, '2027-1234567'],
  ])('numbers %s %d as %s, by the year in the Netherlands', (time, number, expected) => {
    expect(submissionNumber({ number, createdAt: new Date(time) })).toBe(expected);
  });

  it.each([
    '',
    'x',
    1,
    null,
    `${submissionId(1)} `,
    submissionId(1).replace('8', 'G'),
    `{${submissionId(1)}}`,
  ])('takes %j for no id', (text) => expect(readSubmissionId(text)).toBeNull());
});
