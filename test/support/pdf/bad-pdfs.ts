import { createHash, generateKeyPairSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import * as der from '../der.js';
import { writeZip } from '../zip-writer.js';
import {
  after,
  also,
  CATALOG,
  file,
  good,
  inRoot,
  ISSUER,
  replaced,
  ROOT,
  securityStore,
  SIGNER,
  stamped,
  withCms,
  type CorpusFile,
} from './pdf-corpus.js';
import { makeSigner, signBytes } from './pdf-signer.js';
import { addRevision, objectStream, PLAIN, stream, writePdf } from './pdf-writer.js';

function badContainers(): readonly CorpusFile[] {
  const zip = writeZip([{ name: 'a.txt', data: Buffer.from('a') }]);
  const [crossed, another] = [
    '<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1 >>',
    '<< /Type /Pages /Kids [2 0 R] /Count 1 >>',
  ];
  return [
    file('no PDF', 'pdf.header', Buffer.from('hallo')),
    file('nothing', 'pdf.header', Buffer.alloc(0)),
    file('bytes before it', 'pdf.header', Buffer.concat([Buffer.from('MZ\n'), writePdf(PLAIN)])),
    file('too large', 'pdf.size', Buffer.alloc(64 * 2 ** 20 + 1)),
    file('a ZIP behind it', ['pdf.polyglot', 'pdf.objects'], Buffer.concat([writePdf(PLAIN), zip])),
    file(
      'a ZIP in a comment of it',
      ['pdf.polyglot', 'pdf.xref'],
      replaced(writePdf(PLAIN), '\nxref', `\n%${zip.toString('latin1')}\nxref`),
    ),
    file(
      'bytes between objects',
      'pdf.objects',
      replaced(writePdf(PLAIN), 'endobj\n2 0', 'endobj\nhallo\n2 0'),
    ),
    file('cut off', 'pdf.objects', good().subarray(0, 2000)),
    file('a key twice', 'pdf.objects', good({ objects: also({ 9: '<< /A 1 /A 2 >>' }) })),
    file(
      'a stream of another length',
      'pdf.objects',
      writePdf({ ...PLAIN, 9: '<< /Length 3 >>\nstream\nhallo\nendstream' }),
    ),
    file(
      '100,000 objects',
      'pdf.limits',
      writePdf({ ...PLAIN, ...Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [10 + i, '0'])) }),
    ),
    file('deep arrays', 'pdf.limits', writePdf({ ...PLAIN, 9: '['.repeat(5000) + ']'.repeat(5000) })),
    file('a bomb in an object stream', 'pdf.limits', writePdf({ ...PLAIN, 9: bomb() })),
    file('a cross-reference that goes round', 'pdf.xref', round()),
    file(
      'a cross-reference to another object',
      'pdf.xref',
      replaced(writePdf({ ...PLAIN, 9: '1', 10: '2' }), '9 1\n', '8 1\n'),
    ),
    file('a cyclic page tree', 'pdf.pages', writePdf({ ...PLAIN, 2: crossed })),
    file('a page tree of itself alone', 'pdf.pages', writePdf({ ...PLAIN, 2: another })),
    file('no pages', 'pdf.pages', writePdf({ ...PLAIN, 2: '<< /Type /Pages /Kids [] /Count 0 >>' })),
    file(
      'encrypted',
      'pdf.encryption',
      writePdf({ ...PLAIN, 9: '<< /Filter /Standard /V 1 >>' }, { trailer: '/Encrypt 9 0 R' }),
    ),
  ];
}

function bomb(): Buffer {
  return stream(
    deflateSync(Buffer.alloc(64 * 2 ** 20, 32)),
    '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
  );
}

function round(): Buffer {
  const pdf = writePdf(PLAIN);
  const at = /startxref\n(\d+)/.exec(pdf.toString('latin1'))![1]!;
  return replaced(pdf, '/Root 1 0 R', `/Root 1 0 R /Prev ${at}`);
}

