import {
  aDeliveredSubmission,
  aJudgedSubmission,
  aPdf,
  aVerdict,
  hash,
  submissionId,
} from '../../test/support/submissions.js';
import type { AllowedFallback } from '../fallback/fallback.js';
import { decideDelivery, previewOrder, type DeliveryFacts } from './delivery-decision.js';
import { supersede } from './submission.js';

const a = hash('a');
const b = hash('b');
const c = hash('c');
const judged = aJudgedSubmission(9, aVerdict(a));
const later = new Date('2027-03-18T04:00:00Z');
const first: DeliveryFacts = {
  versions: [],
  counted: true,
  barred: false,
  keyUsable: true,
  allowance: null,
  statement: { fingerprint: a, readBy: 'sender' },
  reader: { personId: submissionId(8), at: later.toISOString() },
  replaces: null,
  session: null,
  fourEyes: false,
  paperAsked: true,
};
const over = (facts: Partial<DeliveryFacts>) => decideDelivery(judged, { ...first, ...facts });
const refusals = (decision: ReturnType<typeof decideDelivery>) =>
  decision.kind === 'refused'
    ? decision.verdict.checks.filter(({ result }) => result === 'refuse').map(({ code }) => code)
    : decision.kind;

describe('a first delivery', () => {
  it('goes when the paper is equal', () => {
    expect(over({})).toMatchObject({ kind: 'deliver', paper: { compared: true }, supersedes: null });
  });

  it('goes without the paper for a reason, which stands in the verdict as a warning', () => {
    const decision = over({ statement: { reason: 'PV is onderweg' } });
    expect(decision).toMatchObject({ kind: 'deliver', paper: { compared: false, reason: 'PV is onderweg' } });
    const check =
      decision.kind === 'deliver' && decision.verdict.checks.find((x) => x.code === 'fingerprint.compared');
    expect(check).toMatchObject({ result: 'warn' });
  });

  it('asks for paper or reason', () => expect(over({ statement: null })).toEqual({ kind: 'paperMissing' }));

  it('need say nothing where that is not asked: then the check is left out, and another word still counts', () => {
    const free = { paperAsked: false };
    const decision = over({ ...free, statement: null });
    expect(decision).toMatchObject({ kind: 'deliver', paper: { compared: false } });
    const check =
      decision.kind === 'deliver' && decision.verdict.checks.find((x) => x.code === 'fingerprint.compared');
    expect(check).toMatchObject({ result: 'skipped' });
    expect(over(free)).toMatchObject({ kind: 'deliver', paper: { compared: true } });
    expect(refusals(over({ ...free, statement: { differs: true } }))).toEqual(['fingerprint.compared']);
  });

  it('is not refused when one of the 64 digits differs: that may be a slip', () => {
    const typed = `${a.slice(0, 63)}b` as typeof a;
    for (const readBy of ['sender', 'unsaid'] as const)
      expect(over({ statement: { fingerprint: typed, readBy } })).toEqual({ kind: 'paperSlip' });
  });

  it('is refused when the sender says on purpose that the paper says something else', () =>
    expect(refusals(over({ statement: { differs: true } }))).toEqual(['fingerprint.compared']));

  it('is refused when it is a test count, before and at delivery', () => {
    expect(refusals(over({ barred: true }))).toEqual(['order.barred']);
    const facts = { versions: [], counted: true, session: null, barred: true };
    expect(previewOrder(aVerdict(a), facts, null, later).verdict).toBe('refused');
  });

  it('keeps who read the paper and when', () => {
    const by = { personId: submissionId(8), at: later.toISOString() };
    expect(over({})).toMatchObject({ paper: { compared: true, by: { ...by, name: null } } });
    const name = 'J. Jansen, PV van 18 maart';
    expect(over({ statement: { fingerprint: a, readBy: { name } } })).toMatchObject({
      paper: { compared: true, by: { ...by, name } },
    });
  });

  it('is not compared by a program that does not say who read which paper', () => {
    const decision = over({ statement: { fingerprint: a, readBy: 'unsaid' } });
    expect(decision).toMatchObject({ kind: 'deliver', paper: { compared: false } });
    const check =
      decision.kind === 'deliver' && decision.verdict.checks.find((x) => x.code === 'fingerprint.compared');
    expect(check).toMatchObject({ result: 'warn' });
  });

  it('is refused when the key may no longer be used', () =>
    expect(refusals(over({ keyUsable: false }))).toEqual(['signature.key']));

  it('is handed in by another than who sent it, where two must look; who sent it can say that the paper differs', () => {
    const own = { personId: judged.personId, at: later.toISOString() };
    for (const statement of [first.statement, { reason: 'PV is onderweg' }, null])
      expect(over({ fourEyes: true, reader: own, statement })).toEqual({ kind: 'secondMissing' });
    expect(over({ fourEyes: true })).toMatchObject({ kind: 'deliver', paper: { by: first.reader } });
    expect(refusals(over({ fourEyes: true, reader: own, statement: { differs: true } }))).toEqual([
      'fingerprint.compared',
    ]);
  });

  it('may not say that it replaces something', () =>
    expect(over({ replaces: submissionId(1) })).toEqual({ kind: 'replacesWrong', current: null }));
});

