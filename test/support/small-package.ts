import { CATALOGUE, CHECK_CODES, type CheckCode } from '../../src/verify/checks/catalogue.js';
import type { Context } from '../../src/verify/context.js';
import { bytesSource, type Delivery, type Scratch } from '../../src/verify/source.js';
import type { Check, Verdict } from '../../src/verify/verdict.js';
import { verify } from '../../src/verify/verify.js';
import { makeCertificate } from './certificate-writer.js';
import { testKey } from './keys.js';
import { signOsv } from './cms-writer.js';
import { registered, SMALL_CSV, smallContext, smallCount } from './small-count.js';
import { writeZip, type WrittenFile } from './zip-writer.js';

export const key = testKey(1);
export const certificate = makeCertificate(key);
export const eml = smallCount();
export const signature = signOsv(eml, key, certificate);
export const context = smallContext([registered(certificate)]);
export const STEM = 'Telling_GR2022_WestMaasenWaal_gemeente_West_Maas_en_Waal';
export const NAME =
  'definitieve-documenten_gr2022_westmaasenwaal_gemeente_west-maas-en-waal-20220317-013249.zip';
export const pair: WrittenFile[] = [
  { name: `${STEM}.eml.xml`, data: eml },
  { name: `${STEM}.eml.xml.signature`, data: signature },
];
export const extras: WrittenFile[] = [
  { name: 'Model_Na31-2.pdf', data: '%PDF-1.7 proces-verbaal' },
  { name: 'osv4-3_telling_gr2022_westmaasenwaal.csv', data: SMALL_CSV },
];

/** A package around an inner ZIP with these files. */
export function pack(inner: WrittenFile[] = pair, outer: WrittenFile[] = extras, stored = false): Buffer {
  return writeZip([...outer, { name: `${STEM}.zip`, data: writeZip(inner), stored }]);
}

export function memoryScratch(): Scratch {
  const parts: Buffer[] = [];
  return {
    write: (chunk) => void parts.push(Buffer.from(chunk)),
    source: () => bytesSource(Buffer.concat(parts)),
    dispose: () => undefined,
  };
}

/** Judges a package (or another delivery), and holds the verdict to its own rules. */
export async function judge(delivery: Delivery | Buffer, given: Context = context): Promise<Verdict> {
  const asked = Buffer.isBuffer(delivery)
    ? ({ kind: 'package', name: NAME, source: bytesSource(delivery) } as const)
    : delivery;
  const verdict = await verify(asked, given, memoryScratch);
  expect(verdict.checks.map((check) => check.code)).toEqual(CHECK_CODES);
  for (const { code, result } of verdict.checks)
    expect(['pass', ...CATALOGUE[code as CheckCode].outcomes]).toContain(result);
  expect(verdict.verdict).toBe(
    verdict.checks.some((check) => check.result === 'refuse') ? 'refused' : 'accepted',
  );
  return verdict;
}

export function check(verdict: Verdict, code: CheckCode): Check {
  return verdict.checks.find((one) => one.code === code)!;
}

export const results = (verdict: Verdict, result: Check['result']): string[] =>
  verdict.checks.filter((one) => one.result === result).map((one) => one.code);
