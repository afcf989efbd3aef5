import { z } from 'zod';
import { count, number, reason, size, submissionId } from '../audit/details.js';
import { bodyRef, detail, event } from '../audit/event.js';
import { REMOVAL_CLASSES } from './removal-class.js';

const removalClass = detail('Klasse', z.enum(REMOVAL_CLASSES));
const removalNumber = detail('Besluit tot vernietigen', z.int().positive());
const fromDay = detail('Op zijn vroegst', z.string());
const listDigest = detail('Vingerafdruk van de lijst', z.string());
const certificateDigest = detail('Vingerafdruk van de verklaring', z.string());
const heldCount = detail('Aangehouden', z.int().nonnegative());
const holders = detail('Wiens kopie', z.array(bodyRef()));

const what = { removalNumber, removalClass, listDigest };

export const removalAnnounced = event('removal.announced', {
  title: 'Vernietiging aangekondigd',
  object: 'removal',
  by: ['person'],
  details: { ...what, fromDay, count, size },
});
/** By one of the two people that it takes. */
export const removalConfirmed = event('removal.confirmed', {
  title: 'Vernietiging bevestigd',
  object: 'removal',
  by: ['person'],
  details: what,
});
export const removalCalledOff = event('removal.calledOff', {
  title: 'Van vernietiging afgezien',
  object: 'removal',
  by: ['person'],
  details: { ...what, reason },
});
/** A body's copy of a submission is gone: nobody of it can fetch that any more. */
export const copyRemoved = event('submission.copyRemoved', {
  title: 'Kopie vernietigd',
  object: 'submission',
  by: ['system'],
  details: { number, removalNumber, holders },
});
/** Everything that two confirmed was done. */
export const removalCarriedOut = event('removal.carriedOut', {
  title: 'Vernietiging uitgevoerd',
  object: 'removal',
  by: ['system'],
  details: { ...what, count, heldCount, certificateDigest },
});
/** Of one submission, or of everything of an election. */
export const holdPlaced = event('hold.placed', {
  title: 'Bewaarbevel vastgelegd',
  object: 'hold',
  by: ['person'],
  details: { submissionId: submissionId.nullable(), reason },
});
export const holdLifted = event('hold.lifted', {
  title: 'Bewaarbevel opgeheven',
  object: 'hold',
  by: ['person'],
  details: { submissionId: submissionId.nullable(), reason },
});
/** Somebody asked for refused files that are kept as evidence. */
export const evidenceAsked = event('evidence.asked', {
  title: 'Bewijs gevraagd: geweigerde bestanden',
  object: 'evidence',
  by: ['person'],
  details: { count, listDigest, reason },
});
/** Their bytes went out. */
export const evidenceFetched = event('evidence.fetched', {
  title: 'Bewijs opgehaald: geweigerde bestanden',
  object: 'evidence',
  by: ['person'],
  details: { count, listDigest },
});

export const REMOVAL_EVENTS = [
  removalAnnounced,
  removalConfirmed,
  removalCalledOff,
  copyRemoved,
  removalCarriedOut,
  holdPlaced,
  holdLifted,
  evidenceAsked,
  evidenceFetched,
];
