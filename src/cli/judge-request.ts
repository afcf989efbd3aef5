import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { readCertificate } from '../verify/cms/certificate.js';
import type { Context, ElectionFacts, RegisteredKey } from '../verify/context.js';
import { judgeFiles, type DeliveredFiles } from '../verify/judge-files.process.js';
import type { Verdict } from '../verify/verdict.js';
import type { VerifyRequest } from './arguments.js';

/** Thrown when a request cannot be judged: a file that is not there, a certificate that is none. Dutch. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** What is signed where no election says otherwise: the count of a municipality (docs/formats.md, EML_NL). */
const SIGNED: readonly MessageType[] = ['510b'];

/** Judges what was asked, with files on this machine only. Throws Misuse when there is nothing to judge. */
export async function judgeRequest(request: VerifyRequest): Promise<Verdict> {
  const keys = request.certs.map(readKey);
  const { sender, election } = await factsFor(request);
  const context: Context = { election, sender, keys, paperFingerprint: null, receivedAt: null };
  try {
    return await judgeFiles(deliveredFiles(request), context, tmpdir());
  } catch (error) {
    throw asMisuse(error, request.file);
  }
}

function readKey(file: string): RegisteredKey {
  const reading = readCertificate(readBytes(file));
  if (reading.kind === 'refused')
    throw new Misuse(`${file} kan niet als certificaat worden gebruikt: ${reading.reason}.`);
  const { keyId, der } = reading.certificate;
  return { keyId, certificate: der };
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw asMisuse(error, file);
  }
}

/** A file that cannot be read is the asker's to mend; anything else is a fault of ours and stays one. */
function asMisuse(error: unknown, file: string): unknown {
  const { code, path: at } = (error ?? {}) as { code?: unknown; path?: unknown };
  const shown = typeof at === 'string' ? at : file;
  if (code === 'ENOENT') return new Misuse(`${shown} bestaat niet.`);
  if (code === 'EISDIR') return new Misuse(`${shown} is geen gewoon bestand.`);
  if (code === 'EACCES' || code === 'EPERM') return new Misuse(`${shown} mag niet worden gelezen.`);
  return error;
}

function deliveredFiles({ file, signature }: VerifyRequest): DeliveredFiles {
  const named = (at: string): { name: string; path: string } => ({ name: path.basename(at), path: at });
  if (signature !== null) return { kind: 'pair', eml: named(file), signature: named(signature) };
  return startsAsXml(file)
    ? { kind: 'pair', eml: named(file), signature: null }
    : { kind: 'package', ...named(file) };
}

/** A lone EML file is no package: some kinds carry no signature. */
function startsAsXml(file: string): boolean {
  if (/\.xml$/i.test(file)) return true;
  try {
    const fd = openSync(file, 'r');
    const head = Buffer.alloc(64);
    const length = readSync(fd, head, 0, head.length, 0);
    closeSync(fd);
    return /^\s*</.test(
      head
        .subarray(0, length)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch (error) {
    throw asMisuse(error, file);
  }
}

async function factsFor(request: VerifyRequest): Promise<{ sender: CommitteeRef; election: ElectionFacts }> {
  const { election: id, committee: sender, definition } = request;
  if (definition === null) {
    return { sender, election: { id, date: null, contest: null, accepts: null, signed: SIGNED } };
  }
  // Only now: reading a 110a needs more of the platform than judging does, and start-up counts here.
  const { factsFromDefinition } = await import('./definition-facts.js');
  const facts = factsFromDefinition(readBytes(definition), request);
  if (typeof facts === 'string') throw new Misuse(facts);
  return facts;
}
