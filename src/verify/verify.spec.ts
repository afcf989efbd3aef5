import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cadesAttributes, signCades, signOsv } from '../../test/support/cms-writer.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { fingerprintOf, SMALL_CSV, smallCount } from '../../test/support/small-count.js';
import {
  certificate,
  check,
  context,
  eml,
  extras,
  judge,
  key,
  memoryScratch,
  NAME,
  pack,
  pair,
  results,
  signature,
  STEM,
} from '../../test/support/small-package.js';
import { STRIDE } from '../../test/support/sparse.js';
import { writeZip, type WrittenFile } from '../../test/support/zip-writer.js';
import { bytesSource, type Delivery, type Scratch } from './source.js';
import { verify } from './verify.js';

describe('a genuine package', () => {
  it.each([
    ['deflated', false],
    ['stored', true],
  ])('is accepted whole, with the inner ZIP %s', async (_, stored) => {
    const verdict = await judge(pack(pair, extras, stored));
    expect(results(verdict, 'refuse')).toEqual([]);
    expect(results(verdict, 'warn')).toEqual([]);
    expect(results(verdict, 'skipped')).toEqual([
      'fingerprint.compared',
      'order.repeat',
      'order.replaces',
      'order.clock',
      'order.session',
      'order.barred',
      'stations.listed',
    ]);
    expect(verdict).toMatchObject({
      fingerprint: fingerprintOf(eml),
      type: '510b',
      election: 'GR2022_WestMaasenWaal',
      committee: { level: 'GSB', code: '0668' },
      created: '2022-03-17T01:32:49.834',
      keyId: context.keys[0]!.keyId,
      pair: { emlName: `${STEM}.eml.xml`, emlSize: eml.length, signatureName: `${STEM}.eml.xml.signature` },
      attachments: [
        { name: 'Model_Na31-2.pdf', kind: 'pdf', size: 23 },
        {
          name: 'osv4-3_telling_gr2022_westmaasenwaal.csv',
          kind: 'csv',
          sha256: fingerprintOf(Buffer.from(SMALL_CSV)),
        },
      ],
    });
  });

  it('is accepted as a bare pair', async () => {
    const verdict = await judge({
      kind: 'pair',
      eml: { name: `${STEM}.eml.xml`, source: bytesSource(eml) },
      signature: { name: `${STEM}.eml.xml.signature`, source: bytesSource(signature) },
    });
    expect(results(verdict, 'refuse')).toEqual([]);
    expect(results(verdict, 'warn')).toEqual([]);
    expect(verdict.fingerprint).toBe(fingerprintOf(eml));
    expect(check(verdict, 'container.headers').result).toBe('skipped');
  });

  it('is accepted with a CAdES-B signature', async () => {
    const cades = signCades(cadesAttributes(eml, certificate), key, certificate);
    const verdict = await judge(pack([pair[0]!, { ...pair[1]!, data: cades }]));
    expect(verdict).toMatchObject({ verdict: 'accepted', keyId: context.keys[0]!.keyId });
  });

  it('is accepted without its ZIP around it, with a warning about the name', async () => {
    const verdict = await judge(writeZip(pair));
    expect(verdict.verdict).toBe('accepted');
    expect(results(verdict, 'warn')).toEqual(['container.naming']);
  });

  it('may have other names: only a warning', async () => {
    const verdict = await judge(
      pack([
        { ...pair[0]!, name: 'uitslag.eml.xml' },
        { ...pair[1]!, name: 'x.signature' },
      ]),
    );
    expect(results(verdict, 'refuse')).toEqual([]);
    expect(results(verdict, 'warn')).toEqual(['container.naming']);
    expect(check(verdict, 'container.naming').detail).toContain('In totaal 3');
  });

  it('may hold a scan of 256 MiB, read as it passes', async () => {
    const scan = Buffer.alloc(256 * 1024 * 1024);
    scan.write('%PDF-1.7');
    const { attachments, ...verdict } = await judge(pack(pair, [{ name: 'Model_Na31-2.pdf', data: scan }]));
    expect(verdict.verdict).toBe('accepted');
    expect(attachments).toMatchObject([{ kind: 'pdf', size: scan.length, sha256: fingerprintOf(scan) }]);
    const more = await judge(
      pack(pair, [{ name: 'x.pdf', data: Buffer.concat([scan, scan.subarray(0, 1)]) }]),
    );
    expect(results(more, 'refuse')).toEqual(['container.limits']);
  });

  it('holds only a P 2a when nothing was corrected', async () => {
    const verdict = await judge(writeZip([{ name: 'Leeg_Model_P2a.pdf', data: '%PDF-1.7 P 2a' }]));
    expect(verdict).toMatchObject({
      verdict: 'accepted',
      type: 'P2a',
      fingerprint: null,
      pair: null,
      committee: null,
    });
    expect(verdict.attachments).toHaveLength(1);
    expect(results(verdict, 'warn')).toEqual([]);
  });

  it('refuses a P 2a from who delivers no 510b', async () => {
    const district = { ...context, sender: { level: 'HSB', code: 'HSB3' } as const };
    const delivery = writeZip([{ name: 'Leeg_Model_P2a.pdf', data: '%PDF-1.7 P 2a' }]);
    const verdict = await judge(delivery, {
      ...district,
      election: { ...context.election, accepts: ['510c'] },
    });
    expect(results(verdict, 'refuse')).toEqual(['identity.type']);
  });
});