function badContent(): readonly CorpusFile[] {
  const object = (value: string) => good({ objects: also({ 9: value }) });
  const packed = writePdf({
    ...PLAIN,
    9: objectStream([[10, '<< /S /JavaScript /JS (app.alert\\(1\\)) >>']]),
  });
  return [
    file('JavaScript', 'pdf.active', object('<< /S /JavaScript /JS (1) >>')),
    file('JavaScript in another spelling', 'pdf.active', object('<< /S /J#61vaScript >>')),
    file('JavaScript in an object stream that nothing names', 'pdf.active', packed),
    file(
      'JavaScript in an object that was replaced',
      ['pdf.active', 'pdf.after'],
      addRevision(object('<< /JS (1) >>'), { 9: '1' }),
    ),
    file('Launch', 'pdf.active', object('<< /S /Launch /F (cmd.exe) >>')),
    file('SubmitForm', 'pdf.active', object('<< /S /SubmitForm /F (http://x) >>')),
    file('ImportData', 'pdf.active', object('<< /S /ImportData /F (x) >>')),
    file('GoToR', 'pdf.active', object('<< /S /GoToR /F (x.pdf) /D [0 /Fit] >>')),
    file('actions by themselves', 'pdf.active', good({ objects: inRoot('/AA << >>') })),
    file('RichMedia', 'pdf.active', object('<< /Type /Annot /Subtype /RichMedia >>')),
    file(
      'opens an address',
      'pdf.active',
      good({ objects: inRoot('/OpenAction << /S /URI /URI (https://x/) >>') }),
    ),
    file('XFA', 'pdf.xfa', good({ objects: inRoot('/X << /XFA [(a) 4 0 R] >>') })),
    file('a file in it', 'pdf.attachments', object('<< /Type /Filespec /F (a) /EF << /F 4 0 R >> >>')),
    file(
      'an attached file on a page',
      'pdf.attachments',
      object('<< /Type /Annot /Subtype /FileAttachment >>'),
    ),
    file(
      'a PDF in it',
      'pdf.attachments',
      good({ objects: also({ 9: stream(writePdf(PLAIN), '/Type /EmbeddedFile') }) }),
    ),
    file(
      'a stream from another file',
      'pdf.external',
      good({ objects: also({ 9: stream('', '/F (x.bin)') }) }),
    ),
  ];
}

function badPlaces(): readonly CorpusFile[] {
  const second = '<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> >>';
  return [
    file('two signatures', 'pdf.signatures', good({ objects: also({ 9: second }) })),
    file('a signature within and one beside', 'pdf.signatures', good(), signBytes(good(), SIGNER)),
    file('SubFilter adbe.pkcs7.sha1', 'pdf.form', good({ subFilter: 'adbe.pkcs7.sha1' })),
    file('no SubFilter that counts', 'pdf.form', good({ subFilter: 'adbe.x509.rsa_sha1' })),
    file(
      'a signature in no field',
      'pdf.form',
      good({ objects: (usual) => ({ ...usual, 5: (usual[5] as string).replace('/V 6 0 R', '') }) }),
    ),
    file(
      'fields that go round',
      'pdf.form',
      good({ objects: (usual) => ({ ...usual, 5: '<< /FT /Sig /T (a) /Kids [5 0 R] >>' }) }),
    ),
    file('a range that does not begin at 0', 'pdf.range', good({ range: ([, b, c, d]) => [1, b - 1, c, d] })),
    file(
      'a range that leaves out a page',
      'pdf.range',
      good({ range: ([a, b, c, d]) => [a, b - 300, c, d] }),
    ),
    file(
      'a range that leaves out the end',
      'pdf.range',
      good({ range: ([a, b, c, d]) => [a, b, c, d - 20] }),
    ),
    file('overlapping ranges', 'pdf.range', good({ range: ([a, b, , d]) => [a, b, b - 10, d] })),
    file(
      'a gap that is wider than the signature',
      'pdf.range',
      good({ range: ([a, b, c, d]) => [a, b, c + 4, d - 4] }),
    ),
    file('one range', 'pdf.range', good({ range: ([a, b]) => [a, b] })),
    file('a range past the end', 'pdf.range', good({ range: ([a, b, c]) => [a, b, c, 0] })),
  ];
}

