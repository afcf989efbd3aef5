import { fingerprintOf } from '../../test/support/small-count.js';
import { context, eml, judge, pack } from '../../test/support/small-package.js';
import { comparePaper, judgeOrder, withdrawKeys, type DeliveryHistory } from './amend.js';
import type { CheckCode } from './checks/catalogue.js';
import type { Check, Verdict } from './verdict.js';

const history: DeliveryHistory = {
  current: null,
  counted: true,
  barred: false,
  superseded: [],
  replaces: null,
  session: null,
  receivedAt: '2022-03-17T00:40:00.000Z',
};
const older = {
  id: 'L-1',
  identity: fingerprintOf(Buffer.from('ouder')),
  created: '2022-03-16T23:00:00',
  figures: null,
  unexplained: false,
};
const own = {
  id: 'L-1',
  identity: fingerprintOf(eml),
  created: '2022-03-17T01:32:49.834',
  figures: null,
  unexplained: false,
};

let verdict: Verdict;
beforeAll(async () => void (verdict = await judge(pack())));

const verdictFigures = () => verdict.figures!;

function check(judged: Verdict, code: CheckCode): Check['result'] {
  return judged.checks.find((one) => one.code === code)!.result;
}

describe('the order of versions', () => {
  it('accepts the first', () => {
    const judged = judgeOrder(verdict, history);
    expect(judged.verdict).toBe('accepted');
    expect(judged.checks.filter((one) => one.code.startsWith('order.')).map((one) => one.result)).toEqual([
      'pass',
      'pass',
      'pass',
      'pass',
      'pass',
    ]);
  });

  it.each<[string, Partial<DeliveryHistory>, CheckCode, Check['result'], Verdict['verdict']]>([
    ['the same bytes again', { current: own }, 'order.repeat', 'pass', 'accepted'],
    ['the same bytes again, naming nothing', { current: own }, 'order.replaces', 'pass', 'accepted'],
    ['a test count', { barred: true }, 'order.barred', 'refuse', 'refused'],
    [
      'bytes that were replaced',
      { current: older, replaces: 'L-1', superseded: [fingerprintOf(eml)] },
      'order.repeat',
      'refuse',
      'refused',
    ],
    ['something new that names nothing', { current: older }, 'order.replaces', 'refuse', 'refused'],
    [
      'something new that names what it replaces',
      { current: older, replaces: 'L-1' },
      'order.replaces',
      'pass',
      'accepted',
    ],
    [
      'something that names a version that no longer stands',
      { current: older, replaces: 'L-0' },
      'order.replaces',
      'refuse',
      'refused',
    ],
    ['a first one that names something', { replaces: 'L-0' }, 'order.replaces', 'refuse', 'refused'],
    ['a newer time', { current: older, replaces: 'L-1' }, 'order.clock', 'pass', 'accepted'],
    [
      'the same time',
      { current: { ...older, created: '2022-03-17T00:32:49.834Z' }, replaces: 'L-1' },
      'order.clock',
      'warn',
      'accepted',
    ],
    [
      'an older time',
      { current: { ...older, created: '2022-03-17T02:00:00' }, replaces: 'L-1' },
      'order.clock',
      'warn',
      'accepted',
    ],
    [
      'a time 14 minutes ahead',
      { receivedAt: '2022-03-17T00:19:00.000Z' },
      'order.clock',
      'pass',
      'accepted',
    ],
    [
      'a time 16 minutes ahead',
      { receivedAt: '2022-03-17T00:16:00.000Z' },
      'order.clock',
      'warn',
      'accepted',
    ],
    [
      'a predecessor dated 2099, which blocks nothing',
      { current: { ...older, created: '2099-01-01T00:00:00' }, replaces: 'L-1' },
      'order.clock',
      'warn',
      'accepted',
    ],
  ])('judges %s', (_, changes, code, result, end) => {
    const judged = judgeOrder(verdict, { ...history, ...changes });
    expect(check(judged, code)).toBe(result);
    expect(judged.verdict).toBe(end);
    expect(judged.checks.map((one) => one.code)).toEqual(verdict.checks.map((one) => one.code));
  });

  it('warns of a time that does not exist', () =>
    expect(check(judgeOrder({ ...verdict, created: '2022-02-30T10:00:00' }, history), 'order.clock')).toBe(
      'warn',
    ));

  it('does not stay refused when another history allows it', () => {
    const refused = judgeOrder(verdict, { ...history, current: older });
    expect(judgeOrder(refused, { ...history, current: older, replaces: 'L-1' }).verdict).toBe('accepted');
  });
});

