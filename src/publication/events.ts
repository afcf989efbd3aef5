import { z } from 'zod';
import { committee, fingerprint, message, submissionId } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';

/** A body made a delivered file public, as the law wants of it. `publishedAt`: where, when not here. */
export const resultPublished = event('result.published', {
  title: 'Uitslagbestand openbaar gemaakt',
  object: 'submission',
  by: ['person'],
  details: {
    ...{ submissionId, committee, message, fingerprint },
    publishedVersion: detail('Openbare versie', z.int().positive()),
    publishedAt: detail('Openbaar op het adres', cutText(2000)).nullable(),
  },
});
export const PUBLICATION_EVENTS = [resultPublished];
