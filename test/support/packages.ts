import { randomBytes } from 'node:crypto';
import { deflateRawSync, constants } from 'node:zlib';
import type { CheckCode } from '../../src/verify/checks/catalogue.js';
import { signOsv } from '../../src/rehearsal/cms-writer.js';
import type { CountDocument } from '../../src/rehearsal/count-document.js';
import { writeCountCsv } from '../../src/rehearsal/count-csv.js';
import { countStem, csvName } from '../../src/kernel/file-names.js';
import type { CommitteeKey } from '../../src/rehearsal/key-writer.js';
import {
  writePackage,
  writePair,
  type MadePackage,
  type Region,
} from '../../src/rehearsal/package-writer.js';
import { writePdf } from '../../src/rehearsal/pdf-writer.js';
import { tkCount } from './counts.js';
import { testCommitteeKey } from './keys.js';
import { writeZip, type Spoil, type WrittenFile } from './zip-writer.js';

/** What a test may choose of a package; the rest is a signed first count of Assen in the made-up TK. */
export interface PackageChoice {
  readonly count?: CountDocument;
  readonly region?: Region;
  /** Which test key signs; default 1. Null: unsigned. */
  readonly key?: CommitteeKey | number | null;
}

export interface TestPackage extends MadePackage {
  readonly count: CountDocument;
  readonly key: CommitteeKey | null;
}

/** A package as the counting software writes it, with the key that signed it. */
export async function madePackage(choice: PackageChoice = {}): Promise<TestPackage> {
  const { count, region, key } = await chosen(choice);
  return { ...(await writePackage(count, region, key)), count, key };
}

async function chosen(choice: PackageChoice) {
  const count = choice.count ?? tkCount();
  const region = choice.region ?? ({ category: 'gemeente', name: count.authority.name } as const);
  const key = await keyOf(choice.key === undefined ? 1 : choice.key, count);
  return { count, region, key };
}

async function keyOf(
  choice: CommitteeKey | number | null,
  count: CountDocument,
): Promise<CommitteeKey | null> {
  if (typeof choice !== 'number') return choice;
  return testCommitteeKey(choice, {
    region: count.authority.name,
    election: count.election.id,
    electionDate: count.election.date,
    authority: count.authority.id,
  });
}

/** A package in parts that a test may change before it becomes a ZIP. */
export interface Parts {
  /** Beside the inner ZIP: the model and the spreadsheet. */
  readonly outer: readonly WrittenFile[];
  readonly innerName: string;
  readonly inner: readonly [eml: WrittenFile, signature: WrittenFile];
  readonly key: CommitteeKey;
}

/** The parts of a good package. */
export async function packageParts(choice: PackageChoice = {}): Promise<Parts> {
  const { count, region, key } = await chosen(choice);
  if (key === null) throw new Error('parts need a key');
  const { eml, signature } = writePair(count, region, key);
  const stem = countStem(count.type, {
    election: count.election.id,
    category: region.category,
    region: region.name,
  });
  return {
    outer: [
      { name: 'Model_Na31-1.pdf', data: writePdf('Model Na 31-1', []) },
      {
        name: csvName(count.product, count.election.id),
        data: [...writeCountCsv(count, region.name)].join(''),
      },
    ],
    innerName: `${stem}.zip`,
    inner: [
      { name: eml.name, data: eml.bytes },
      { name: signature!.name, data: signature!.bytes },
    ],
    key,
  };
}

/** The parts as one package; the inner ZIP comes last, as OSV writes it. */
export function assembled(
  parts: Omit<Parts, 'inner'> & { readonly inner: readonly WrittenFile[] },
  spoil: { readonly outer?: Spoil; readonly inner?: Spoil } = {},
): Buffer {
  const inner = { name: parts.innerName, data: writeZip(parts.inner, spoil.inner) };
  return writeZip([...parts.outer, inner], spoil.outer);
}

/** The package with a scan beside it of so many bytes, which cannot be made smaller. */
export async function withScan(made: TestPackage, size: number): Promise<Buffer> {
  const parts = await packageParts({ count: made.count, key: made.key });
  const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);
  return assembled({ ...parts, outer: [...parts.outer, { name: 'scan.pdf', data: scan, stored: true }] });
}

/** Flips one bit of a byte (by default of a digit in the middle of the count) without touching anything else. */
export function flipped(bytes: Uint8Array | string, at = Math.floor(bytes.length / 2)): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}

/** `size` zeros as deflate writes them, without ever holding them. */
export function deflatedZeros(size: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: constants.Z_SYNC_FLUSH });
  const rest = deflateRawSync(Buffer.alloc(size % (1 << 20)));
  return Buffer.concat([...Array<Buffer>(Math.floor(size / (1 << 20))).fill(piece), rest]);
}

/** Sets the uncompressed size in a local header (22) or central header (24), and the checksum to zero. */
const claimSize = (at: 22 | 24, size: number) => (header: Buffer) => {
  header.writeUInt32LE(0, at - 8);
  header.writeUInt32LE(size, at);
};

