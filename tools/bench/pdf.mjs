// A signed PDF → verdict, beside pdfsig on the same file: a page with one large image, signed by openssl as CAdES. In a program of
// its own, as a judge is born, and warm, as it goes on. pdfsig looks at the signature alone.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../build.mjs';
import { busyness, mb, median, ms, table, timed, times } from './measure.mjs';

const FOLDER = path.join(ROOT, 'var/bench/pdf');
const SIZES = [100_000, 5_000_000, 30_000_000];
const JUDGE = path.join(ROOT, 'dist/verify/pdf/judge-pdf.js');
const ALONE = `const { judgePdf } = await import(process.argv[1]); const fs = await import('node:fs');
const verdict = judgePdf(fs.readFileSync(process.argv[2]), { trust: [], at: new Date() });
if (verdict.verdict !== 'accepted') throw new Error(JSON.stringify(verdict.checks));`;

export async function run({ rounds = 5 }) {
  if (spawnSync('pdfsig', ['-v']).error || spawnSync('openssl', ['version']).error)
    return console.log('\nPDF: niet gemeten, pdfsig (poppler-utils) of openssl ontbreekt.');
  mkdirSync(FOLDER, { recursive: true });
  console.log(
    `\nEén ondertekende PDF tot oordeel, ${rounds} rondes om en om. Belasting vooraf ${busyness()}.`,
  );
  const { judgePdf } = await import(JUDGE);
  const rows = [];
  for (const size of SIZES) {
    const file = signedFile(size);
    const own = [];
    const c = [];
    const warm = [];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await sound(process.execPath, ['--input-type=module', '-e', ALONE, JUDGE, file]));
      c.push(await sound('pdfsig', ['-nocert', file], 'Signature is Valid.'));
      const bytes = readFileSync(file);
      const begun = performance.now();
      judgePdf(bytes, { trust: [], at: new Date() });
      warm.push(performance.now() - begun);
    }
    const of = (runs, field) => median(runs.map((run) => run[field]));
    const each = [own, c].flatMap((runs) => [ms(of(runs, 'wall')), mb(of(runs, 'peak'))]);
    const ratio = times(median(warm) / of(c, 'wall'));
    rows.push([mb(size), ...each, ms(median(warm)), `${Math.round(size / 1e3 / median(warm))} MB`, ratio]);
  }
  const head = ['PDF', 'overdracht', 'piek', 'pdfsig', 'piek', 'warm', 'warm per seconde', 'warm ÷ pdfsig'];
  console.log(table(head, rows));
  console.log('overdracht: met het starten van Node erbij. warm: in een rechter die al draait.');
}

async function sound(command, args, words = '') {
  const result = await timed(command, args);
  if (result.code !== 0 || !result.stdout.includes(words))
    throw new Error(`${command}: ${result.stdout}${result.stderr}`);
  return result;
}

function openssl(args) {
  const { status, stderr } = spawnSync('openssl', args, { cwd: FOLDER });
  if (status !== 0) throw new Error(String(stderr));
}

/** One page with an image of `size` random bytes, and one signature over all of it. */
function signedFile(size) {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [5 0 R] /Resources << /XObject << /I 4 0 R >> >> >>',
    Buffer.concat([
      Buffer.from(
        `<< /Type /XObject /Subtype /Image /Width ${size} /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length ${size} >>\nstream\n`,
      ),
      randomBytes(size),
      Buffer.from('\nendstream'),
    ]),
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /V 6 0 R /Rect [0 0 0 0] /P 3 0 R >>',
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)}] /Contents <${'0'.repeat(8192)}> >>`,
  ];
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0].length;
  const rows = objects.map((value, i) => {
    const part = Buffer.concat([
      Buffer.from(`${i + 1} 0 obj\n`),
      Buffer.from(value),
      Buffer.from('\nendobj\n'),
    ]);
    const row = `${String(at).padStart(10, '0')} 00000 n \n`;
    parts.push(part);
    at += part.length;
    return row;
  });
  const xref = `xref\n0 7\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  const pdf = Buffer.concat([...parts, Buffer.from(xref)]);
  const start = pdf.lastIndexOf('/Contents <') + 10;
  const end = pdf.indexOf('>', start) + 1;
  const range = [start, end, pdf.length - end].map((each) => String(each).padStart(10, '0')).join(' ');
  pdf.write(`[0 ${range}]`, pdf.lastIndexOf('/ByteRange [') + 11);
  writeFileSync(path.join(FOLDER, 'covered'), Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)]));
  const named = ['-subj', '/C=NL/CN=Meting', '-days', '2', '-keyout', 'key.pem', '-out', 'cert.pem'];
  openssl([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-addext',
    'keyUsage=critical,digitalSignature',
    ...named,
  ]);
  const signer = ['-signer', 'cert.pem', '-inkey', 'key.pem', '-md', 'sha256'];
  openssl([
    'cms',
    '-sign',
    '-binary',
    '-cades',
    ...signer,
    '-in',
    'covered',
    '-outform',
    'DER',
    '-out',
    'cms',
  ]);
  pdf.write(readFileSync(path.join(FOLDER, 'cms')).toString('hex'), start + 1);
  const file = path.join(FOLDER, `${size}.pdf`);
  writeFileSync(file, pdf);
  return file;
}
