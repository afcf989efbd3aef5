import { sha256 } from '../kernel/fingerprint.js';
import {
  approve,
  confirm,
  isExpired,
  lift,
  reject,
  revoke,
  showsCertificate,
  suspend,
  wasApproved,
  type ApprovedKey,
  type CommitteeKey,
  type KeyState,
  type RegisteredKey,
} from './key.js';

const at = (hour: number) => ({ at: new Date(Date.UTC(2027, 2, 1, hour)), by: `person ${hour}` });
const waiting: RegisteredKey = {
  id: 'k',
  electionId: 'TK2027',
  committee: { level: 'GSB', code: '0106' },
  keyId: sha256('a'.repeat(64)),
  fingerprint: sha256('b'.repeat(64)),
  subject: 'CN=Gemeente Assen',
  notAfter: new Date('2027-06-16T22:00:00Z'),
  registeredAt: new Date('2027-02-01T00:00:00Z'),
  registeredBy: 'person 0',
  readOut: at(1),
  proof: null,
  state: 'registered',
  approvals: [],
};
const KWIJT = { reason: 'kwijt', misusedSince: null };
const approvedByTwo = approve(approve(waiting, at(1)), at(2)) as ApprovedKey;
const suspended = suspend(approvedByTwo, at(3), KWIJT);
const states: Readonly<Record<KeyState, CommitteeKey>> = {
  registered: waiting,
  approved: approvedByTwo,
  rejected: reject(waiting, at(1), 'onbekend'),
  suspended,
  revoked: revoke(approvedByTwo, at(3), KWIJT),
};

const transitions = {
  approve: (key: CommitteeKey) => approve(key, at(5)),
  reject: (key: CommitteeKey) => reject(key, at(5), 'reden'),
  revoke: (key: CommitteeKey) => revoke(key, at(5), KWIJT),
  suspend: (key: CommitteeKey) => suspend(key, at(5), KWIJT),
  confirm: (key: CommitteeKey) => confirm(key, at(5)),
  lift: (key: CommitteeKey) => lift(key, at(5)),
};
const allowed: readonly (readonly [keyof typeof transitions, KeyState, KeyState])[] = [
  ['approve', 'registered', 'registered'],
  ['reject', 'registered', 'rejected'],
  ['revoke', 'registered', 'revoked'],
  ['revoke', 'approved', 'revoked'],
  ['revoke', 'suspended', 'revoked'],
  ['suspend', 'registered', 'suspended'],
  ['suspend', 'approved', 'suspended'],
  ['confirm', 'suspended', 'revoked'],
  ['lift', 'suspended', 'approved'],
];

describe('the states of a key', () => {
  for (const name of Object.keys(transitions) as (keyof typeof transitions)[])
    for (const from of Object.keys(states) as KeyState[]) {
      const to = allowed.find((entry) => entry[0] === name && entry[1] === from)?.[2];
      it(`${name} on ${from}: ${to ?? 'refused'}`, () => {
        const run = () => transitions[name](states[from]);
        if (to === undefined) expect(run).toThrow('keys.alreadyDecided');
        else expect(run()).toMatchObject({ id: 'k', fingerprint: waiting.fingerprint, state: to });
      });
    }

  it('notes that a key is past its last day', () => {
    expect(isExpired(waiting, new Date('2027-06-16T22:00:00Z'))).toBe(false);
    expect(isExpired(waiting, new Date('2027-06-16T22:00:00.001Z'))).toBe(true);
  });
});

describe('approval', () => {
  it('is by two different people, after the fingerprint was read out', () => {
    expect(() => approve({ ...waiting, readOut: null }, at(1))).toThrow('keys.notReadOut');
    const once = approve(waiting, at(1));
    expect(once).toEqual({ ...waiting, approvals: [at(1)] });
    expect(() => approve(once, { ...at(9), by: 'person 1' })).toThrow('keys.sameApprover');
    expect(approve(once, at(2))).toEqual({ ...waiting, state: 'approved', approvals: [at(1), at(2)] });
    expect(() => approve(approvedByTwo, at(6))).toThrow('keys.alreadyDecided');
  });

  it('is never by who registered it', () => {
    expect(() => approve(waiting, { ...at(1), by: 'person 0' })).toThrow('keys.ownKey');
    expect(() => approve(approve(waiting, at(1)), { ...at(1), by: 'person 0' })).toThrow('keys.ownKey');
  });

  it('of before, by one, is valid and can be completed', () => {
    const before: ApprovedKey = { ...waiting, state: 'approved', approvals: [at(1)], readOut: null };
    expect(() => approve(before, at(2))).toThrow('keys.notReadOut');
    expect(() => approve({ ...before, readOut: at(2) }, at(1))).toThrow('keys.sameApprover');
    expect(approve({ ...before, readOut: at(2) }, at(2))).toMatchObject({ approvals: [at(1), at(2)] });
  });
});

describe('a key that is stopped', () => {
  it('by one of the Kiesraad is answered by another, and becomes what it was when that is lifted', () => {
    expect(() => confirm(suspended, at(3))).toThrow('keys.samePerson');
    expect(() => lift(suspended, at(3))).toThrow('keys.samePerson');
    expect(lift(suspended, at(4))).toEqual(approvedByTwo);
    const half = approve(waiting, at(1));
    expect(lift(suspend(half, at(3), KWIJT), at(4))).toEqual(half);
    expect(lift(suspend(waiting, at(3), KWIJT), at(4))).toEqual(waiting);
  });

  it('was revoked from the act that stopped it, and keeps what was said of misuse', () => {
    const misused = suspend(approvedByTwo, at(3), { reason: 'gestolen', misusedSince: at(2).at });
    expect(confirm(misused, at(4))).toMatchObject({
      revoked: at(3),
      confirmed: at(4),
      reason: 'gestolen',
      misusedSince: at(2).at,
    });
    expect(states.revoked).toMatchObject({ revoked: at(3), confirmed: null, before: 'approved' });
    expect(revoke(waiting, at(2), KWIJT)).toMatchObject({ before: 'registered' });
  });
});

it('a committee sees the certificate here only once its key was approved, the Kiesraad always', () => {
  const shown = { registered: false, approved: true, rejected: false, suspended: true, revoked: true };
  for (const [state, key] of Object.entries(states) as [KeyState, CommitteeKey][]) {
    expect([state, showsCertificate(key, 'member')]).toEqual([state, shown[state]]);
    expect([state, showsCertificate(key, 'operator')]).toEqual([state, true]);
  }
  expect(wasApproved(revoke(waiting, at(2), KWIJT))).toBe(false);
  expect(showsCertificate(suspend(waiting, at(2), KWIJT), 'manager')).toBe(false);
});
