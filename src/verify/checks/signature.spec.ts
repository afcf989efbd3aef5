import { makeCertificate, OSV_SUBJECT } from '../../../test/support/certificate-writer.js';
import { testKey } from '../../../test/support/keys.js';
import { cadesAttributes, signCades, signOsv } from '../../../test/support/cms-writer.js';
import { fingerprintOf, registered, smallContext, smallCount } from '../../../test/support/small-count.js';
import {
  certificate,
  check,
  context,
  eml,
  judge,
  key,
  pack,
  pair,
  results,
  STEM,
} from '../../../test/support/small-package.js';
import type { CheckCode } from './catalogue.js';
import type { Context } from '../context.js';
import { bytesSource, type Delivery } from '../source.js';
import type { Check } from '../verdict.js';

describe('signatures', () => {
  const other = testKey(2);
  const signed = (file: Buffer): Buffer => pack([pair[0]!, { ...pair[1]!, data: file }]);
  const by = (...certificates: Buffer[]): Context => smallContext(certificates.map(registered));

  it.each<[string, Buffer, Context, Partial<Record<CheckCode, Check['result']>>]>([
    [
      'of another gemeente',
      signed(signOsv(eml, other, makeCertificate(other))),
      context,
      { 'signature.key': 'pass', 'signature.verifies': 'refuse', 'signature.certificate': 'warn' },
    ],
    [
      'with the committee’s certificate and another’s key',
      signed(signOsv(eml, other, certificate)),
      context,
      { 'signature.verifies': 'refuse', 'signature.certificate': 'pass' },
    ],
    [
      'over other bytes',
      signed(signOsv(Buffer.from('ander'), key, certificate)),
      context,
      { 'signature.verifies': 'refuse' },
    ],
    [
      'that is no signature',
      signed(Buffer.from('niets')),
      context,
      { 'signature.format': 'refuse', 'signature.verifies': 'skipped' },
    ],
    [
      'without any registered key',
      pack(),
      by(),
      { 'signature.key': 'refuse', 'signature.verifies': 'skipped' },
    ],
    [
      'with a key for another election',
      pack(),
      by(makeCertificate(key, { subject: { ...OSV_SUBJECT, O: 'TK2027' } })),
      { 'signature.key': 'refuse' },
    ],
    [
      'with a key of another committee',
      pack(),
      by(makeCertificate(key, { subject: { ...OSV_SUBJECT, UID: 'PSB0037' } })),
      { 'signature.key': 'refuse' },
    ],
    [
      'by another’s key under the committee’s name',
      signed(signOsv(eml, other, makeCertificate(other, { signer: key }))),
      by(makeCertificate(other, { signer: key })),
      { 'signature.key': 'refuse' },
    ],
    ...['psb0668', 'PSB668', ' PSB0668', 'PSB0668 ', 'PSB0668,PSB0037', '0668'].map(
      (UID): [string, Buffer, Context, Partial<Record<CheckCode, Check['result']>>] => [
        `with a UID of ‘${UID}’`,
        pack(),
        by(makeCertificate(key, { subject: { ...OSV_SUBJECT, UID } })),
        { 'signature.key': 'refuse' },
      ],
    ),
    [
      'with a key registered under another id',
      pack(),
      { ...context, keys: [{ keyId: fingerprintOf(eml), certificate }] },
      { 'signature.key': 'refuse' },
    ],
    [
      'CAdES over other bytes',
      signed(signCades(cadesAttributes(Buffer.from('ander'), certificate), key, certificate)),
      context,
      { 'signature.format': 'pass', 'signature.verifies': 'refuse' },
    ],
    [
      'CAdES by another key',
      signed(signCades(cadesAttributes(eml, certificate), other, certificate)),
      context,
      { 'signature.verifies': 'refuse' },
    ],
  ])('refuses one %s', async (_, bytes, given, expected) => {
    const verdict = await judge(bytes, given);
    expect(verdict).toMatchObject({ verdict: 'refused', keyId: null });
    for (const [code, result] of Object.entries(expected))
      expect([code, check(verdict, code as CheckCode).result]).toEqual([code, result]);
  });

  it.each(['PSBCSB', 'CSB'])(
    'takes the CSB’s own key (%s) for a 510c that it corrected for an HSB',
    async (UID) => {
      const file = smallCount({ type: '510c', authority: 'HSB3' });
      const csb = makeCertificate(key, { subject: { ...OSV_SUBJECT, UID } });
      const inner = [
        { ...pair[0]!, data: file },
        { ...pair[1]!, data: signOsv(file, key, csb) },
      ];
      const given = (election: Partial<Context['election']>) => ({
        ...by(csb),
        sender: { level: 'CSB', code: 'CSB' } as const,
        election: {
          ...context.election,
          accepts: ['510d', '520', '510c'] as const,
          corrects: { HSB3: 'geen' },
          signed: ['510c'] as const,
          ...election,
        },
      });
      const verdict = await judge(pack(inner, []), given({}));
      expect(results(verdict, 'refuse')).toEqual([]);
      expect(verdict.committee).toEqual({ level: 'HSB', code: 'HSB3' });
      expect(check(verdict, 'signature.verifies').result).toBe('pass');
      expect(results(await judge(pack(inner, []), given({ corrects: { HSB4: '4' } })), 'refuse')).toContain(
        'identity.committee',
      );
    },
  );

  it('uses only the registered key, and warns about another certificate in the file', async () => {
    const file = signOsv(
      eml,
      key,
      makeCertificate(other, { subject: { ...OSV_SUBJECT, CN: 'Iemand anders' } }),
    );
    const verdict = await judge(signed(file));
    expect(verdict).toMatchObject({ verdict: 'accepted', keyId: context.keys[0]!.keyId });
    expect(results(verdict, 'warn')).toEqual(['signature.certificate']);
  });

  it('finds the one of several keys that verifies', async () => {
    const given = by(makeCertificate(other), certificate);
    expect(await judge(pack(), given)).toMatchObject({ verdict: 'accepted', keyId: given.keys[1]!.keyId });
  });

  it('accepts an expired certificate and says so', async () => {
    const verdict = await judge(pack(), { ...context, receivedAt: '2023-01-01T00:00:00.000Z' });
    expect(verdict.verdict).toBe('accepted');
    expect(check(verdict, 'signature.key').detail).toContain('verlopen op 2022-06-15');
  });

  it('demands a signature by the rule of the election, not by whether one is there', async () => {
    const bare: Delivery = {
      kind: 'pair',
      eml: { name: `${STEM}.eml.xml`, source: bytesSource(eml) },
      signature: null,
    };
    const refused = await judge(bare);
    expect(results(refused, 'refuse')).toEqual(['container.contents', 'signature.verifies']);
    const unsigned = { ...context, election: { ...context.election, signed: [] } };
    const accepted = await judge(bare, unsigned);
    expect(accepted.verdict).toBe('accepted');
    expect(check(accepted, 'signature.verifies')).toMatchObject({ result: 'skipped' });
  });

  it('judges a signature that was not asked for too, and warns', async () => {
    const unsigned = { ...context, election: { ...context.election, signed: [] } };
    expect(await judge(pack(), unsigned)).toMatchObject({
      verdict: 'accepted',
      keyId: context.keys[0]!.keyId,
    });
    const verdict = await judge(signed(signOsv(eml, other, certificate)), unsigned);
    expect(verdict).toMatchObject({ verdict: 'accepted', keyId: null });
    expect(check(verdict, 'signature.verifies').result).toBe('warn');
  });

  it('demands a signature of a file whose type it cannot read', async () => {
    const none = { ...context, election: { ...context.election, signed: ['510b' as const] } };
    const verdict = await judge(pack([{ ...pair[0]!, data: '<EML' }]), none);
    expect(check(verdict, 'container.contents').result).toBe('refuse');
  });
});
