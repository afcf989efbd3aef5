import { z } from 'zod';
import type { BodyRef } from '../identity/person.store.js';
import { DELIVERED_TYPES, LEVELS } from '../kernel/committee.js';
import { SPOKEN_NUMBER } from '../kernel/spoken-number.js';

const body = z.object({ level: z.enum(LEVELS), code: z.string() });
const message = z.enum(DELIVERED_TYPES);
const declaration = { votingDay: z.string(), version: z.int(), late: z.boolean() };
/** Of a notice to the Kiesraad, by which it tells what a body is called; the release before this did not say. */
const ofElection = { electionId: z.string().optional() };
const delivery = { deliveryId: z.uuid(), number: z.string(), about: body, message };

/** What a notice says, per kind: facts only; the words are in notice-texts. Kept as JSON. */
export const noticeFacts = z.discriminatedUnion('kind', [
  /** A file came in for the first time. */
  z.object({ kind: z.literal('delivery.created'), ...delivery }),
  /** What came in has no signature: the Kiesraad allowed this one delivery. */
  z.object({ kind: z.literal('delivery.unsigned'), ...delivery }),
  /** A committee without a key asks to hand in one file unsigned. */
  z.object({ kind: z.literal('fallback.asked'), fallbackId: z.uuid(), by: body, message, ...ofElection }),
  /** What the Kiesraad answered. */
  z.object({
    kind: z.literal('fallback.answered'),
    state: z.enum(['allowed', 'refused', 'withdrawn']),
    message,
  }),
  /** The receipt of a declaration on the aansluitvoorschriften. */
  z.object({ kind: z.literal('declaration.received'), ...declaration }),
  /** A second person of the body is asked to confirm it. */
  z.object({ kind: z.literal('declaration.secondAsked'), ...declaration }),
  /** A newer version of a file came in: the older one was superseded. */
  z.object({
    kind: z.literal('submission.superseded'),
    ...delivery,
    /** With other figures, and not said to be of a new session. */
    alarm: z.boolean().optional(),
  }),
  /** Compared with the paper after it was delivered: by the sender, and `by` a recipient, of which its sender is told. */
  z.object({ kind: z.literal('paper.equal'), ...delivery, by: body.optional() }),
  z.object({ kind: z.literal('paper.differs'), ...delivery, by: body.optional() }),
  /** The same for the Kiesraad, which has no delivery of it. */
  z.object({
    kind: z.literal('submission.differs'),
    number: z.string(),
    about: body,
    message,
    by: body.optional(),
    ...ofElection,
  }),
  /** The software of a recipient showed another fingerprint after reading in; `by`: the recipient, for the others. */
  z.object({
    kind: z.literal('delivery.readDiffers'),
    number: z.string(),
    about: body,
    message,
    by: body,
    ...ofElection,
  }),
  /** A body asks for a file that it did not receive as required (O 2, P 1c). */
  z.object({
    kind: z.literal('delivery.requested'),
    from: body,
    message,
    /** The release before this did not say which, nor by when. */
    requestId: z.uuid().optional(),
    dueAt: z.iso.datetime().optional(),
  }),
  /** Who was asked for a file says in words why there will be none. */
  z.object({ kind: z.literal('request.answered'), by: body, message }),
  /** A CSB asks a GSB to look at so many polling stations again. */
  z.object({ kind: z.literal('stations.referred'), by: body, referralId: z.uuid(), stations: z.int() }),
  /** The GSB answered of so many of them. */
  z.object({ kind: z.literal('stations.answered'), by: body, referralId: z.uuid(), stations: z.int() }),
  /** A count or total that this body delivered was made public, by who must. */
  z.object({ kind: z.literal('result.published'), by: body, about: body, message, ...ofElection }),
  /** Somebody reported a fault in a public file: that there is something to read, and nothing of it. */
  z.object({ kind: z.literal('report.received') }),
  /** A committee leaves the outcome of the software aside, or (`ended`) uses it after all. */
  z.object({ kind: z.literal('result.setAside'), by: body, ended: z.boolean(), ...ofElection }),
  /** Somebody registered a key that is another's; `own`: it is this body's key. */
  z.object({ kind: z.literal('key.clashed'), own: z.boolean() }),
  z.object({
    kind: z.literal('key.decided'),
    state: z.enum(['approved', 'rejected', 'revoked']),
    /** By one person of the Kiesraad, until another answers. */
    suspended: z.boolean().optional(),
  }),
  /** A delivery was signed with a key that somebody else may have had. */
  z.object({ kind: z.literal('key.misused'), ...delivery }),
  /** The suspension of that key was lifted: nothing points to misuse any more. */
  z.object({ kind: z.literal('key.cleared'), ...delivery }),
  /** A kept file is not what was received. */
  z.object({ kind: z.literal('object.damaged'), number: z.string(), sha256: z.string() }),
  /** The same for a file of a release. */
  z.object({ kind: z.literal('release.damaged'), releaseId: z.uuid(), sha256: z.string() }),
  /** The same for a file of the publication register. */
  z.object({
    kind: z.literal('register.damaged'),
    electionId: z.string(),
    documentKind: z.string(),
    sha256: z.string(),
  }),
  /** A body saw another fingerprint than that of any file of a release; `by`: for the Kiesraad, which body. */
  z.object({
    kind: z.literal('release.differs'),
    releaseId: z.uuid(),
    release: z.string(),
    by: body.optional(),
    ...ofElection,
  }),
  /** A committee found that its data in a real election are not right. For the Kiesraad. */
  z.object({ kind: z.literal('setup.wrong'), electionId: z.string(), by: body }),
  /** Roles of a body are not confirmed for a voting day: asked, or warned. */
  z.object({
    kind: z.literal('authorisations.due'),
    votingDay: z.string(),
    closesOn: z.string(),
    open: z.int(),
  }),
]);
export type NoticeFacts = z.infer<typeof noticeFacts>;

