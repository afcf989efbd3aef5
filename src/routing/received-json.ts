import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import type { PersonActor } from '../kernel/actor.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { withoutFingerprint } from '../verify/checks/fingerprint.js';
import { changesBetween, sessionJson, unsignedJson } from '../upload/submission-json.js';
import { numberOf, type Delivery } from './delivery.js';
import type { BoardFile, BoardRow, BoardTotals, Marks } from './inbox.js';
import type { Arrivals, Inbox } from './list-inbox.js';
import { isOverdue, type FileRequest } from './request.js';
import type { Board } from './show-board.js';
import type { ShownDelivery } from './show-delivery.js';
import { stateWord } from './words.js';

/**
 * The inbox as the API gives it: how each expected file stands, and every delivery that came. `rows` may be narrowed. A
 * page's own script gets no fingerprint that its body did not compare.
 */
export function inboxJson({ plan, at, expected510b, totals, rows, files }: Inbox, actor: PersonActor) {
  return {
    verkiezing: plan.definition.id,
    naam: plan.definition.name,
    bijgewerkt: at.toISOString(),
    verwacht510b: expected510b,
    stand: totalsJson(totals),
    overzicht: rows.map((row) => ({
      ...rowJson(row),
      vingerafdruk: row.file && shownTo(actor, row.file),
      gevraagd: time(row.request?.at ?? null),
      verzoek: requestJson(row.request, at),
      levering: row.file?.id ?? null,
      opnieuwBevestigen: row.anew,
    })),
    leveringen: files.map((file) => ({ ...fileJson(plan, file), vingerafdruk: shownTo(actor, file) })),
  };
}

/** What came since a body last asked, as the API gives it. */
export function arrivalsJson({ plan, files, next, more }: Arrivals, actor: PersonActor) {
  return {
    verkiezing: plan.definition.id,
    leveringen: files.map((file) => ({ ...fileJson(plan, file), vingerafdruk: shownTo(actor, file) })),
    volgende: next,
    meer: more,
  };
}

/** The operator's board as the API gives it: states and fingerprints, and nothing that leads to a file. */
export function boardJson({ plans, at, expected510b, rows, reach, keys }: Board, totals: BoardTotals) {
  const { id, name } = plans[0]!.definition;
  return {
    verkiezing: id,
    naam: name,
    bijgewerkt: at.toISOString(),
    verwacht510b: expected510b.get(id) ?? null,
    stand: totalsJson(totals),
    overzicht: rows.map((row) => {
      const key = keys.get(row.electionId)?.get(committeeKey(row.committee));
      const file = row.file && reach.get(row.file.id);
      return {
        ...rowJson(row),
        vingerafdruk: row.file?.fingerprint ?? null,
        nummer: row.file && numberOf(row.file),
        ontvangers: file?.recipients ?? 0,
        opgehaald: file?.downloaded ?? 0,
        bevestigd: file?.acknowledged ?? 0,
        ingelezen: file?.readIn ?? 0,
        ingelezenAnders: file?.readDiffers ?? 0,
        nietOndertekend: row.file?.isUnsigned ?? false,
        wijktAfVanPapier: row.file?.paper === 'differs' || (file?.differs ?? 0) > 0,
        voldoet: file?.asRequired ?? 0,
        voldoetNiet: file?.notAsRequired ?? 0,
        verzoekTeLaat: row.overdue,
        sleutels: { goedgekeurd: key?.approved ?? 0, wachtend: key?.waiting ?? 0 },
      };
    }),
  };
}

function totalsJson(totals: BoardTotals) {
  const { due, done, missing, late, received, corrected, notDue, fresh } = totals;
  return {
    verwacht: due,
    binnen: done,
    ontbreekt: missing,
    teLaat: late,
    ontvangen: received,
    gecorrigeerd: corrected,
    nietVerschuldigd: notDue,
    nieuw: fresh,
  };
}

function rowJson({ committee, message, law, state, late, file, deliveries }: BoardRow) {
  return {
    stembureau: { niveau: committee.level, code: committee.code, naam: committee.name },
    kieskring: committee.district,
    bericht: message,
    artikel: law,
    staat: stateWord(state.state),
    teLaat: late,
    reden: state.state === 'notDue' ? { grond: state.reason, artikel: state.law, sinds: state.since } : null,
    tijd: time(file?.at ?? null),
    versies: deliveries,
  };
}

function fileJson(plan: ElectionPlan, file: BoardFile) {
  return {
    id: file.id,
    nummer: numberOf(file),
    afzender: named(plan, file.sender),
    stembureau: named(plan, file.about),
    bericht: file.message,
    tijd: file.at.toISOString(),
    vervangen: file.superseded,
    papierVergeleken: file.paper === 'equal',
    cijfersGewijzigdZonderNieuweZitting: file.figuresChanged,
    sleutelMisbruiktSinds: time(file.misusedSince),
    nietOndertekend: file.isUnsigned,
    ...marksJson(file.marks),
    oordeel: file.outcome && OUTCOMES[file.outcome],
    zelf: `/v1/ontvangen/${file.id}`,
    bestand: `/v1/ontvangen/${file.id}/bestand`,
  };
}