function badRevisions(): readonly CorpusFile[] {
  const page = (PLAIN[3] as string).replace(/ >>$/, ' /Annots [5 0 R] >>');
  const dangling = good({
    objects: also({ 4: PLAIN[4]!, 3: page.replace('/Contents 4 0 R', '/Contents [4 0 R 20 0 R]') }),
  });
  return [
    file('white space after it', 'pdf.after', Buffer.concat([good(), Buffer.from('\n\n')])),
    file('a comment after it', 'pdf.after', Buffer.concat([good(), Buffer.from('%hallo\n')])),
    file(
      'content swapped in a later revision',
      'pdf.after',
      after({ 4: stream('BT (Wij voldoen niet) Tj ET') }),
    ),
    file(
      'another page in a later revision',
      'pdf.after',
      after({ 2: '<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>', 9: PLAIN[3]! }),
    ),
    file('an object that nobody sees in a later revision', 'pdf.after', after({ 9: '<< >>' })),
    file(
      'a store that names a page anew',
      'pdf.after',
      after({ ...securityStore(CATALOG), 20: '<< /Certs [4 0 R] >>', 4: stream('BT ET') }),
    ),
    file(
      'a store that a page was waiting for',
      'pdf.after',
      addRevision(dangling, { ...securityStore(CATALOG), 20: stream('BT (Nee) Tj ET') }),
    ),
    file('a store with another catalogue', 'pdf.after', after(securityStore(CATALOG, '/Lang (nl)'))),
    file(
      'another form in a later revision',
      'pdf.after',
      after({ 1: CATALOG.replace('/SigFlags 3', '/SigFlags 3 /DA (x)') }),
    ),
    file('another root in a later revision', 'pdf.after', after({ 9: CATALOG }, { trailer: '/Root 9 0 R' })),
    file('a page that is gone in a later revision', ['pdf.pages', 'pdf.after'], freed()),
    file(
      'a timestamp that is seen',
      'pdf.after',
      stamped(good(), (usual) => ({
        ...usual,
        30: (usual[30] as string).replace('[0 0 0 0]', '[0 0 500 800]'),
      })),
    ),
    file(
      'a timestamp with another page',
      'pdf.after',
      stamped(good(), (usual) => ({ ...usual, 3: (usual[3] as string).replace('842', '42') })),
    ),
    file('a timestamp over other bytes', 'pdf.after', spoiledStamp()),
    file('an empty revision', 'pdf.xref', Buffer.concat([good(), Buffer.from('startxref\n0\n%%EOF\n')])),
  ];
}

