import { badFiles } from '../../../test/support/pdf/bad-pdfs.js';
import { ORACLES, oraclesAccept, type Oracle } from '../../../test/support/pdf/oracles.js';
import { goodFiles, ROOT, type CorpusFile } from '../../../test/support/pdf/pdf-corpus.js';

const NAMES = Object.keys(ORACLES) as readonly Oracle[];
const absent = NAMES.filter((name) => !ORACLES[name]);
const compare = absent.length === 0 ? it : it.skip;
const why = absent.length === 0 ? '' : ` (skipped: no ${absent.join(', ')} here)`;

const CONTENT = 'looks at the signature, not at what the document does';
const CHAIN = 'is asked about the signature, not about whom to trust';
const FORM = 'takes other forms of a signature than PAdES asks for';
const PROFILE = 'asks less of the attributes than CAdES does';
const WHOLE = 'asks that nothing at all follows, a security store or a timestamp neither';
const AFTER = 'lets more follow, as long as it finds that it changes no page or form';
const TIME = 'looks at today, not at the time in the signature';
const MENDS = 'mends what is wrong, or does not read that part';

/** Files that a program takes and we refuse, each with what it does otherwise. */
const WE_REFUSE: Readonly<Record<string, Partial<Record<Oracle, string>>>> = {
  'bytes before it': { qpdf: MENDS },
  'a ZIP behind it': { qpdf: MENDS },
  '100,000 objects': { qpdf: 'has no such limit' },
  'a bomb in an object stream': { qpdf: 'does not open a stream that nothing names' },
  'no pages': { qpdf: MENDS },
  'a key twice': { pdfsig: MENDS, pyHanko: MENDS },
  'two signatures': { pdfsig: 'sees only signatures in a field', pyHanko: 'sees only signatures in a field' },
  'a signature within and one beside': {
    pdfsig: 'is not shown the one beside',
    pyHanko: 'is not shown the one beside',
  },
  'SubFilter adbe.pkcs7.sha1': { pdfsig: FORM },
  'a range that does not begin at 0': { pdfsig: MENDS },
  'white space after it': { pyHanko: AFTER },
  'a comment after it': { pyHanko: AFTER },
  'an object that nobody sees in a later revision': { pyHanko: AFTER },
  'another form in a later revision': { pyHanko: AFTER },
  'another root in a later revision': { pyHanko: AFTER },
  'a timestamp that is seen': { pyHanko: AFTER },
  'a timestamp over other bytes': { pyHanko: 'judges the timestamp by itself' },
  'empty content of its own': { pdfsig: FORM },
  'no signed attributes': { pdfsig: FORM, pyHanko: FORM },
  'two signers': { pdfsig: FORM },
  'no content-type': { pdfsig: PROFILE },
  'no signing-certificate': { pdfsig: PROFILE, pyHanko: PROFILE },
  'the certificate twice': { pdfsig: FORM },
  'indefinite length': { pdfsig: 'takes BER', pyHanko: 'takes BER' },
  'bytes in the padding': { pyHanko: MENDS },
  'SHA-1': { pdfsig: 'still takes SHA-1' },
  'RSA of 1024 bits': { pdfsig: 'takes any length' },
  'another curve': { pyHanko: 'takes any curve' },
  'signed tomorrow': { pdfsig: TIME, pyHanko: TIME },
  'signed before the certificate': { pdfsig: TIME, pyHanko: TIME },
  'for another use': { pdfsig: CHAIN },
  'with an unknown demand': { pdfsig: CHAIN },
};
/** Files that we take and a program does not. */
const WE_TAKE: Readonly<Record<string, Partial<Record<Oracle, string>>>> = {
  'a security store after it': { pdfsig: WHOLE },
  'a security store in streams after it': { pdfsig: WHOLE },
  'a timestamp after it': { pdfsig: WHOLE },
  'store and timestamp': { pdfsig: WHOLE },
};

/** What follows for a program from the kind of check alone. */
function byKind({ refusedBy, name }: CorpusFile): Partial<Record<Oracle, string>> {
  const [code = ''] = refusedBy;
  const isStructure = /^pdf\.(header|polyglot|limits|objects|xref|pages|encryption)$/.test(code);
  const qpdf =
    isStructure || refusedBy.includes('pdf.pages') ? {} : { qpdf: 'says nothing of signatures or content' };
  const isContent =
    /^pdf\.(active|xfa|attachments|external)$/.test(code) && !/nothing names|replaced/.test(name);
  if (isContent) return { ...qpdf, pdfsig: CONTENT, pyHanko: CONTENT };
  return code === 'pdf.chain' ? { ...qpdf, pdfsig: CHAIN } : qpdf;
}

describe('beside pdfsig, qpdf and pyHanko', () => {
  /** By file the programs that say `verdict` of it. */
  const saying = (files: readonly CorpusFile[], verdict: boolean) => {
    const said = oraclesAccept(
      files.map(({ bytes }) => bytes),
      ROOT.certificate,
    );
    for (const name of NAMES) expect(said[name]).toHaveLength(files.length);
    return Object.fromEntries(
      files.map(({ name }, i) => [name, NAMES.filter((each) => said[each][i] === verdict)]),
    );
  };
  const listed = (files: readonly CorpusFile[], table: typeof WE_TAKE, kind: typeof byKind = () => ({})) =>
    Object.fromEntries(
      files.map((file) => [
        file.name,
        NAMES.filter((each) => each in { ...kind(file), ...table[file.name] }),
      ]),
    );

  compare(`a PDF that we take is taken by all, the listed ones aside${why}`, () => {
    const files = goodFiles().filter(
      ({ signature, name }) => signature === undefined && !name.startsWith('not signed'),
    );
    expect(saying(files, false)).toEqual(listed(files, WE_TAKE));
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(WE_TAKE)));
  });

  compare(`a PDF that we refuse is refused by all, the listed ones aside${why}`, () => {
    const files = badFiles().filter(({ bytes }) => bytes.length < 1e7);
    expect(saying(files, true)).toEqual(listed(files, WE_REFUSE, byKind));
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(WE_REFUSE)));
  });
});
