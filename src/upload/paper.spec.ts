import { aDeliveredSubmission, aVerdict, hash, submissionId } from '../../test/support/submissions.js';
import { comparedLater, hearPaper, mustCompare, readPaperRecord, readPaperStatement } from './paper.js';

const a = hash('a');
const by = { personId: submissionId(8), name: null, at: '2027-03-18T05:00:00.000Z' };
const reason = 'het proces-verbaal is nog onderweg';
const uncompared = {
  ...aDeliveredSubmission(1, aVerdict(a)),
  paper: { compared: false, reason, by: null },
} as const;
const hear = (said: Parameters<typeof hearPaper>[1]) => hearPaper({ fingerprint: a }, said, by);
const compared = ({ checks }: { checks: readonly { code: string; result: string }[] }) =>
  checks.find(({ code }) => code === 'fingerprint.compared')?.result;

describe('how the paper was compared', () => {
  it('is read as every release kept it', () => {
    expect(readPaperRecord({ compared: true })).toEqual({ compared: true, by: null });
    expect(readPaperRecord({ compared: false, reason })).toEqual({ compared: false, reason, by: null });
    expect(readPaperStatement({ fingerprint: a })).toEqual({ fingerprint: a, readBy: 'unsaid' });
    expect(readPaperStatement({ reason })).toEqual({ reason });
    expect(() => readPaperRecord({ compared: 'ja' })).toThrow();
  });

  it('is still to be done until it was, and never of a file without a fingerprint', () => {
    expect(mustCompare(a, null)).toBe(true);
    expect(mustCompare(a, uncompared.paper)).toBe(true);
    expect(mustCompare(a, { compared: true, by })).toBe(false);
    expect(mustCompare(null, uncompared.paper)).toBe(false);
  });
});

describe('a comparison after delivery', () => {
  it('that is equal makes the file compared', () => {
    const later = comparedLater(uncompared, hear({ fingerprint: a, readBy: 'sender' }), by)!;
    expect(later.paper).toEqual({ compared: true, by, later: 'equal' });
    expect([later.verdict.verdict, compared(later.verdict)]).toEqual(['accepted', 'pass']);
  });

  it('that differs is kept beside the reason and undoes nothing', () => {
    const later = comparedLater(uncompared, hear({ differs: true }), by)!;
    expect(later.paper).toEqual({ compared: false, reason, by, later: 'differs' });
    expect([later.verdict.verdict, compared(later.verdict)]).toEqual(['accepted', 'warn']);
    expect(comparedLater(later, hear({ differs: true }), by)).toBeNull();
  });

  it('adds nothing when it is a slip, a reason, unsaid by whom, or when it was compared already', () => {
    expect(comparedLater(uncompared, hear({ fingerprint: hash('b'), readBy: 'sender' }), by)).toBeNull();
    expect(comparedLater(uncompared, hear({ reason }), by)).toBeNull();
    expect(comparedLater(uncompared, hear({ fingerprint: a, readBy: 'unsaid' }), by)).toBeNull();
    const done = aDeliveredSubmission(2, aVerdict(a));
    expect(comparedLater(done, hear({ differs: true }), by)).toBeNull();
  });
});
