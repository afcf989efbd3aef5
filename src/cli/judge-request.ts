import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { MAX_CERTIFICATE_BYTES, certificatesIn, readCertificate } from '../verify/cms/certificate.js';
import type { Context, ElectionFacts, RegisteredKey } from '../verify/context.js';
import { openFileSource, readSmallFile, spillScratch } from '../verify/files.process.js';
import { judgeFiles, type DeliveredFiles } from '../verify/judge-files.process.js';
import { startsAsXml } from '../kernel/recognise-file.js';
import type { Verdict } from '../verify/verdict.js';
import type { VerifyRequest } from './arguments.js';

/** Thrown when a request cannot be judged: a file that is not there, a certificate that is none. Dutch. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** What is signed where no election says otherwise: the count of a municipality (docs/formats.md, EML_NL). */
const SIGNED: readonly MessageType[] = ['510b'];

/** Certificates that one file may hold. */
const BUNDLE = 64;
/** A key list: 345 committees take 0.7 MB. */
const LIST_BYTES = 16 * 1024 * 1024;
/** A 110a: the largest real one is 0.5 MB. */
const DEFINITION_BYTES = 16 * 1024 * 1024;

/** Judges what was asked, with files on this machine only. Throws Misuse when there is nothing to judge. */
export async function judgeRequest(request: VerifyRequest): Promise<Verdict> {
  const { sender, election } = await factsFor(request);
  const keys = await keysFor(request, sender);
  const context: Context = {
    ...{ election, sender, keys, stations: null },
    ...{ paperFingerprint: null, receivedAt: null },
  };
  try {
    return (await judgeFiles(deliveredFiles(request), context, () => spillScratch(tmpdir()))).verdict;
  } catch (error) {
    throw asMisuse(error, request.file);
  }
}

/** Keys from the certificates, or those that the list gives this committee. */
async function keysFor(
  { certs, keys, trust, election }: VerifyRequest,
  sender: CommitteeRef,
): Promise<readonly RegisteredKey[]> {
  if (keys === null || trust === null) return certs.flatMap(readKeys);
  // Only now: a list takes more to read than a certificate, and start-up counts here.
  const { listedKeys } = await import('./listed-keys.js');
  const trusted = {
    list: readBytes(keys, LIST_BYTES),
    signature: readBytes(`${keys}.p7s`, MAX_CERTIFICATE_BYTES),
    trust: readBytes(trust, MAX_CERTIFICATE_BYTES),
  };
  const found = listedKeys(trusted, election, sender);
  if (typeof found === 'string') throw new Misuse(found);
  return found;
}

/** The certificates of a file: one in DER, or one or more in PEM one after another. */
function readKeys(file: string): RegisteredKey[] {
  const bytes = readBytes(file, BUNDLE * MAX_CERTIFICATE_BYTES);
  const found = certificatesIn(bytes);
  const unusable = (reason: string) =>
    new Misuse(`${file} kan niet als certificaat worden gebruikt: ${reason}.`);
  if (typeof found === 'string') throw unusable(found);
  if (found.length === 0) throw unusable('er staat geen certificaat in');
  return found.map((one) => {
    const reading = readCertificate(one);
    if (reading.kind === 'refused') throw unusable(reading.reason);
    const { keyId, der } = reading.certificate;
    return { keyId, certificate: der };
  });
}

/** The bytes of a small file. Throws Misuse when it cannot be read, or is larger than `most`. */
export function readBytes(file: string, most: number): Buffer {
  let bytes: Buffer | null;
  try {
    bytes = readSmallFile(file, most);
  } catch (error) {
    throw asMisuse(error, file);
  }
  if (bytes === null) throw new Misuse(`${file} is te groot.`);
  return bytes;
}

/** A file that cannot be read is the asker's to mend; anything else is a fault of ours and stays one. */
function asMisuse(error: unknown, file: string): unknown {
  const { code, path: at, syscall } = (error ?? {}) as Record<string, unknown>;
  const shown = typeof at === 'string' ? at : file;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Misuse(`${shown} bestaat niet.`);
  if (code === 'EISDIR') return new Misuse(`${shown} is geen gewoon bestand.`);
  if (code === 'EACCES' || code === 'EPERM') return new Misuse(`${shown} mag niet worden gelezen.`);
  if (typeof code === 'string' && typeof syscall === 'string' && syscall !== 'write')
    return new Misuse(`${shown} kan niet worden gelezen (${code}).`);
  return error;
}

function deliveredFiles({ file, signature }: VerifyRequest): DeliveredFiles {
  const named = (at: string): { name: string; path: string } => ({ name: path.basename(at), path: at });
  if (signature !== null) return { kind: 'pair', eml: named(file), signature: named(signature) };
  return isLoneXml(file)
    ? { kind: 'pair', eml: named(file), signature: null }
    : { kind: 'package', ...named(file) };
}

/** A lone EML file is no package: some kinds carry no signature. */
function isLoneXml(file: string): boolean {
  if (/\.xml$/i.test(file)) return true;
  try {
    const source = openFileSource(file);
    const head = Buffer.alloc(1024);
    const length = source.read(0, head);
    source.close();
    return startsAsXml(head.subarray(0, length));
  } catch (error) {
    throw asMisuse(error, file);
  }
}

async function factsFor(request: VerifyRequest): Promise<{ sender: CommitteeRef; election: ElectionFacts }> {
  const { election: id, committee: sender, definition } = request;
  if (definition === null) {
    return {
      sender,
      election: {
        id,
        place: null,
        date: null,
        contest: null,
        accepts: null,
        corrects: null,
        emlVersion: null,
        signed: SIGNED,
      },
    };
  }
  // Only now: reading a 110a needs more of the platform than judging does, and start-up counts here.
  const { factsFromDefinition } = await import('./definition-facts.js');
  const facts = factsFromDefinition(readBytes(definition, DEFINITION_BYTES), request);
  if (typeof facts === 'string') throw new Misuse(facts);
  return facts;
}
