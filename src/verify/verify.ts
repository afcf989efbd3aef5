import { createHash } from 'node:crypto';
import { ELECTION_ID, MESSAGE_TYPES, type CommitteeRef, type MessageType } from '../kernel/committee.js';
import { canonicalAuthority } from '../kernel/eml-ids.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { readWrittenTime } from '../kernel/written-time.js';
import { csvCheck, readAttachments, readPart } from './checks/attachments.js';
import { CATALOGUE_VERSION, CHECK_CODES, inCatalogueOrder } from './checks/catalogue.js';
import { refused, skipped } from './checks/check.js';
import { containerChecks, payloadOf, signedPair, type Payload, type Signing } from './checks/container.js';
import { contentChecks } from './checks/content.js';
import { comparedCheck, computedCheck } from './checks/fingerprint.js';
import { NO_COUNT, paperChecks } from './checks/identity.js';
import { namingCheck } from './checks/naming.js';
import { orderNotJudged } from './checks/order.js';
import {
  judgeSignature,
  noSignature,
  unsignedJudgement,
  type SignatureJudgement,
} from './checks/signature.js';
import { openDelivery, type Contents } from './contents.js';
import type { Context } from './context.js';
import type { Delivery, Scratch } from './source.js';
import { figuresOf } from './read-figures.js';
import { createCountReader } from './eml/count-reader.js';
import type { Count, Reading } from './eml/count.js';
import type { Unsigned } from './unsigned.js';
import type { Attachment, Check, Verdict } from './verdict.js';
import type { ZipFault } from './zip/fault.js';
import { LIMITS } from './zip/limits.js';

/** A verdict, and the count that it is of; null when that could not be read to its end. */
export interface Judged {
  readonly verdict: Verdict;
  readonly count: Count | null;
}

/**
 * Judges a delivery: bytes and context in, a complete verdict out. Every check of the catalogue stands in it once, in
 * order. Whatever the bytes are it does not throw; it throws when `source` or `newScratch` cannot read or write. The EML
 * bytes flow through once, in windows; memory does not grow with them beyond the count itself.
 */
export async function verify(
  delivery: Delivery,
  context: Context,
  newScratch: () => Scratch,
): Promise<Verdict> {
  return (await judgeDelivery(delivery, context, newScratch)).verdict;
}

/** As {@link verify}, for who needs the count too. */
export async function judgeDelivery(
  delivery: Delivery,
  context: Context,
  newScratch: () => Scratch,
): Promise<Judged> {
  const contents = await openDelivery(delivery, newScratch);
  try {
    const payload = payloadOf(contents);
    const eml = await readEml(payload);
    const signature = await judgePayload(payload, eml, context);
    const { attachments, damage } = await readAttachments(contents);
    const csv = await csvCheck(contents, eml.reading);
    const extras = { attachments, damage, csv };
    return {
      verdict: verdictOf(contents, payload, eml, signature, extras, context),
      count: eml.reading?.kind === 'count' ? eml.reading.count : null,
    };
  } finally {
    contents.close();
  }
}

/** What came of reading the EML file. */
interface EmlRead {
  readonly fingerprint: Sha256 | null;
  readonly reading: Reading | null;
  readonly damage: readonly ZipFault[];
}

async function readEml(payload: Payload): Promise<EmlRead> {
  if (payload.kind !== 'count') return { fingerprint: null, reading: null, damage: [] };
  const hash = createHash('sha256');
  const reader = createCountReader();
  const fault = await readPart(payload.eml, (chunk) => {
    hash.update(chunk);
    reader.push(chunk);
  });
  const reading = reader.end();
  // Damaged bytes are not the file that was sent: nothing that was read from them may count.
  if (fault !== null) return { fingerprint: null, reading: null, damage: [fault] };
  return { fingerprint: sha256(hash.digest('hex')), reading, damage: [] };
}

interface JudgedSignature extends SignatureJudgement {
  readonly signing: Signing;
  /** Why it may be without. */
  readonly unsigned?: Unsigned;
  readonly damage: readonly ZipFault[];
}

async function judgePayload(payload: Payload, eml: EmlRead, context: Context): Promise<JudgedSignature> {
  if (payload.kind !== 'count') {
    const why = payload.kind === 'paper' ? NO_COUNT[payload.paper] : payload.why;
    return { ...noSignature(why), signing: 'must', damage: [] };
  }
  const type = messageType(eml.reading);
  // A file of which the type cannot be read must be signed: otherwise spoiling it would take the duty away.
  const mustBeSigned = type === null || context.election.signed.includes(type);
  const { signature } = payload;
  const unsigned = mustBeSigned && signature === null ? allowanceFor(type, context) : null;
  if (unsigned !== null) return { ...unsignedJudgement(unsigned), signing: 'allowed', unsigned, damage: [] };
  const parts: Uint8Array[] = [];
  let size = 0;
  const fault =
    signature === null
      ? null
      : await readPart(signature, (chunk) => {
          size += chunk.length;
          if (size <= LIMITS.signatureBytes + chunk.length) parts.push(Buffer.from(chunk));
        });
  const file = signature === null || fault !== null ? null : Buffer.concat(parts);
  const facts = { file, name: signature?.name ?? null, digest: eml.fingerprint, mustBeSigned };
  const signing = mustBeSigned ? 'must' : 'need not';
  return { ...judgeSignature(facts, context), signing, damage: fault === null ? [] : [fault] };
}

