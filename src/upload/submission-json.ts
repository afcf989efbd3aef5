import { inGroups } from '../kernel/fingerprint.js';
import type { PersonActor } from '../kernel/actor.js';
import { withoutFingerprint } from '../verify/checks/fingerprint.js';
import type { Verdict } from '../verify/verdict.js';
import type { DeliveredType } from '../kernel/committee.js';
import { figureChanges, figuresDiffer, type Figures } from '../verify/figures.js';
import type { SessionRecord } from './count-session.js';
import { fingerprintToCompare } from './paper-view.js';
import type { PaperRecord } from './paper.js';
import type { RecipientState, SubmissionView } from './describe-submission.js';
import type { VersionBefore } from './version-before.js';
import {
  hasReceipt,
  dutchState,
  submissionNumber,
  waitsFor,
  type Submission,
  type SubmissionFile,
} from './submission.js';

/** Where the API finds a submission. */
export function addressOf(submission: Pick<Submission, 'id'>): string {
  return `/v1/leveringen/${submission.id}`;
}

const time = (at: Date | null) => at?.toISOString() ?? null;

function fingerprintJson(verdict: Verdict | null) {
  const fingerprint = verdict?.fingerprint ?? null;
  return {
    vingerafdruk: fingerprint,
    vingerafdrukGroepen: fingerprint === null ? null : inGroups(fingerprint).split(' '),
  };
}

const WAITS_FOR = { files: 'bestanden', verdict: 'controle' } as const;

/** Bytes of a file that are here. */
export function receivedOf({ received }: Pick<SubmissionView, 'received'>, file: SubmissionFile): number {
  return file.sha256 === null ? (received.get(file.index) ?? 0) : file.size;
}

/**
 * The verdict as this actor may see it. A page's own script gets no digits that its person must still read from paper; a
 * program gets all.
 */
function verdictFor(submission: Submission, { via }: PersonActor): Verdict | null {
  const verdict = submission.state === 'open' ? null : submission.verdict;
  if (verdict === null || via.kind !== 'session' || fingerprintToCompare(submission) === null) return verdict;
  return { ...verdict, fingerprint: null, checks: withoutFingerprint(verdict.checks) };
}

/** A submission in a list. */
export function summaryJson(submission: Submission, actor: PersonActor) {
  const waits = waitsFor(submission);
  const verdict = verdictFor(submission, actor);
  const delivered = hasReceipt(submission) ? submission : null;
  return {
    id: submission.id,
    adres: addressOf(submission),
    nummer: submissionNumber(submission),
    staat: dutchState(submission.state),
    wachtOp: waits === null ? null : WAITS_FOR[waits],
    verkiezing: submission.electionId,
    stembureau: { niveau: submission.sender.level, code: submission.sender.code },
    begonnen: submission.createdAt.toISOString(),
    soort: verdict?.type ?? null,
    ...fingerprintJson(verdict),
    gecontroleerd: submission.state === 'open' ? null : time(submission.judgedAt),
    ingediend: time(delivered?.deliveredAt ?? null),
    vervallen: submission.state === 'superseded' ? time(submission.supersededAt) : null,
  };
}

/**
 * A submission with its verdict. `controle` has the form of `overdracht verify --json`, so that one reader does for both;
 * null until it was judged.
 */
export function submissionJson(view: SubmissionView, actor: PersonActor) {
  const { submission, replaces, recipients, versions } = view;
  // of a loose count the file's own digest is the fingerprint
  const hidden = actor.via.kind === 'session' ? fingerprintToCompare(submission) : null;
  const verdict = verdictFor(submission, actor);
  const delivered = hasReceipt(submission) ? submission : null;
  return {
    ...summaryJson(submission, actor),
    direct: submission.direct,
    vierOgen: view.fourEyes,
    bestanden: submission.files.map((file) => ({
      nummer: file.index,
      adres: `${addressOf(submission)}/bestanden/${file.index}`,
      naam: file.name,
      grootte: file.size,
      ontvangen: time(file.receivedAt),
      binnen: receivedOf(view, file),
      sha256: file.sha256 === hidden ? null : file.sha256,
      aangekondigd: file.announced === hidden ? null : file.announced,
    })),
    vervangt: replaces && { id: replaces.id, nummer: replaces.number },
    versies: versions.map(({ id, number, deliveredAt, current }) => ({
      id,
      nummer: number,
      ingediend: deliveredAt.toISOString(),
      geldt: current,
    })),
    papier: delivered === null ? null : paperJson(delivered.paper),
    zitting: sessionJson(delivered === null ? announced(submission) : delivered.session),
    wijzigingen: changesJson(view),
    sleutelMisbruiktSinds: time(view.misusedSince),
    nietOndertekend: unsignedJson(verdict),
    controle: verdict,
    ontvangers: recipients.map(recipientJson),
    ontvangstbewijs: delivered === null ? null : `${addressOf(submission)}/ontvangstbewijs`,
  };
}