describe('what is in a package', () => {
  const [emlFile, signatureFile] = pair as [WrittenFile, WrittenFile];

  it.each<[string, Buffer, string]>([
    ['no signature', pack([emlFile]), 'ontbreekt de handtekening'],
    ['no count', pack([signatureFile]), 'geen telbestand'],
    ['an empty ZIP', writeZip([]), 'geen telbestand'],
    ['two counts', pack([...pair, { ...emlFile, name: 'ander.eml.xml' }]), '2 telbestanden'],
    [
      'two signatures',
      pack([...pair, { ...signatureFile, name: 'ander.signature' }]),
      'meer dan één handtekening',
    ],
    [
      'a count that hides as another file',
      pack([...pair, { ...emlFile, name: 'bijlage.txt' }]),
      '2 telbestanden',
    ],
    ['the signature outside the inner ZIP', pack([emlFile], [signatureFile]), 'niet bij elkaar'],
    ['two inner ZIPs', pack(pair, [{ name: 'nog.zip', data: writeZip(pair) }]), 'meer dan één ZIP'],
    [
      'a P 2a and something else',
      writeZip([
        { name: 'a.pdf', data: '%PDF-' },
        { name: 'b.txt', data: 'x' },
      ]),
      'geen telbestand',
    ],
  ])('refuses %s', async (_, bytes, detail) => {
    const verdict = await judge(bytes);
    expect(check(verdict, 'container.contents')).toMatchObject({ result: 'refuse' });
    expect(check(verdict, 'container.contents').detail).toContain(detail);
  });

  it('refuses a ZIP within the inner ZIP', async () => {
    const verdict = await judge(pack([...pair, { name: 'x.zip', data: writeZip(pair) }]));
    expect(check(verdict, 'container.limits')).toMatchObject({
      result: 'refuse',
      place: { file: `${STEM}.zip` },
    });
  });

  it.each<[string, Delivery | Buffer]>([
    ['a name in the package and in the ZIP inside it', pack([...pair, extras[0]!])],
    [
      'a pair of one name',
      {
        kind: 'pair',
        eml: { name: 'Telling.eml.xml', source: bytesSource(eml) },
        signature: { name: 'telling.EML.xml', source: bytesSource(signature) },
      },
    ],
  ])('refuses %s', async (_, delivery) =>
    expect(results(await judge(delivery), 'refuse')).toEqual(['container.duplicates']),
  );

  it('refuses a second count, also when its first kilobyte is white', async () => {
    const hidden = { name: 'bijlage.xml', data: Buffer.concat([Buffer.alloc(2000, ' '), eml]) };
    expect(check(await judge(pack([...pair, hidden])), 'container.contents').detail).toContain(
      '2 telbestanden',
    );
  });

  it('says that a document of an office program is a ZIP', async () => {
    const office = {
      name: 'toelichting.docx',
      data: writeZip([{ name: 'word/document.xml', data: '<w/>' }]),
    };
    const { result, detail } = check(await judge(pack(pair, [...extras, office])), 'container.contents');
    expect([result, detail]).toEqual(['refuse', expect.stringContaining('lever dat als PDF')]);
  });

  it('names no election and no time in a form that they do not have', async () => {
    const verdict = await judge(
      pack([
        { ...pair[0]!, data: smallCount({ election: 'GR2022_\u202ex', created: 'gisteren' }) },
        pair[1]!,
      ]),
    );
    expect(verdict).toMatchObject({ verdict: 'refused', election: null, created: null });
  });

  it('says where in the inner ZIP something is wrong', async () => {
    const verdict = await judge(pack([...pair, { name: '../slip', data: 'x' }]));
    expect(check(verdict, 'container.names')).toMatchObject({
      result: 'refuse',
      place: { file: `${STEM}.zip › ../slip` },
    });
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('dit is geen pakket')],
    ['half a package', pack().subarray(0, 900)],
    ['a damaged inner ZIP', writeZip([{ name: 'Telling.zip', data: writeZip(pair).subarray(7) }])],
    ['an inner ZIP that is no ZIP', writeZip([{ name: 'Telling.zip', data: 'geen zip' }])],
  ])('refuses %s, with every check named', async (_, bytes) => {
    const verdict = await judge(bytes);
    expect(check(verdict, 'container.sound').result).toBe('refuse');
    expect(verdict).toMatchObject({
      fingerprint: null,
      type: null,
      election: null,
      committee: null,
      keyId: null,
    });
  });

  it('takes nothing from a count that does not match its CRC', async () => {
    const spoil = (offset: number) => (header: Buffer) => void header.writeUInt32LE(1, offset);
    const verdict = await judge(
      pack([{ ...emlFile, spoilLocal: spoil(14), spoilCentral: spoil(16) }, signatureFile]),
    );
    expect(check(verdict, 'container.sound')).toMatchObject({
      result: 'refuse',
      place: { file: `${STEM}.eml.xml` },
    });
    expect(verdict).toMatchObject({ fingerprint: null, election: null });
    expect(check(verdict, 'signature.verifies').result).toBe('skipped');
  });

  it('finds damage in an attachment', async () => {
    const spoil = (offset: number) => (header: Buffer) => void header.writeUInt32LE(1, offset);
    const pdf = { ...extras[0]!, spoilLocal: spoil(14), spoilCentral: spoil(16) };
    const verdict = await judge(pack(pair, [pdf]));
    expect(check(verdict, 'container.sound')).toMatchObject({
      result: 'refuse',
      place: { file: 'Model_Na31-2.pdf' },
    });
    expect(verdict.attachments).toEqual([]);
  });

  it('gives the scratch back, also when the inner ZIP is damaged', async () => {
    let disposed = 0;
    const scratch = (): Scratch => ({ ...memoryScratch(), dispose: () => void (disposed += 1) });
    for (const bytes of [pack(), writeZip([{ name: 'Telling.zip', data: 'PK\x03\x04 geen zip' }])]) {
      await verify({ kind: 'package', name: NAME, source: bytesSource(bytes) }, context, scratch);
    }
    expect(disposed).toBeGreaterThanOrEqual(2);
  });

  it('passes a fault in reading on: it says nothing about the file', async () => {
    const bytes = pack();
    const broken = {
      size: bytes.length,
      read: (): number => {
        throw new Error('EIO');
      },
    };
    await expect(
      verify({ kind: 'package', name: NAME, source: broken }, context, memoryScratch),
    ).rejects.toThrow('EIO');
  });
});

