import { crc32 } from 'node:zlib';
import {
  check,
  context,
  extras,
  judge,
  memoryScratch,
  NAME,
  pack,
  pair,
  results,
  STEM,
} from '../../test/support/small-package.js';
import { fingerprintOf } from '../../test/support/small-count.js';
import { writeZip, type WrittenFile } from '../../test/support/zip-writer.js';
import { innerZip } from './checks/container.js';
import { openDelivery } from './contents.js';
import { bytesSource } from './source.js';
import { identityOf, type Verdict } from './verdict.js';

const csb = {
  ...context,
  sender: { level: 'CSB', code: 'CSB' } as const,
  election: { ...context.election, accepts: ['510d', '520'] as const },
};
const pdf = (name: string): WrittenFile => ({ name, data: '%PDF-1.7 blanco' });
const named = (verdict: Verdict): string[] => {
  const { result, detail, more } = check(verdict, 'container.naming');
  return result === 'pass' ? [] : [detail, ...more.map((one) => one.detail)];
};
const as = (name: string, bytes: Buffer) =>
  judge({ kind: 'package', name, source: bytesSource(bytes) } as const);

describe('a package with one paper', () => {
  it.each(['Leeg_Model_P2a.pdf', 'Leech_Model_P2a.pdf', 'Model P 2a.pdf'])(
    '%s: nothing corrected',
    async (name) => {
      const verdict = await judge(writeZip([pdf(name)]));
      expect(verdict).toMatchObject({ verdict: 'accepted', type: 'P2a', fingerprint: null });
      expect(identityOf(verdict)).toBe(fingerprintOf(Buffer.from('%PDF-1.7 blanco')));
    },
  );

  it('is the same delivery when it is downloaded again, in another ZIP with its companions', async () => {
    const one = await judge(writeZip([pdf('Leeg_Model_P2a.pdf')]));
    const again = await judge(
      writeZip([
        { ...pdf('Leeg_Model_P2a.pdf'), stored: true },
        { name: '__MACOSX/._Leeg_Model_P2a.pdf', data: '\0\x05\x16\x07\0\x02\0\0Mac OS X' },
      ]),
    );
    expect(again).toMatchObject({ verdict: 'accepted', type: 'P2a' });
    expect(identityOf(again)).toBe(identityOf(one));
  });

  it.each(['Model_Na31-2.pdf', 'Model_Na31-1.pdf', 'Model_P22-2.pdf', 'scan.pdf', 'Model_P2b.pdf'])(
    '%s: the count was forgotten',
    async (name) => {
      const verdict = await judge(writeZip([pdf(name)]));
      expect(verdict).toMatchObject({ verdict: 'refused', type: null });
      expect(results(verdict, 'refuse')).toEqual(['container.contents']);
      expect(check(verdict, 'container.contents').detail).toContain('de telling ontbreekt');
    },
  );

  it('beside another document is no session in which nothing was corrected', async () => {
    const verdict = await judge(writeZip([pdf('Leeg_Model_P2a.pdf'), pdf('Model_Na14-2.pdf')]));
    expect(results(verdict, 'refuse')).toEqual(['container.contents']);
  });

  it('is the annex to the P 22 when the CSB sends it, and nobody else may', async () => {
    const bytes = writeZip([pdf('Model_P22-2_bijlage.pdf')]);
    const name = 'model-p22-2-bijlage_gr2024_juinen_gemeente_juinen-20261126-131805.zip';
    const asked = { kind: 'package', name, source: bytesSource(bytes) } as const;
    const verdict = await judge(asked, csb);
    expect(verdict).toMatchObject({ verdict: 'accepted', type: 'P22-bijlage' });
    expect(results(verdict, 'warn')).toEqual([]);
    expect(JSON.stringify(verdict.checks)).not.toMatch(/P ?2a/);
    expect(results(await judge(asked), 'refuse')).toEqual(['identity.type']);
  });
});