/** By what a file without signature is here; null where it is signed, or need not be. */
export function unsignedJson(verdict: Verdict | null) {
  const unsigned = verdict?.unsigned;
  return unsigned === undefined ? null : { toegestaanOp: unsigned.at, artikel: unsigned.article };
}

function paperJson(paper: PaperRecord) {
  return {
    vergeleken: paper.compared,
    reden: paper.compared ? null : paper.reason,
    wijktAf: paper.later === 'differs',
    gelezenDoor: paper.by?.name ?? null,
    vergelekenOp: paper.by?.at ?? null,
  };
}

const SESSIONS = { new: 'nieuw', same: 'zelfde' } as const;

/** From which session a count is that took the place of another. */
export function sessionJson(session: SessionRecord | null) {
  if (session === null) return null;
  const { said, figures } = session;
  return {
    zitting: said && SESSIONS[said.kind],
    reden: said?.kind === 'same' ? said.reason : null,
    cijfersGewijzigd: figures === 'unknown' ? null : figures !== 'equal',
  };
}

/** What was said in advance of what is not delivered yet. */
function announced({ saidOfSession }: Submission): SessionRecord | null {
  return saidOfSession && { said: saidOfSession, figures: 'unknown' };
}

const HOW = { added: 'nieuw', gone: 'weg', changed: 'gewijzigd' } as const;

/** What is different from the version before it; null where there is none, or its figures are not known. */
function changesJson({ submission, before }: SubmissionView) {
  const verdict = submission.state === 'open' ? null : submission.verdict;
  return changesBetween(before, verdict?.figures ?? null, verdict?.type ?? null);
}

/** What is different in a count from the one before it; null where that cannot be known. */
export function changesBetween(
  before: VersionBefore | null,
  after: Figures | null,
  type: DeliveredType | null,
) {
  const differ = figuresDiffer(before?.figures ?? null, after);
  if (!before?.figures || after === null || differ === null) return null;
  const figures = differ ? figureChanges(before.figures, after, type) : [];
  return {
    gelijk: !differ,
    cijfers: figures.map((line) => ({ wat: line.what, was: line.before, wordt: line.after })),
    stembureaus: before.stations.map(({ name, how }) => ({ naam: name, hoe: HOW[how] })),
  };
}

function recipientJson(recipient: RecipientState) {
  const { committee, law, deliveredAt, fetchedAt, acknowledgedAt, found } = recipient;
  return {
    niveau: committee.level,
    code: committee.code,
    naam: committee.name,
    artikel: law,
    afgeleverd: time(deliveredAt),
    opgehaald: time(fetchedAt),
    bevestigd: time(acknowledgedAt),
    oordeel: found && { voldoet: found.asRequired, reden: found.reason, tijd: found.at.toISOString() },
  };
}

/** When the last file was here, of files that all are. */
function lastOf(files: readonly SubmissionFile[]): Date {
  return new Date(Math.max(...files.map(({ receivedAt }) => receivedAt?.getTime() ?? 0)));
}

/** The receipt: *ontvangen en goedgekeurd*. The caller has made sure that it was delivered. */
export function receiptJson(view: SubmissionView, rehearsal: boolean, actor: PersonActor) {
  const { submission } = view;
  if (!hasReceipt(submission)) throw new Error(`submission ${submission.id} has no receipt`);
  const { verdict } = submission;
  const count = (result: string) => verdict.checks.filter((check) => check.result === result).length;
  return {
    id: submission.id,
    nummer: submissionNumber(submission),
    uitkomst: 'ontvangen en goedgekeurd' as const,
    oefening: rehearsal,
    staat: submission.state === 'delivered' ? ('ingediend' as const) : ('vervangen' as const),
    verkiezing: submission.electionId,
    verkiezingNaam: view.electionName,
    stembureau: { niveau: submission.sender.level, code: submission.sender.code, naam: view.senderName },
    soort: submission.message,
    betreft: { niveau: submission.about.level, code: submission.about.code, naam: view.aboutName },
    ontvangen: lastOf(submission.files).toISOString(),
    ingediend: submission.deliveredAt.toISOString(),
    aangemaakt: verdict.created,
    ...fingerprintJson(verdictFor(submission, actor)),
    papier: paperJson(submission.paper),
    zitting: sessionJson(submission.session),
    sleutelMisbruiktSinds: time(view.misusedSince),
    nietOndertekend: unsignedJson(verdict),
    controles: {
      goed: count('pass'),
      letOp: count('warn'),
      nietGecontroleerd: count('skipped'),
      aandacht: verdict.checks
        .filter((c) => c.result === 'warn')
        .map((c) => ({ code: c.code, toelichting: c.detail })),
    },
    vervangt: view.replaces && { id: view.replaces.id, nummer: view.replaces.number },
    ontvangers: view.recipients.map(recipientJson),
  };
}
