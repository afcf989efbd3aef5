import { createHash, X509Certificate } from 'node:crypto';
import { grCount, tkCount } from '../../test/support/counts.js';
import { testCommitteeKey } from '../../test/support/keys.js';
import {
  assembled,
  HOSTILE,
  madePackage,
  packageParts,
  signedBy,
  type Parts,
} from '../../test/support/packages.js';
import { sha256 } from '../kernel/fingerprint.js';
import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import type { Context } from '../verify/context.js';
import { bytesSource, type Scratch } from '../verify/source.js';
import type { Verdict } from '../verify/verdict.js';
import { verify } from '../verify/verify.js';
import type { CountDocument } from './count-document.js';
import type { CommitteeKey } from './key-writer.js';
import { centralCount, correctedCount, districtCount } from './made-count.js';
import { writeNothingCorrected } from './package-writer.js';

function memoryScratch(): Scratch {
  const chunks: Uint8Array[] = [];
  return {
    write: (chunk) => void chunks.push(Uint8Array.from(chunk)),
    source: () => bytesSource(Buffer.concat(chunks)),
    dispose: () => void chunks.splice(0),
  };
}

function contextFor(count: CountDocument, sender: CommitteeRef, keys: readonly CommitteeKey[]): Context {
  return {
    election: {
      id: count.election.id,
      place: null,
      date: count.election.date,
      contest: count.contest.id,
      accepts: [count.type],
      corrects: {},
      emlVersion: count.schema,
      signed: ['510b', '510c'] as readonly MessageType[],
    },
    sender,
    keys: keys.map(({ certificate }) => ({
      keyId: sha256(
        createHash('sha256')
          .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
          .digest('hex'),
      ),
      certificate,
    })),
    stations: null,
    paperFingerprint: null,
    receivedAt: null,
  };
}

const judge = (name: string, bytes: Buffer, context: Context): Promise<Verdict> =>
  verify({ kind: 'package', name, source: bytesSource(bytes) }, context, memoryScratch);

const complaints = (verdict: Verdict) =>
  verdict.checks
    .filter(({ result }) => result !== 'pass' && result !== 'skipped')
    .map(({ code, detail }) => [code, detail]);

const adder = { created: '2027-03-19T10:00:00.000' };
const district = districtCount(
  { ...adder, contest: { id: '3', name: 'Assen' }, authority: { id: 'HSB3', name: 'Assen' } },
  [tkCount()],
);
const good: readonly [string, CountDocument, CommitteeRef][] = [
  ['510b', tkCount(), { level: 'GSB', code: '0106' }],
  ['510b by Abacus in 1.3', tkCount({ product: 'abacus', schema: '1.3' }), { level: 'GSB', code: '0106' }],
  ['510b of a GR', grCount(), { level: 'GSB', code: '0037' }],
  [
    'corrected 510b in 1.3',
    correctedCount(tkCount({ schema: '1.3' }), 'x', '2027-03-20T10:00:00.000'),
    { level: 'GSB', code: '0106' },
  ],
  ['510b of the postal committee', tkCount({ postal: true }), { level: 'NBSB', code: '0106' }],
  ['510c', district, { level: 'HSB', code: 'HSB3' }],
  [
    '510d of a GR',
    centralCount(
      { ...adder, contest: { id: 'geen', name: null }, authority: { id: 'CSB', name: 'Stadskanaal' } },
      [grCount()],
    ),
    { level: 'CSB', code: 'CSB' },
  ],
];

describe('what the rehearsal makes, before the judge', () => {
  it.each(good)('a good %s: no check has anything to say', async (_, count, sender) => {
    const category = count.type === '510c' ? 'kieskring' : 'gemeente';
    const region = { category, name: count.authority.name } as const;
    const key = count.type === '510d' ? null : 1;
    const made = await madePackage({ count, region, key });
    const verdict = await judge(
      made.name,
      made.bytes,
      contextFor(count, sender, made.key === null ? [] : [made.key]),
    );
    expect(complaints(verdict)).toEqual([]);
    expect(verdict.verdict).toBe('accepted');
    expect(verdict.fingerprint).toBe(made.pair!.fingerprint);
  });

  it('a 510d above the districts, which names candidates by short code, is accepted', async () => {
    const count = centralCount(
      { ...adder, contest: { id: 'alle', name: null }, authority: { id: 'CSB', name: 'De Kiesraad' } },
      [district],
    );
    const made = await madePackage({ count, key: null });
    const verdict = await judge(made.name, made.bytes, contextFor(count, { level: 'CSB', code: 'CSB' }, []));
    expect([verdict.verdict, verdict.fingerprint]).toEqual(['accepted', made.pair!.fingerprint]);
    expect(complaints(verdict)).toEqual([]);
  });

  it('a next session in which nothing was corrected is accepted', async () => {
    const count = tkCount();
    const made = await writeNothingCorrected(count, { category: 'gemeente', name: 'Assen' });
    const verdict = await judge(made.name, made.bytes, contextFor(count, { level: 'GSB', code: '0106' }, []));
    expect([verdict.verdict, verdict.type]).toEqual(['accepted', 'P2a']);
  });
});

describe('hostile packages, before the judge', () => {
  let parts: Parts;
  let context: Context;
  const name = 'definitieve-documenten_tk2027_gemeente_assen-20270318-010203.zip';

  beforeAll(async () => {
    parts = await packageParts();
    context = contextFor(tkCount(), { level: 'GSB', code: '0106' }, [parts.key]);
  }, 60_000);

  it('the package that they are made from is accepted', async () => {
    expect((await judge(name, assembled(parts), context)).verdict).toBe('accepted');
  });

  it.each(Object.entries(HOSTILE))('%s: refused, by the check it names', async (_, { make, refusedBy }) => {
    const verdict = await judge(name, make(parts), context);
    expect(verdict.verdict).toBe('refused');
    const refusing = verdict.checks.filter(({ result }) => result === 'refuse').map(({ code }) => code);
    expect(refusing).toContain(refusedBy);
  });

  it('a count signed by the key of another committee is refused', async () => {
    const verdict = await judge(
      name,
      signedBy(parts, await testCommitteeKey(2, { authority: '0109' })),
      context,
    );
    const signature = verdict.checks.find(({ code }) => code === 'signature.verifies')!;
    expect([verdict.verdict, signature.result]).toEqual(['refused', 'refuse']);
  });
});
