import { z } from 'zod';
import {
  fileName,
  fingerprint,
  groups,
  message,
  number,
  reason,
  sha256,
  size,
  state,
} from '../audit/details.js';
import { bodyRef, cutText, detail, event } from '../audit/event.js';

const fileNames = detail('Bestandsnamen', z.array(cutText(200)), { personal: true });
const index = detail('Bestand', z.int());
const direct = detail('Direct indienen', z.boolean());
const compared = detail('Vergeleken met papier', z.boolean());
const equal = detail('Gelijk aan het papier', z.boolean());
const replaces = detail('Vervangt', z.string(), { names: true });
const replacedBy = detail('Vervangen door', z.string(), { names: true });
const sameAs = detail('Hetzelfde als', z.string(), { names: true });
const session = detail('Zitting', z.enum(['newSession', 'sameSession']));
const figures = detail(
  'Cijfers',
  z.enum(['figuresEqual', 'figuresChanged', 'figuresChangedBefore', 'figuresUnknown']),
);
export const recipients = detail('Ontvangers', z.array(bodyRef()));
const unsigned = detail('Niet ondertekend, op grond van', cutText(200));
const check = detail('Controle', z.string());
const releasedNumbers = detail('Leveringen', z.array(z.string()));
const fileCount = detail('Aantal bestanden', z.int());
const quota = detail('Grens in bytes', z.int());
const refusing = detail('Keurt af', z.array(z.string()));
const warning = detail('Waarschuwt', z.array(z.string()));
const by = ['person', 'system'] as const;
const verdict = {
  number,
  message: message.nullable(),
  fingerprint: fingerprint.nullable(),
  refusing,
  warning,
};

export const submissionOpened = event('submission.opened', {
  title: 'Levering begonnen',
  object: 'submission',
  by: ['person'],
  details: { number, fileNames, direct, replaces: replaces.nullable() },
});
export const submissionReceived = event('submission.received', {
  title: 'Bestand ontvangen',
  object: 'submission',
  by: ['person'],
  details: { number, index, fileName, size, sha256 },
});
export const submissionJudged = event('submission.judged', {
  title: 'Levering gecontroleerd',
  object: 'submission',
  by,
  details: verdict,
});
/** By its files, or by what was delivered meanwhile: then `check` says which check. */
export const submissionRefused = event('submission.refused', {
  title: 'Levering geweigerd',
  object: 'submission',
  by,
  details: { number, check: check.nullable() },
});
export const submissionDelivered = event('submission.delivered', {
  title: 'Levering ingediend',
  object: 'submission',
  by,
  details: {
    number,
    message: message.nullable(),
    fingerprint: fingerprint.nullable(),
    compared,
    reason: reason.nullable(),
    replaces: replaces.nullable(),
    session: session.nullable().optional(),
    figures: figures.optional(),
    unsigned: unsigned.optional(),
    recipients,
  },
});
/** Of what was delivered without comparing. `equal`: all 64 digits; else the sender says on purpose that the paper differs. */
export const submissionPaperCompared = event('submission.paperCompared', {
  title: 'Na het indienen vergeleken met het papier',
  object: 'submission',
  by,
  details: { number, fingerprint: fingerprint.nullable(), equal },
});
/** Groups were typed that are not those of the file: mostly a slip. */
export const submissionPaperSlipped = event('submission.paperSlipped', {
  title: 'Groepen van het papier overgetypt die niet gelijk zijn',
  object: 'submission',
  by: ['person'],
  details: { number, groups },
});
export const submissionSuperseded = event('submission.superseded', {
  title: 'Levering vervangen door een nieuwe versie',
  object: 'submission',
  by,
  details: { number, replacedBy },
});
/** `sameAs`: its bytes were delivered already under that number. */
export const submissionAbandoned = event('submission.abandoned', {
  title: 'Levering niet afgemaakt',
  object: 'submission',
  by,
  details: { number, state, sameAs: sameAs.optional() },
});
/** The oldest refused bytes of a body went, so that newer ones fit. What was said of them stays. */
export const submissionBytesReleased = event('submission.bytesReleased', {
  title: 'Oude geweigerde bestanden verwijderd om ruimte te maken',
  object: 'submission',
  by: ['system'],
  details: { numbers: releasedNumbers, files: fileCount, quota },
});
export const submissionViewed = event('submission.viewed', {
  title: 'Levering bekeken',
  object: 'submission',
  by: ['person'],
  details: { number, state },
});

export const UPLOAD_EVENTS = [
  submissionOpened,
  submissionReceived,
  submissionJudged,
  submissionRefused,
  submissionDelivered,
  submissionPaperCompared,
  submissionPaperSlipped,
  submissionSuperseded,
  submissionAbandoned,
  submissionBytesReleased,
  submissionViewed,
];