/** What a notice says that a newer release, beside this one, wrote: only whether it is about a delivery. */
export interface UnknownFacts {
  readonly kind: 'unknown';
  readonly number: string | null;
}
/** Stands for the number of what is no longer there. */
export const UNKNOWN_NUMBER = '?';

const numbered = z.object({ number: z.string().regex(SPOKEN_NUMBER) });

/** Reads what was kept of a notice, by whatever release it was made. */
export function readNoticeFacts(json: unknown): NoticeFacts | UnknownFacts {
  const known = noticeFacts.safeParse(json);
  return known.success
    ? known.data
    : { kind: 'unknown', number: numbered.safeParse(json).data?.number ?? null };
}

export type NoticeKind = NoticeFacts['kind'];

/** Kinds of which many may come at once: on the begin page they are one number, that of the inbox. */
export const COUNTED: readonly ReturnType<typeof shownAs>[] = ['delivery.created', 'submission.superseded'];

/** The kind by which it is found: an alarm is told by itself, not as one of many. The release before this reads its facts. */
export function shownAs(
  facts: NoticeFacts | UnknownFacts,
): NoticeKind | UnknownFacts['kind'] | 'figures.changed' {
  return facts.kind === 'submission.superseded' && facts.alarm === true ? 'figures.changed' : facts.kind;
}

/** The Kiesraad as beheerder. */
export const OPERATOR: BodyRef = { electionId: null, body: { level: 'OPERATOR', code: 'OPERATOR' } };

/** A notice to be. The same cause never makes two for one body. */
export interface NewNotice {
  readonly cause: string;
  readonly to: BodyRef;
  readonly facts: NoticeFacts;
}

/** What a notice says on screen: what happened, what to do, and where. */
export interface NoticeText {
  readonly title: string;
  readonly text: string;
  /** Path on this site; null when there is nothing to go to. */
  readonly href: string | null;
}

/** A notice as its body sees it. */
export interface Notice {
  readonly id: string;
  readonly at: Date;
  readonly seenAt: Date | null;
  readonly facts: NoticeFacts | UnknownFacts;
}