function freed(): Buffer {
  const pdf = good();
  const previous = /startxref\n(\d+)\n%%EOF\n$/.exec(pdf.toString('latin1'))![1]!;
  const update = `xref\n3 1\n0000000000 00001 f \ntrailer\n<< /Size 7 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${String(pdf.length)}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(update)]);
}

function spoiledStamp(): Buffer {
  const pdf = stamped(good());
  pdf.write('/T (Tijg)', pdf.lastIndexOf('/T (Tijd)'));
  return pdf;
}

function badSignatures(): readonly CorpusFile[] {
  const usual = Object.values;
  const other = makeSigner({ name: 'College van Heumen', issuer: ISSUER });
  const short = makeSigner({
    name: 'RSA-1024',
    issuer: ISSUER,
    key: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
  });
  const curve = makeSigner({
    name: 'K',
    issuer: ISSUER,
    key: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
  });
  const plain = writePdf(PLAIN);
  const tampered = good();
  tampered.write('NIET', tampered.indexOf('Wij '));
  return [
    file('a byte changed', 'pdf.digest', tampered),
    file('over another file', 'pdf.digest', withCms({ digest: createHash('sha256').update('x').digest() })),
    file('beside it, over another file', 'pdf.digest', plain, signBytes(Buffer.from('x'), SIGNER)),
    file(
      'by another key than the certificate',
      'pdf.signature',
      good({ signer: { ...SIGNER, key: other.key } }),
    ),
    file('content of its own', 'pdf.cms', withCms({ content: Buffer.from('x') })),
    file('empty content of its own', 'pdf.cms', withCms({ content: Buffer.alloc(0) })),
    file('no signed attributes', 'pdf.cms', withCms({ withoutAttributes: true })),
    file('two signers', 'pdf.cms', withCms({ twoSigners: true })),
    file(
      'two message-digests',
      'pdf.cms',
      withCms({ attributes: (held) => [...usual(held), held['messageDigest']!] }),
    ),
    file(
      'no message-digest',
      'pdf.cms',
      withCms({ attributes: (held) => usual(held).filter((each) => each !== held['messageDigest']) }),
    ),
    file(
      'no content-type',
      'pdf.cms',
      withCms({ attributes: (held) => usual(held).filter((each) => each !== held['contentType']) }),
    ),
    file(
      'no signing-certificate',
      'pdf.cms',
      withCms({ attributes: (held) => usual(held).filter((each) => each !== held['signingCertificate']) }),
    ),
    file('no certificate', 'pdf.cms', withCms({ certificates: SIGNER.issuers })),
    file(
      'the certificate twice',
      'pdf.cms',
      withCms({ certificates: [SIGNER.certificate, SIGNER.certificate] }),
    ),
    file(
      'indefinite length',
      'pdf.cms',
      withCms({
        change: (cms) => Buffer.concat([Buffer.from([0x30, 0x80]), der.split(cms).content, Buffer.alloc(2)]),
      }),
    ),
    file(
      'bytes in the padding',
      'pdf.cms',
      withCms({ change: (cms) => Buffer.concat([cms, Buffer.alloc(9), Buffer.from('x')]) }),
    ),
    file('SHA-1', 'pdf.algorithms', withCms({ hash: 'sha1' })),
    file('RSA of 1024 bits', 'pdf.algorithms', good({ signer: short })),
    file('another curve', 'pdf.algorithms', good({ signer: curve })),
    file('signed tomorrow', 'pdf.time', withCms({ signingTime: new Date('2027-03-04T10:00:00Z') })),
    file(
      'signed before the certificate',
      'pdf.certificate',
      withCms({ signingTime: new Date('2025-03-04T10:00:00Z') }),
    ),
    ...badChains(),
  ];
}

function badChains(): readonly CorpusFile[] {
  const by = (facts: Partial<Parameters<typeof makeSigner>[0]>) =>
    good({ signer: makeSigner({ name: 'College', ...facts }) });
  const self = makeSigner({ name: 'Zelf gemaakt' });
  const noCa = makeSigner({ name: 'Geen uitgever', issuer: ISSUER });
  const deeper = makeSigner({ name: 'Te diep', ca: true, issuer: ISSUER });
  const past = makeSigner({
    name: 'Verlopen',
    ca: true,
    issuer: ROOT,
    notAfter: new Date('2026-06-01T00:00:00Z'),
  });
  const wrongUse = makeSigner({ name: 'Ander gebruik', ca: true, usage: 0x80, issuer: ROOT });
  return [
    file('for another use', 'pdf.certificate', by({ issuer: ISSUER, usage: 0x20 })),
    file('with an unknown demand', 'pdf.certificate', by({ issuer: ISSUER, critical: '1.2.3.4' })),
    file('signed by oneself', 'pdf.chain', good({ signer: self })),
    file('by who may not issue', 'pdf.chain', by({ issuer: noCa })),
    file('deeper than its issuer may', 'pdf.chain', by({ issuer: deeper })),
    file('by an issuer that had expired', 'pdf.chain', by({ issuer: past })),
    file('by an issuer with another use', 'pdf.chain', by({ issuer: wrongUse })),
    file('in the name of an issuer', 'pdf.chain', by({ issuer: ISSUER, forger: self.key })),
  ];
}

/** Files of which each is refused by one check, named. */
export function badFiles(): readonly CorpusFile[] {
  return [...badContainers(), ...badContent(), ...badPlaces(), ...badRevisions(), ...badSignatures()];
}