function bomb(name: string, claimed: number, real: number): WrittenFile {
  return {
    name,
    data: '',
    compressed: deflatedZeros(real),
    spoilLocal: claimSize(22, claimed),
    spoilCentral: claimSize(24, claimed),
  };
}

/** A hostile or broken package: how to make it from good parts, and the check that has to refuse it. */
export interface Hostile {
  readonly refusedBy: CheckCode;
  readonly make: (parts: Parts) => Buffer;
}

const MIB = 1 << 20;
const outerWith = (parts: Parts, ...extra: WrittenFile[]): Buffer =>
  assembled({ ...parts, outer: [...parts.outer, ...extra] });

/** Hostile packages by name. Every one is built from a package that is good until this one change. */
export const HOSTILE: Readonly<Record<string, Hostile>> = {
  'a flipped bit in the count': {
    refusedBy: 'signature.verifies',
    make: (parts) => {
      const [eml, signature] = parts.inner;
      const digit = Buffer.from(eml.data).lastIndexOf('<ValidVotes>') + '<ValidVotes>'.length;
      return assembled({ ...parts, inner: [{ ...eml, data: flipped(eml.data, digit) }, signature] });
    },
  },
  'a flipped bit in the signature value': {
    refusedBy: 'signature.verifies',
    make: (parts) => {
      const [eml, signature] = parts.inner;
      const data = flipped(signature.data, signature.data.length - 9);
      return assembled({ ...parts, inner: [eml, { ...signature, data }] });
    },
  },
  'two counts': {
    refusedBy: 'container.contents',
    make: (parts) => {
      const [eml, signature] = parts.inner;
      return assembled({
        ...parts,
        inner: [eml, signature, { ...eml, name: `nog_een_${String(eml.name)}` }],
      });
    },
  },
  'a count without its signature': {
    refusedBy: 'container.contents',
    make: (parts) => assembled({ ...parts, inner: [parts.inner[0]] }),
  },
  'the same name twice': {
    refusedBy: 'container.duplicates',
    make: (parts) => outerWith(parts, { name: parts.outer[0]!.name, data: 'anders' }),
  },
  'the same name in other case': {
    refusedBy: 'container.duplicates',
    make: (parts) => outerWith(parts, { name: String(parts.outer[0]!.name).toUpperCase(), data: 'anders' }),
  },
  'a name that climbs out': {
    refusedBy: 'container.names',
    make: (parts) => outerWith(parts, { name: '../../etc/cron.d/oefening', data: 'x' }),
  },
  'an absolute name': {
    refusedBy: 'container.names',
    make: (parts) => outerWith(parts, { name: '/tmp/oefening', data: 'x' }),
  },
  'a name with a drive letter': {
    refusedBy: 'container.names',
    make: (parts) => outerWith(parts, { name: 'C:\\oefening.pdf', data: 'x' }),
  },
  'a symbolic link': {
    refusedBy: 'container.sound',
    make: (parts) => outerWith(parts, { name: 'link.pdf', data: '/etc/passwd', mode: 0o120777 }),
  },
  'a bomb that says so': {
    refusedBy: 'container.limits',
    make: (parts) => outerWith(parts, bomb('groot.pdf', 300 * MIB, 300 * MIB)),
  },
  'a bomb that says it is small': {
    refusedBy: 'container.sound',
    make: (parts) => outerWith(parts, bomb('klein.pdf', 1000, 300 * MIB)),
  },
  'too many files': {
    refusedBy: 'container.limits',
    make: (parts) =>
      outerWith(parts, ...Array.from({ length: 40 }, (_, i) => ({ name: `bijlage-${i}.pdf`, data: '%PDF' }))),
  },
  'two entries over the same bytes': {
    refusedBy: 'container.headers',
    make: (parts) =>
      outerWith(parts, {
        ...parts.outer[0]!,
        name: 'Model_Na31-3.pdf',
        spoilCentral: (header) => header.writeUInt32LE(0, 42),
      }),
  },
  'another name up front than in the directory': {
    refusedBy: 'container.headers',
    make: (parts) =>
      outerWith(parts, { name: 'Model_X.pdf', data: '%PDF', spoilLocal: (header) => header.write('Y', 36) }),
  },
  'bytes before the ZIP': {
    refusedBy: 'container.sound',
    make: (parts) => assembled(parts, { outer: { prefix: Buffer.from('#!/bin/sh\n') } }),
  },
  'bytes after the ZIP': {
    refusedBy: 'container.sound',
    make: (parts) => assembled(parts, { outer: { suffix: Buffer.from('<script>') } }),
  },
  'half a ZIP': {
    refusedBy: 'container.sound',
    make: (parts) => assembled(parts).subarray(0, 4000),
  },
};

/** A good package signed by another key, whose certificate says whatever that other key's says. */
export function signedBy(parts: Parts, other: CommitteeKey): Buffer {
  const [eml, signature] = parts.inner;
  const data = signOsv([Buffer.from(eml.data)], other);
  return assembled({ ...parts, inner: [eml, { ...signature, data }] });
}