describe('a byte flipped anywhere in a good package', () => {
  it.each([
    ['stored', true, 1],
    ['deflated', false, 7],
  ])('never gets other bytes or another signature accepted (inner ZIP %s)', async (_, stored, step) => {
    const inner = writeZip(pair);
    const bytes = writeZip([
      { name: 'Model_Na31-2.pdf', data: '%PDF-1.7' },
      { name: `${STEM}.zip`, data: inner, stored },
    ]);
    for (let i = 0; i < bytes.length; i += step * STRIDE) {
      const flipped = Buffer.from(bytes);
      flipped[i]! ^= 1 << (i % 8);
      const verdict = await verify(
        { kind: 'package', name: NAME, source: bytesSource(flipped) },
        context,
        memoryScratch,
      );
      if (verdict.verdict === 'refused') continue;
      expect([i, verdict.fingerprint, verdict.keyId]).toEqual([
        i,
        fingerprintOf(eml),
        context.keys[0]!.keyId,
      ]);
      expect([i, results(verdict, 'warn').length > 0]).toEqual([i, true]);
    }
  });
});

describeWithShared('the real count of West Maas en Waal, signed as OSV does', () => {
  it('is accepted with its real spreadsheet', async () => {
    const real = readFileSync(path.join(SHARED, 'eml/real/Telling_GR2022_WestMaasenWaal.eml.xml'));
    const csv = readFileSync(path.join(SHARED, 'eml/real/osv4-3_telling_gr2022_westmaasenwaal.csv'));
    const verdict = await judge(
      pack(
        [
          { name: `${STEM}.eml.xml`, data: real },
          { name: `${STEM}.eml.xml.signature`, data: signOsv(real, key, certificate) },
        ],
        [{ name: 'osv4-3_telling_gr2022_westmaasenwaal.csv', data: csv }],
      ),
    );
    expect(results(verdict, 'refuse')).toEqual([]);
    expect(results(verdict, 'warn')).toEqual([]);
    expect(verdict.fingerprint).toBe(fingerprintOf(real));
  });
});