describe('beside a delivery that counts', () => {
  const current = aDeliveredSubmission(1, aVerdict(b));

  it('must name it', () =>
    expect(over({ versions: [current] })).toEqual({ kind: 'replacesMissing', current }));

  it('replaces it when named', () =>
    expect(over({ versions: [current], replaces: current.id })).toMatchObject({
      kind: 'deliver',
      supersedes: current,
    }));

  it('may name nothing else, an earlier version included', () => {
    const old = supersede(aDeliveredSubmission(2, aVerdict(c)), later);
    const versions = [old, current];
    expect(over({ versions, replaces: old.id })).toEqual({ kind: 'replacesWrong', current });
    expect(over({ versions, replaces: submissionId(5) })).toEqual({ kind: 'replacesWrong', current });
  });

  it('is refused for good when these bytes were replaced before, whatever it names', () => {
    const old = supersede(aDeliveredSubmission(2, aVerdict(a)), later);
    for (const replaces of [null, old.id, current.id])
      expect(refusals(over({ versions: [old, current], replaces }))).toContain('order.repeat');
  });

  it('is the same delivery when the bytes are the same, also with a key that was withdrawn since', () => {
    const same = aDeliveredSubmission(3, aVerdict(a));
    expect(over({ versions: [same] })).toMatchObject({ kind: 'repeat', current: same });
    expect(over({ versions: [same], keyUsable: false })).toMatchObject({ kind: 'repeat', current: same });
    const slip = { fingerprint: b, readBy: 'sender' } as const;
    expect(over({ versions: [same], statement: slip })).toEqual({ kind: 'paperSlip' });
    expect(over({ versions: [same], statement: { differs: true } })).toMatchObject({
      kind: 'repeat',
      current: same,
      heard: { kind: 'differs' },
    });
  });

  it('only warns beforehand that something must be named', () => {
    const seen = previewOrder(
      aVerdict(a),
      { versions: [current], counted: true, session: null, barred: false },
      null,
      later,
    );
    expect(seen.verdict).toBe('accepted');
    expect(seen.checks.find(({ code }) => code === 'order.replaces')).toMatchObject({ result: 'warn' });
  });

  it('is not blocked by one that claims to be from 2099', () => {
    const future = aDeliveredSubmission(4, aVerdict(b, { created: '2099-01-01T00:00:00' }));
    const decision = over({ versions: [future], replaces: future.id });
    expect(decision.kind).toBe('deliver');
    const clock =
      decision.kind === 'deliver' && decision.verdict.checks.find((x) => x.code === 'order.clock');
    expect(clock).toMatchObject({ result: 'warn' });
  });
});