describe('what a computer leaves in a package', () => {
  const apple = '\0\x05\x16\x07\0\x02\0\0Mac OS X        ';
  const beside: WrittenFile[] = [
    { name: '__MACOSX/._Model_Na31-2.pdf', data: apple },
    { name: `__MACOSX/._${STEM}.zip`, data: apple },
    { name: `._${STEM}.eml.xml`, data: apple },
    { name: 'resource.zip', data: '\0\x05\x16\0\0\x02\0\0' },
    { name: '.DS_Store', data: '\0\0\0\x01Bud1' },
    { name: 'Thumbs.db', data: '\xd0\xcf\x11\xe0' },
    { name: 'desktop.ini', data: '[.ShellClassInfo]' },
    { name: 'map/.~lock.Model_Na31-2.pdf#', data: ',anna,' },
    { name: '@eaDir/x.xml', data: 'synology' },
  ];

  it('is never a count or a ZIP, is told once and goes along as another file', async () => {
    const verdict = await judge(pack(pair, [...extras, ...beside]));
    expect(results(verdict, 'refuse')).toEqual([]);
    expect(results(verdict, 'warn')).toEqual(['container.naming']);
    expect(named(verdict)).toEqual([expect.stringContaining('(overig)')]);
    expect(verdict.attachments.filter(({ kind }) => kind === 'other')).toHaveLength(beside.length);
  });

  it('may stand in the package and in the ZIP inside it', async () => {
    const store = beside.find(({ name }) => name === '.DS_Store')!;
    expect(results(await judge(pack([...pair, store], [...extras, store])), 'refuse')).toEqual([]);
  });

  it('hides no second count: what is one by its content counts', async () => {
    const hidden = { ...pair[0]!, name: '__MACOSX/._X.eml.xml' };
    const verdict = await judge(pack(pair, [...extras, hidden]));
    expect(check(verdict, 'container.contents')).toMatchObject({ result: 'refuse' });
    const zip = { name: '._X', data: writeZip(pair) };
    expect(check(await judge(pack(pair, [...extras, zip])), 'container.contents').result).toBe('refuse');
  });
});

describe('names that do not say in which characters they stand', () => {
  const unflagged = {
    spoilLocal: (header: Buffer): void => void header.writeUInt16LE(0, 6),
    spoilCentral: (header: Buffer): void => void header.writeUInt16LE(0, 8),
  };
  const renamed = (name: Buffer, more: Partial<WrittenFile> = {}): Buffer =>
    writeZip([...extras, { name, data: writeZip(pair), ...unflagged, ...more }]);

  it.each<[string, Buffer, string]>([
    ['850', Buffer.from('Telling_PS2027_S\xa3dwest-Frysl\x83n.zip', 'latin1'), 'Súdwest-Fryslân'],
    ['1252', Buffer.from('Telling_PS2027_S\xfadwest-Frysl\xe2n.zip', 'latin1'), 'Súdwest-Fryslân'],
    ['UTF-8', Buffer.from('Telling_PS2027_Súdwest-Fryslân.zip'), 'Súdwest-Fryslân'],
  ])('code page %s: one warning, the content decides', async (_, name, shown) => {
    const verdict = await judge(renamed(name));
    expect(results(verdict, 'refuse')).toEqual([]);
    expect(results(verdict, 'warn')).toEqual(['container.naming']);
    expect(named(verdict)).toEqual([expect.stringContaining('tekenset')]);
    expect(check(verdict, 'container.naming').place?.file).toContain(shown);
  });

  it('are as they say in a Unicode path that spells the same, and refused where it spells another', async () => {
    const raw = Buffer.from('Telling_PS2027_S\xa3dwest.zip', 'latin1');
    const path = (name: string): Buffer => {
      const data = Buffer.concat([Buffer.alloc(9), Buffer.from(name)]);
      data.writeUInt16LE(0x7075, 0);
      data.writeUInt16LE(data.length - 4, 2);
      data.writeUInt8(1, 4);
      data.writeUInt32LE(crc32(raw), 5);
      return data;
    };
    const right = await judge(renamed(raw, { extra: path('Telling_PS2027_Súdwest.zip') }));
    expect(results(right, 'warn')).toEqual([]);
    for (const other of ['Telling_PS2027_Sudwest.zip', 'Resultaat_PS2027_Súdwest.zip', 'Telling.zip'])
      expect(results(await judge(renamed(raw, { extra: path(other) })), 'refuse')).toContain(
        'container.headers',
      );
  });

  it('are refused when they say UTF-8 and are not', async () => {
    const verdict = await judge(
      pack(pair, [{ name: Buffer.from('Model_\xfa.pdf', 'latin1'), data: '%PDF-' }]),
    );
    expect(results(verdict, 'refuse')).toEqual(['container.names']);
  });

  it('are judged for safety as they are shown', async () => {
    const verdict = await judge(renamed(Buffer.from('..\\\xa3.zip', 'latin1')));
    expect(results(verdict, 'refuse')).toEqual(['container.names']);
  });
});

