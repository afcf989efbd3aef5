import { z } from 'zod';
import { committee, fingerprint, message, sha256, size, submissionId } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';

/** From 1 per committee and message. */
export const publishedVersion = detail('Openbare versie', z.int().positive());

/** A body made a delivered file public, as the law wants of it. `publishedAt`: where, when not here. */
export const resultPublished = event('result.published', {
  title: 'Uitslagbestand openbaar gemaakt',
  object: 'submission',
  by: ['person'],
  details: {
    ...{ submissionId, committee, message, fingerprint },
    publishedVersion,
    publishedAt: detail('Openbaar op het adres', cutText(2000)).nullable(),
  },
});
const ofPaper = {
  ...{ submissionId, committee, message, sha256 },
  paperVersion: detail('Versie van het proces-verbaal', z.int().positive()),
};
/** A proces-verbaal without signatures became public; who did so says to have seen that there are none. */
export const paperPublished = event('paper.published', {
  title: 'Proces-verbaal openbaar gemaakt',
  object: 'submission',
  by: ['person'],
  details: { ...ofPaper, size, images: detail('Afbeeldingen in de PDF', z.int().nonnegative()) },
});
/** It was taken back: its bytes go. */
export const paperWithdrawn = event('paper.withdrawn', {
  title: 'Openbaar proces-verbaal teruggetrokken',
  object: 'submission',
  by: ['person'],
  details: ofPaper,
});
export const PUBLICATION_EVENTS = [resultPublished, paperPublished, paperWithdrawn];