function named(plan: ElectionPlan, ref: CommitteeRef) {
  return {
    niveau: ref.level,
    code: ref.code,
    naam: committeeName(plan.committees, ref),
  };
}

/** The whole fingerprint, for a program; for a session only after its body compared it with paper. */
function shownTo(
  { via }: PersonActor,
  { fingerprint, marks }: Pick<Delivery, 'fingerprint' | 'marks'>,
): Sha256 | null {
  return via.kind === 'session' && marks.equalToPaper === null ? null : fingerprint;
}

/**
 * One delivery as the API gives it: all that is known of it, and where its parts are. A page's own script gets no digits
 * that its person must still read from paper; a program gets all.
 */
export function deliveryJson(shown: ShownDelivery, actor: PersonActor, now: Date) {
  const { delivery, versions, before, mustCompare, assessments, request } = shown;
  const at = `/v1/ontvangen/${delivery.id}`;
  const { paper } = delivery;
  const hidden = actor.via.kind === 'session' && mustCompare ? delivery.fingerprint : null;
  const verdict =
    hidden === null
      ? delivery.verdict
      : { ...delivery.verdict, fingerprint: null, checks: withoutFingerprint(delivery.verdict.checks) };
  return {
    id: delivery.id,
    nummer: numberOf(delivery),
    verkiezing: delivery.electionId,
    afzender: { niveau: delivery.sender.level, code: delivery.sender.code },
    stembureau: { niveau: delivery.about.level, code: delivery.about.code },
    bericht: delivery.message,
    artikel: delivery.law,
    tijd: delivery.at.toISOString(),
    vingerafdruk: hidden === null ? delivery.fingerprint : null,
    vervangen: time(delivery.supersededAt),
    vernietigd: time(delivery.removed?.at ?? null),
    papier: paper.compared ? { vergeleken: true } : { vergeleken: false, reden: paper.reason },
    sleutelMisbruiktSinds: time(delivery.misusedSince),
    nietOndertekend: unsignedJson(verdict),
    zitting: sessionJson(delivery.session),
    wijzigingen: changesBetween(before, verdict.figures, delivery.message),
    ...marksJson(delivery.marks),
    oordelen: assessments.map((found) => ({
      nummer: found.number,
      tijd: found.at.toISOString(),
      voldoet: found.outcome === 'asRequired',
      reden: found.outcome === 'notAsRequired' ? found.reason : null,
    })),
    verzoek: requestJson(request, now),
    bestanden: delivery.files.map((file) => ({
      naam: file.name,
      grootte: file.size,
      // of a loose count it is the fingerprint itself
      sha256: file.sha256 === hidden ? null : file.sha256,
      adres: `${at}/bestanden/${file.index}`,
    })),
    eml: delivery.fingerprint && `${at}/eml`,
    handtekening: verdict.pair && `${at}/handtekening`,
    importbestand: delivery.fingerprint && `${at}/telling.zip`,
    bijlagen: verdict.attachments.map((attachment, i) => ({
      naam: attachment.name,
      grootte: attachment.size,
      sha256: attachment.sha256,
      gedektDoorHandtekening: false as const,
      adres: `${at}/bijlagen/${i + 1}`,
    })),
    controle: verdict,
    versies: versions.map((version) => ({
      id: version.id,
      nummer: numberOf(version),
      tijd: version.at.toISOString(),
      vingerafdruk: version.fingerprint === hidden ? null : shownTo(actor, version),
      vervangen: time(version.supersededAt),
    })),
  };
}

const OUTCOMES = { asRequired: 'voldoet', notAsRequired: 'voldoetNiet' } as const;
const STATES = {
  asked: 'gevraagd',
  answered: 'beantwoord',
  delivered: 'geleverd',
  checked: 'gecontroleerd',
} as const;

/** A request as the API gives it, to who asked and to who is asked. */
export function requestJson(request: FileRequest | null, now: Date) {
  if (request === null) return null;
  const { id, at, reason, dueAt, state } = request;
  return {
    id,
    gevraagd: at.toISOString(),
    reden: reason,
    uiterlijk: time(dueAt),
    stand: STATES[state.state],
    antwoord: state.state === 'answered' ? state.text : null,
    teLaat: isOverdue(request, now),
  };
}

/** The same for who is asked: by whom, and for what. */
export function askedJson(request: FileRequest, now: Date) {
  const { from, message } = request;
  return { ...requestJson(request, now)!, door: { niveau: from.level, code: from.code }, bericht: message };
}

function marksJson(marks: Marks) {
  const { downloaded, acknowledged, equalToPaper, differsFromPaper, readIn, typedTwice, readDiffers } = marks;
  return {
    opgehaald: time(downloaded),
    bevestigd: time(acknowledged),
    gelijkAanPapier: time(equalToPaper),
    wijktAfVanPapier: time(differsFromPaper),
    ingelezen: time(readIn),
    tweemaalMetDeHand: time(typedTwice),
    ingelezenAnders: time(readDiffers),
  };
}

function time(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
