import { sha256 } from '../kernel/fingerprint.js';
import { approve, isExpired, reject, revoke, type CommitteeKey, type KeyState } from './key.js';

const at = (hour: number) => ({ at: new Date(Date.UTC(2027, 2, 1, hour)), by: `person ${hour}` });
const waiting: CommitteeKey = {
  id: 'k',
  electionId: 'TK2027',
  committee: { level: 'GSB', code: '0106' },
  keyId: sha256('a'.repeat(64)),
  fingerprint: sha256('b'.repeat(64)),
  subject: 'CN=Gemeente Assen',
  notAfter: new Date('2027-06-16T22:00:00Z'),
  registeredAt: new Date('2027-02-01T00:00:00Z'),
  registeredBy: 'person 0',
  state: 'registered',
};
const states: Readonly<Record<KeyState, CommitteeKey>> = {
  registered: waiting,
  approved: approve(waiting, at(1)),
  rejected: reject(waiting, at(1), 'onbekend'),
  revoked: revoke(approve(waiting, at(1)), at(2), 'kwijt'),
};

const transitions = {
  approve: (key: CommitteeKey) => approve(key, at(3)),
  reject: (key: CommitteeKey) => reject(key, at(3), 'reden'),
  revoke: (key: CommitteeKey) => revoke(key, at(3), 'reden'),
};
const allowed: readonly (readonly [keyof typeof transitions, KeyState, KeyState])[] = [
  ['approve', 'registered', 'approved'],
  ['reject', 'registered', 'rejected'],
  ['revoke', 'registered', 'revoked'],
  ['revoke', 'approved', 'revoked'],
];

describe('the states of a key', () => {
  for (const name of Object.keys(transitions) as (keyof typeof transitions)[])
    for (const from of Object.keys(states) as KeyState[]) {
      const to = allowed.find((entry) => entry[0] === name && entry[1] === from)?.[2];
      it(`${name} on ${from}: ${to ?? 'refused'}`, () => {
        const run = () => transitions[name](states[from]);
        if (to === undefined) expect(run).toThrow('keys.alreadyDecided');
        else expect(run()).toMatchObject({ ...waiting, state: to });
      });
    }

  it('remembers who approved what was revoked, and that a withdrawn key never was', () => {
    expect(states.revoked).toMatchObject({ decided: at(1), revoked: at(2), reason: 'kwijt' });
    expect(revoke(waiting, at(2), 'vergissing')).toMatchObject({ decided: null });
  });

  it('notes that a key is past its last day', () => {
    expect(isExpired(waiting, new Date('2027-06-16T22:00:00Z'))).toBe(false);
    expect(isExpired(waiting, new Date('2027-06-16T22:00:00.001Z'))).toBe(true);
  });
});
