import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { memoryScratch } from '../../test/support/small-package.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { factsFromDefinition } from './definition-facts.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { readCommittee } from './arguments.js';
import { readCertificate } from '../verify/cms/certificate.js';
import type { Context } from '../verify/context.js';
import { bytesSource } from '../verify/source.js';
import type { Verdict } from '../verify/verdict.js';
import { verify } from '../verify/verify.js';

interface Listed {
  readonly file: string;
  readonly signature?: string;
  readonly certs: readonly string[];
  readonly election: string;
  readonly committee: string;
  readonly definition?: string;
}

function contextOf(folder: string, { certs, election, committee, definition }: Listed): Context {
  const sender: CommitteeRef = readCommittee(committee)!.committee;
  const keys = certs.map((file) => {
    const reading = readCertificate(readFileSync(path.join(folder, file)));
    if (reading.kind === 'refused') throw new Error(`${file}: ${reading.reason}`);
    return { keyId: reading.certificate.keyId, certificate: reading.certificate.der };
  });
  const asked = { file: '', signature: null, certs, keys: null, trust: null, election, definition: null };
  const request = { ...asked, committee: sender, levelGiven: true };
  const facts = definition && factsFromDefinition(readFileSync(path.join(folder, definition)), request);
  if (typeof facts === 'string' && facts !== '') throw new Error(facts);
  const unknown = {
    id: election,
    place: null,
    date: null,
    contest: null,
    accepts: null,
    corrects: null,
    emlVersion: null,
    signed: ['510b' as const],
  };
  return {
    election: typeof facts === 'object' ? facts.election : unknown,
    sender,
    keys,
    stations: null,
    paperFingerprint: null,
    receivedAt: null,
  };
}

async function judged(folder: string, listed: Listed): Promise<Verdict> {
  const at = (file: string) => ({
    name: path.basename(file),
    source: bytesSource(readFileSync(path.join(folder, file))),
  });
  const { file, signature } = listed;
  const delivery = file.endsWith('.zip')
    ? ({ kind: 'package', ...at(file) } as const)
    : ({ kind: 'pair', eml: at(file), signature: signature === undefined ? null : at(signature) } as const);
  return verify(delivery, contextOf(folder, listed), memoryScratch);
}

const codes = (verdict: Verdict, result: string): string[] =>
  verdict.checks.filter((check) => check.result === result).map(({ code }) => code);

describeWithShared('packages by Abacus', () => {
  const folder = path.join(SHARED, 'eml/abacus');
  const list = existsSync(folder)
    ? (JSON.parse(readFileSync(path.join(folder, 'files.json'), 'utf8')) as Listed[])
    : [];

  it.each(list.map((listed): [string, Listed] => [listed.file, listed]))('%s', async (file, listed) => {
    for (const definition of [listed.definition!, undefined]) {
      const verdict = await judged(folder, { ...listed, ...(definition ? { definition } : {}) });
      expect([codes(verdict, 'refuse'), codes(verdict, 'warn')]).toEqual([[], []]);
      const type = /model-p22-2/.test(file) ? 'P22-bijlage' : /-131851/.test(file) ? 'P2a' : null;
      expect(verdict.type ?? '').toMatch(type ?? /^(510b|510d|520)$/);
    }
  });

  it('is refused without its signature for that alone', async () => {
    const listed = list.find(({ signature }) => signature !== undefined)!;
    const { file, certs, election, committee } = listed;
    expect(codes(await judged(folder, { file, certs, election, committee }), 'refuse')).toEqual([
      'container.contents',
      'signature.verifies',
    ]);
  });
});

describeWithShared('files of the kinds that reports tell about', () => {
  const folder = path.join(SHARED, 'vectors/reports');
  const report = (file: string, more: Partial<Listed> = {}): Promise<Verdict> =>
    judged(folder, {
      file,
      certs: ['mac-finder/key.crt'],
      election: 'GR2026_Testdam',
      committee: '0777',
      ...more,
    });
  const pairOf = (file: string, more: Partial<Listed> = {}) =>
    report(file, { signature: `${file}.signature`, ...more });

  it('a pair by stock OpenSSL', async () => {
    const verdict = await pairOf('cades-issuer-serial/Telling_GR2026_Testdam.eml.xml');
    expect([codes(verdict, 'refuse'), codes(verdict, 'warn')]).toEqual([[], []]);
  });

  it.each(['bag-attributes', 'bom'])('a certificate with %s', async (form) => {
    const verdict = await pairOf('cades-issuer-serial/Telling_GR2026_Testdam.eml.xml', {
      certs: [`pem-forms/${form}.crt`],
    });
    expect(verdict.verdict).toBe('accepted');
  });

  it('one polling station in two spellings', async () =>
    expect(codes(await pairOf('same-unit-twice/a-SB1-and-SB01.eml.xml'), 'refuse')).toEqual([
      'structure.unique',
    ]));

  it('a lone PDF that is no P 2a', async () =>
    expect(codes(await report('single-pdf/package-with-only-Model_Na31-2.pdf.zip'), 'refuse')).toEqual([
      'container.contents',
    ]));

  it.each<[string, readonly string[]]>([
    ['old-code-page/cp850-names.zip', ['container.naming']],
    ["abacus-names/definitieve-documenten_gr2026_'s-gravendam_gemeente_'s-gravendam-20260319-013300.zip", []],
    ['abacus-names/Model_P22-2_bijlage.zip', ['container.naming']],
    ['mac-finder/a-package-with-__MACOSX.zip', ['container.headers', 'container.naming']],
    ...['7zip', 'java', 'mac-without-companions', 'thumbs', 'win11-libarchive'].map(
      (maker): [string, readonly string[]] => [
        `zip-makers/${maker}.zip`,
        ['container.headers', 'container.naming'],
      ],
    ),
    ['zip-makers/whole-folder.zip', ['container.naming']],
  ])('%s', async (file, warnings) => {
    const verdict = await report(file);
    expect([codes(verdict, 'refuse'), codes(verdict, 'warn')]).toEqual([[], warnings]);
  });
});