/** By what this message may be unsigned now; null where it may not. */
function allowanceFor(type: MessageType | null, { allowed = [] }: Context): Unsigned | null {
  const found = allowed.find(({ message }) => message === type);
  return found === undefined ? null : { allowance: found.allowance, at: found.at, article: found.article };
}

interface AttachmentsRead {
  readonly attachments: readonly Attachment[];
  readonly damage: readonly ZipFault[];
  readonly csv: Check;
}

function verdictOf(
  contents: Contents,
  payload: Payload,
  eml: EmlRead,
  signature: JudgedSignature,
  extras: AttachmentsRead,
  context: Context,
): Verdict {
  const head = eml.reading?.kind === 'count' ? eml.reading.count.head : null;
  const damage = [...eml.damage, ...signature.damage, ...extras.damage];
  const why = whyNoCount(payload);
  const type = payload.kind === 'paper' ? payload.paper : messageType(eml.reading);
  const checks = inCatalogueOrder([
    ...containerChecks(contents, damage, payload, signature.signing),
    namingCheck(contents, payload, type),
    computedCheck(eml.fingerprint, why),
    comparedCheck(eml.fingerprint, context.paperFingerprint),
    ...signature.checks,
    ...(eml.reading === null
      ? contentNotJudged(payload, why, context)
      : contentChecks(eml.reading, context, fileName(payload))),
    ...orderNotJudged(),
    extras.csv,
  ]);
  const verdict = checks.some((check) => check.result === 'refuse') ? 'refused' : 'accepted';
  return {
    catalogue: CATALOGUE_VERSION,
    verdict,
    fingerprint: eml.fingerprint,
    type,
    election: ofForm(head?.election.id, (id) => ELECTION_ID.test(id)),
    committee: committeeOf(eml.reading, context),
    created: ofForm(head?.created, (text) => readWrittenTime(text) !== null),
    ...(verdict === 'accepted' && eml.reading?.kind === 'count'
      ? figuresOf(eml.reading.count)
      : { figures: null }),
    keyId: signature.keyId,
    ...(signature.unsigned === undefined ? {} : { unsigned: signature.unsigned }),
    pair: signedPair(payload),
    attachments: extras.attachments,
    checks,
  };
}

/** Only what has its form stands in a verdict: it is shown, kept and compared as it is. */
function ofForm(text: string | null | undefined, holds: (text: string) => boolean): string | null {
  return text !== null && text !== undefined && holds(text) ? text : null;
}

function contentNotJudged(payload: Payload, why: string, context: Context): Check[] {
  const skip = (groups: RegExp, reason: string) =>
    CHECK_CODES.filter((code) => groups.test(code)).map((code) => skipped(code, reason));
  if (payload.kind !== 'paper') return skip(/^(xml|identity|structure|stations|arithmetic)\./, why);
  return [...skip(/^(xml|structure|stations|arithmetic)\./, why), ...paperChecks(payload.paper, context)];
}

function whyNoCount(payload: Payload): string {
  switch (payload.kind) {
    case 'paper':
      return NO_COUNT[payload.paper];
    case 'none':
      return payload.why;
    case 'count':
      return 'Het telbestand kon niet worden gelezen.';
  }
}

function fileName(payload: Payload): string | null {
  return payload.kind === 'count' ? payload.eml.name : null;
}

function messageType(reading: Reading | null): MessageType | null {
  const type = reading?.kind === 'count' ? reading.count.head.type : null;
  return MESSAGE_TYPES.find((known) => known === type) ?? null;
}

/**
 * The committee that the file names. A file gives an authority id and no level: it is the sender's when the id is the
 * sender's, else the level that makes this type of message.
 */
function committeeOf(reading: Reading | null, context: Context): CommitteeRef | null {
  const id = reading?.kind === 'count' ? reading.count.head.authority.id : null;
  const code = id === null ? null : canonicalAuthority(id);
  if (code === null || !/^(CSB|HSB[1-9]\d?|\d{4})$/.test(code)) return null;
  if (code === context.sender.code) return context.sender;
  if (code === 'CSB') return { level: 'CSB', code };
  return { level: code.startsWith('HSB') ? 'HSB' : 'GSB', code };
}

const EXHAUSTED = {
  memory:
    'Het controleren kostte meer geheugen dan een echt telbestand ooit nodig heeft. De controle is gestopt.',
  cpu: 'Het controleren kostte meer tijd dan een echt telbestand ooit nodig heeft. De controle is gestopt.',
} as const;

/** The verdict on a delivery that nobody could judge within the bounds: refused, and nothing else is known of it. */
export function unjudgeable(limit: keyof typeof EXHAUSTED): Verdict {
  const why = EXHAUSTED[limit];
  const checks = CHECK_CODES.map((code) =>
    code === 'container.limits' ? refused(code, why) : skipped(code, 'De controle kwam niet zo ver.'),
  );
  return {
    catalogue: CATALOGUE_VERSION,
    verdict: 'refused',
    fingerprint: null,
    type: null,
    election: null,
    committee: null,
    created: null,
    figures: null,
    keyId: null,
    pair: null,
    attachments: [],
    checks,
  };
}