describe('names as programs give them', () => {
  it.each([
    NAME,
    "definitieve-documenten_gr2026_'s-gravendam_gemeente_'s-gravendam-20260319-013300.zip",
    'definitieve-documenten_ps2023_assen_gemeente_assen-20261126-132527.zip',
    'correctie_gr2026_sudwest-fryslan_gemeente_súdwest-fryslân-20261126-132527.zip',
    'correctie_gr2026_x_gemeente_súdwest-fryslân-20261126-132527.zip'.normalize('NFD'),
    'correctie_er2027_bonaire_openbaar_lichaam_bonaire-20270318-010203 (1).zip',
  ])('%s is as agreed', async (name) => expect(named(await as(name, pack()))).toEqual([]));

  it.each(['pakket.zip', 'definitieve-documenten.zip', `kopie van ${NAME}`])('%s is not', async (name) =>
    expect(named(await as(name, pack()))).toEqual(['Het pakket heeft niet de afgesproken naam.']),
  );

  it.each(['Telling_GR2026_’s-Hertogenbosch', 'Telling_PS2023_Assen', STEM.normalize('NFD')])(
    'never says of which election a file is by its name: %s',
    async (stem) => {
      const inner = pair.map((file) => ({ ...file, name: String(file.name).replace(STEM, stem) }));
      const outer = [pdf('Model_Na31-2.pdf'), { ...extras[1]!, name: 'abacus_telling_ps2023_assen.csv' }];
      const verdict = await judge(writeZip([...outer, { name: `${stem}.zip`, data: writeZip(inner) }]));
      expect(results(verdict, 'warn')).toEqual([]);
    },
  );

  it('warns of the CSB’s annex beside a count', async () => {
    const verdict = await judge(pack(pair, [pdf('Model_P22-2_bijlage.pdf')]));
    expect(named(verdict)).toEqual([expect.stringContaining('centraal stembureau')]);
  });
});

describe('what people choose instead of the package', () => {
  it.each([
    ['%PDF-1.7 proces-verbaal', 'U koos een PDF. Kies het ZIP-bestand uit OSV of Abacus.'],
    ['-----BEGIN CERTIFICATE-----', 'U koos een certificaat. Kies het ZIP-bestand uit OSV of Abacus.'],
    ['7z\xbc\xaf', 'U koos een ander soort archief dan een ZIP. Kies het ZIP-bestand uit OSV of Abacus.'],
    [
      '0\x82\x08\x12\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02',
      'U koos alleen de handtekening. Kies twee bestanden',
    ],
    ['\xd0\xcf\x11\xe0', 'U koos een werkblad of document. Kies het ZIP-bestand uit OSV of Abacus.'],
    ['iets', 'Dit is geen ZIP-bestand, of het is niet helemaal aangekomen.'],
  ])('%j is told as such', async (head, sentence) => {
    const verdict = await judge(Buffer.from(head.padEnd(64, ' '), 'latin1'));
    expect(check(verdict, 'container.sound')).toMatchObject({
      result: 'refuse',
      detail: expect.stringContaining(sentence) as string,
    });
  });

  it('a spreadsheet, which is a ZIP', async () => {
    const sheet = writeZip([
      { name: '[Content_Types].xml', data: '<Types/>' },
      { name: 'xl/workbook.xml', data: '<workbook/>' },
    ]);
    expect(check(await judge(sheet), 'container.contents').detail).toContain('U koos een werkblad');
  });

  it('two files of which one is no part of a pair', async () => {
    const loose = (name: string, data: string | Uint8Array) => ({
      name,
      source: bytesSource(Buffer.from(data)),
    });
    const eml = loose(String(pair[0]!.name), pair[0]!.data);
    const verdict = await judge({ kind: 'pair', eml, signature: loose('pv.pdf', '%PDF-1.7') });
    expect(check(verdict, 'container.sound').detail).toContain('U koos losse bestanden uit het pakket');
    const twice = await judge({ kind: 'pair', eml, signature: eml });
    expect(check(twice, 'container.sound').detail).toContain('Kies twee bestanden tegelijk');
  });

  it('a count without its signature: how to choose both', async () => {
    const eml = { name: String(pair[0]!.name), source: bytesSource(Buffer.from(pair[0]!.data)) };
    const bare = await judge({ kind: 'pair', eml, signature: null });
    expect(check(bare, 'container.contents').detail).toContain('Kies twee bestanden tegelijk');
    const packed = await judge(pack([pair[0]!]));
    expect(check(packed, 'container.contents').detail).toContain('kies het ZIP-bestand');
  });
});

describe('the ZIP that counting software imports', () => {
  it('is found in a package, and not where the pair stands loose', async () => {
    const inner = writeZip(pair);
    const open = (bytes: Buffer) =>
      openDelivery({ kind: 'package', name: NAME, source: bytesSource(bytes) }, memoryScratch);
    const contents = await open(writeZip([...extras, { name: `${STEM}.zip`, data: inner }]));
    const part = innerZip(contents)!;
    expect(part).toMatchObject({ name: `${STEM}.zip`, size: inner.length });
    const chunks: Buffer[] = [];
    for await (const chunk of part.bytes()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(inner)).toBe(true);
    expect(innerZip(await open(writeZip(pair)))).toBeNull();
    expect(innerZip(await open(writeZip([pdf('Leeg_Model_P2a.pdf')])))).toBeNull();
  });
});
