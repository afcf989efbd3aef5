import { createHash } from 'node:crypto';
import type { AuditEvent } from './event.js';
import { commitment, fixEvent, readClear, readLeaf } from './leaf.js';
import { readEvent, type StoredEvent } from './stored-event.js';

const AT = new Date('2027-03-17T20:15:30.125Z');
const SALT = Buffer.alloc(32, 7);
const EVENT: AuditEvent = {
  action: 'key.rejected',
  object: { kind: 'key', id: '00000000-0000-4000-8000-00000000000a', electionId: 'TK2027' },
  actor: {
    kind: 'person',
    personId: '00000000-0000-4000-8000-000000000001',
    name: 'Anna Súdwest 😀',
    hat: { id: 'h', electionId: null, body: { level: 'OPERATOR', code: 'OPERATOR' }, role: 'operator' },
    origin: { ip: '192.0.2.1', agent: 'curl/8' },
    via: { kind: 'program' },
  },
  code: null,
  details: { keyId: 'ab', size: 1.5e21, whole: true, none: null, list: ['b', 'a'] },
  personal: { reason: 'Verkeerde "sleutel"\n' },
  names: ['ab'],
};

/** Written by the first release that had leaves. What it wrote must stay readable, and stay the same bytes. */
const LEAF_1 =
  '{"action":"key.rejected","actor":{"hat":"OPERATOR:OPERATOR operator","kind":"person","personId":"00000000-0000-4000-8000-000000000001"},"at":"2027-03-17T20:15:30.125Z","code":null,"details":{"keyId":"ab","list":["b","a"],"none":null,"size":1.5e+21,"whole":true},"object":{"electionId":"TK2027","id":"00000000-0000-4000-8000-00000000000a","kind":"key"},"personal":"PERSONAL","result":"done","version":1}';
const CLEAR_1 =
  '{"agent":"curl/8","details":{"reason":"Verkeerde \\"sleutel\\"\\n"},"ip":"192.0.2.1","name":"Anna Súdwest 😀"}';
const COMMITMENT_1 = '73b0b21d2a7f848181ca1f9fb6a2f003070d62e2aec21aabd735bfeb9e402db6';
const WRITTEN_1 = LEAF_1.replace('PERSONAL', COMMITMENT_1);

const columns = {
  id: 7n,
  at: AT,
  action: 'key.rejected',
  objectKind: 'key',
  objectId: 'k',
  electionId: 'TK2027',
  result: 'done' as const,
  code: null,
  ip: null,
  personName: null,
  hat: 'OPERATOR:OPERATOR operator',
  details: {},
};
const nothing = { leaf: null, salt: null, clear: null };
const version1: StoredEvent = {
  ...columns,
  version: 1,
  leaf: Buffer.from(WRITTEN_1),
  salt: SALT,
  clear: CLEAR_1,
};

describe('a leaf', () => {
  it('is the same bytes for the same event, now and later', () => {
    const fixed = fixEvent(EVENT, AT, SALT);
    expect(fixed.bytes).toBe(WRITTEN_1);
    expect(fixed.personal?.clear).toBe(CLEAR_1);
    const reordered = { ...EVENT, details: Object.fromEntries(Object.entries(EVENT.details).reverse()) };
    expect(fixEvent(reordered, AT, SALT).bytes).toBe(WRITTEN_1);
  });

  it('commits with a salt of its own to what is personal, and holds none of it', () => {
    const [one, other] = [fixEvent(EVENT, AT), fixEvent(EVENT, AT)];
    expect(one.leaf.personal).not.toBe(other.leaf.personal);
    const text = createHash('sha256').update('overdracht/audit/personal/1\0').update(SALT).update(CLEAR_1);
    expect(COMMITMENT_1).toBe(text.digest('hex'));
    for (const personal of ['Anna', '192.0.2.1', 'curl', 'Verkeerde'])
      expect(one.bytes).not.toContain(personal);
    expect(() => commitment(SALT.subarray(1), CLEAR_1)).toThrow(RangeError);
  });

  it('of the platform itself has nothing personal, and says which part', () => {
    const fixed = fixEvent({ ...EVENT, actor: { kind: 'system', part: 'routering' }, personal: {} }, AT);
    expect(fixed).toMatchObject({ personal: null, leaf: { personal: null, actor: { part: 'routering' } } });
  });

  it('of somebody without an account keeps where it came from apart', () => {
    const origin = { ip: '2001:db8::1', agent: null };
    const fixed = fixEvent(
      { ...EVENT, actor: { kind: 'anonymous', origin }, code: 'access.signInFirst' },
      AT,
    );
    expect(fixed.leaf).toMatchObject({ actor: { kind: 'anonymous' }, result: 'refused' });
    expect(JSON.parse(fixed.personal!.clear)).toMatchObject({ ip: '2001:db8::1', name: null });
  });

  it('is read only as it was written', () => {
    expect(readLeaf(WRITTEN_1)).toEqual(fixEvent(EVENT, AT, SALT).leaf);
    expect(() => readLeaf(WRITTEN_1.replace('{"action"', '{ "action"'))).toThrow('canonical');
    expect(() => readLeaf(WRITTEN_1.replace('"version":1', '"version":1,"x":1'))).toThrow();
    expect(() => readClear(readLeaf(WRITTEN_1), SALT, CLEAR_1.replace('Anna', 'Bert'))).toThrow('commits');
  });
});

describe('a stored event', () => {
  it('of version 1 is read from its leaf and its personal part', () => {
    expect(readEvent(version1)).toEqual({
      ...columns,
      objectId: EVENT.object.id,
      ip: '192.0.2.1',
      personName: 'Anna Súdwest 😀',
      details: { ...EVENT.details, ...EVENT.personal },
      state: 'whole',
    });
  });

  it('of version 1 that was erased keeps what is not personal', () => {
    expect(readEvent({ ...version1, salt: null, clear: null })).toMatchObject({
      action: 'key.rejected',
      hat: 'OPERATOR:OPERATOR operator',
      personName: null,
      ip: null,
      details: EVENT.details,
      state: 'erased',
    });
  });

  it.each([
    [
      'another leaf',
      { leaf: Buffer.from(WRITTEN_1.replace('"done"', '"refused"').replace('ab', 'cd').slice(0, -1)) },
    ],
    ['another clear text', { clear: CLEAR_1.replace('Anna', 'Bert') }],
    ['another salt', { salt: Buffer.alloc(32, 8) }],
    ['no leaf', { leaf: null }],
  ])('with %s is shown as damaged, beside the others', (_what, change) => {
    expect(readEvent({ ...version1, ...change })).toMatchObject({ id: 7n, state: 'damaged' });
  });

  it('of version 0 is read from its columns, whatever its details are called', () => {
    const details = { nummer: '2026-000019', vervangt: null, bestanden: ['a.zip'], direct: false, n: 3 };
    const row = { ...columns, ...nothing, version: 0, ip: '192.0.2.9', personName: 'Bert', details };
    expect(readEvent(row)).toEqual({
      ...columns,
      ip: '192.0.2.9',
      personName: 'Bert',
      details,
      state: 'whole',
    });
    expect(() => readEvent({ ...row, result: 'perhaps' as 'done' })).toThrow();
  });

  it('of a later version is a fault', () => {
    expect(() => readEvent({ ...version1, version: 2 })).toThrow('version 2');
  });
});