describe('a P 2a alone', () => {
  const p2a = aJudgedSubmission(9, aVerdict(null));

  it('asks nothing of the paper and replaces nothing, also when the count before it is named', () => {
    for (const replaces of [null, submissionId(1)])
      expect(decideDelivery(p2a, { ...first, statement: null, replaces })).toMatchObject({
        kind: 'deliver',
        paper: { compared: false },
        supersedes: null,
      });
  });

  it('is the same when the PDF is the same, in whatever package it came', () => {
    const before = aDeliveredSubmission(1, aVerdict(null));
    const again = { ...before, files: before.files.map((file) => ({ ...file, sha256: hash('0') })) };
    expect(decideDelivery(p2a, { ...first, versions: [again] })).toMatchObject({
      kind: 'repeat',
      current: again,
    });
    const second = aDeliveredSubmission(2, aVerdict(null, { attachments: [aPdf(hash('1'))] }));
    for (const versions of [
      [second, before],
      [before, second],
    ])
      expect(decideDelivery(p2a, { ...first, versions })).toMatchObject({
        kind: 'repeat',
        current: before,
      });
  });

  it('of another session stands beside the one before it, and replaces it only when that is said', () => {
    const before = aDeliveredSubmission(1, aVerdict(null, { attachments: [aPdf(hash('1'))] }));
    expect(decideDelivery(p2a, { ...first, versions: [before] })).toMatchObject({
      kind: 'deliver',
      supersedes: null,
    });
    expect(decideDelivery(p2a, { ...first, versions: [before], replaces: before.id })).toMatchObject({
      kind: 'deliver',
      supersedes: before,
    });
  });

  it('that was replaced does not count again', () => {
    const old = supersede(aDeliveredSubmission(1, aVerdict(null)), later);
    expect(refusals(decideDelivery(p2a, { ...first, versions: [old] }))).toEqual(['order.repeat']);
  });

  it('follows a count: without one the sender is told beforehand, and may deliver it after the count', () => {
    const none = { versions: [], counted: false, session: null, barred: false };
    const seen = previewOrder(aVerdict(null), none, null, later);
    expect(seen.verdict).toBe('accepted');
    expect(seen.checks.find(({ code }) => code === 'order.replaces')).toMatchObject({
      result: 'warn',
      detail: expect.stringContaining('nog geen telling') as string,
    });
    expect(decideDelivery(p2a, { ...first, ...none })).toEqual({ kind: 'countMissing' });
  });
});

describe('the annex to a P 22', () => {
  it('is replaced as a count is', () => {
    const annex = (digest: string) =>
      aVerdict(null, { type: 'P22-bijlage', attachments: [aPdf(hash(digest))] });
    const before = aDeliveredSubmission(1, annex('1'));
    const judgedAnnex = aJudgedSubmission(9, annex('2'));
    const facts = { ...first, versions: [before], counted: true };
    expect(decideDelivery(judgedAnnex, facts)).toEqual({ kind: 'replacesMissing', current: before });
    expect(decideDelivery(judgedAnnex, { ...facts, replaces: before.id })).toMatchObject({
      kind: 'deliver',
      supersedes: before,
    });
  });
});

describe('an unsigned file', () => {
  const unsigned = {
    allowance: '00000000-0000-4000-8000-000000000001',
    at: later.toISOString(),
    article: 'art. 9',
  };
  const without = aJudgedSubmission(9, { ...aVerdict(a), unsigned });
  const allowance: AllowedFallback = {
    ...{
      id: '00000000-0000-4000-8000-000000000002',
      electionId: 'TK2027',
      message: '510b',
      reason: 'laptop kapot',
    },
    ...{
      committee: { level: 'GSB', code: '0106' },
      asked: { at: later, by: 'a' },
      decided: { at: later, by: 'b' },
    },
    ...{ state: 'allowed', article: 'art. 10', until: new Date(later.getTime() + 3_600_000) },
  };
  const decided = (facts: Partial<DeliveryFacts>) => decideDelivery(without, { ...first, ...facts });

  it('goes by the allowance that stands now, whatever stood when it was judged', () => {
    expect(decided({ allowance })).toMatchObject({
      kind: 'deliver',
      allowance: { id: allowance.id },
      verdict: { unsigned: { allowance: allowance.id, article: 'art. 10' } },
    });
  });

  it('waits when none stands: that can be mended', () => expect(decided({})).toEqual({ kind: 'notAllowed' }));

  it('that is delivered is replaced by the same bytes with a signature, and not the other way round', () => {
    const standing = aDeliveredSubmission(1, { ...aVerdict(a), unsigned });
    expect(over({ versions: [standing], replaces: standing.id })).toMatchObject({
      kind: 'deliver',
      supersedes: { id: standing.id },
    });
    expect(over({ versions: [standing] })).toMatchObject({ kind: 'replacesMissing' });
    const signed = aDeliveredSubmission(1, aVerdict(a));
    expect(decided({ versions: [signed], allowance })).toMatchObject({ kind: 'repeat' });
  });
});