describe('the session', () => {
  const figures = verdictFigures;
  const changed = () => ({ ...older, figures: { ...figures(), digest: 'x'.repeat(32) } });
  const seen = (given: Partial<DeliveryHistory>) =>
    judgeOrder(verdict, { ...history, replaces: 'L-1', ...given }).checks.find(
      ({ code }) => code === 'order.session',
    )!;

  it('is asked for when figures are others, and a new one is nothing to look at', () => {
    expect(seen({ current: changed() })).toMatchObject({ result: 'warn' });
    expect(seen({ current: changed(), session: { kind: 'new' } })).toMatchObject({ result: 'pass' });
    const same = { kind: 'same', reason: 'er stond een oude export op de stick' } as const;
    expect(seen({ current: changed(), session: same })).toMatchObject({ result: 'warn' });
    expect(seen({ current: changed(), session: same }).detail).toContain(same.reason);
  });

  it('says nothing when figures are equal or not known', () => {
    expect(seen({ current: { ...older, figures: figures() } })).toMatchObject({ result: 'pass' });
    expect(seen({ current: older })).toMatchObject({ result: 'skipped' });
    const unexplained = { ...older, figures: figures(), unexplained: true };
    expect(seen({ current: unexplained })).toMatchObject({ result: 'warn' });
    expect(seen({ current: unexplained, session: { kind: 'new' } })).toMatchObject({ result: 'pass' });
    expect(seen({ current: { ...older, figures: { ...figures(), version: 0 } } })).toMatchObject({
      result: 'skipped',
    });
    expect(seen({ current: own })).toMatchObject({ result: 'pass' });
    expect(seen({})).toMatchObject({ result: 'pass' });
  });
});

describe('the paper', () => {
  it('refuses another fingerprint, passes the same, warns of a reason', () => {
    expect(comparePaper(verdict, { fingerprint: fingerprintOf(Buffer.from('x')) }).verdict).toBe('refused');
    expect(check(comparePaper(verdict, { fingerprint: fingerprintOf(eml) }), 'fingerprint.compared')).toBe(
      'pass',
    );
    const reasoned = comparePaper(verdict, { reason: 'Het papier ligt nog in de kluis.' });
    expect(reasoned.verdict).toBe('accepted');
    expect(reasoned.checks.find((one) => one.code === 'fingerprint.compared')).toMatchObject({
      result: 'warn',
      detail: expect.stringContaining('kluis') as string,
    });
  });

  it('refuses a difference said on purpose, and after delivery only warns of it', () => {
    expect(comparePaper(verdict, { differs: 'before' }).verdict).toBe('refused');
    const after = comparePaper(verdict, { differs: 'after' });
    expect([after.verdict, check(after, 'fingerprint.compared')]).toEqual(['accepted', 'warn']);
  });

  it('has nothing to compare for a P 2a', () => {
    const p2a = { ...verdict, fingerprint: null };
    expect(comparePaper(p2a, { reason: 'x' })).toBe(p2a);
  });
});

describe('a key revoked meanwhile', () => {
  it('refuses what it signed, and leaves the rest', () => {
    expect(withdrawKeys(verdict, [context.keys[0]!.keyId]).verdict).toBe('accepted');
    const judged = withdrawKeys(verdict, []);
    expect(judged.verdict).toBe('refused');
    expect(check(judged, 'signature.key')).toBe('refuse');
    expect(withdrawKeys({ ...verdict, keyId: null }, []).verdict).toBe('accepted');
  });
});
