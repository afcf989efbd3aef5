import { z } from 'zod';
import { committee, message, reason } from '../audit/details.js';
import { cutText, detail, event, moment } from '../audit/event.js';

const article = detail('Op grond van', cutText(200));
const allowedUntil = detail('Toegestaan tot', moment());
const usedBy = detail('Gebruikt voor levering', z.uuid(), { names: true });

export const fallbackAsked = event('fallback.asked', {
  title: 'Gevraagd om zonder handtekening te leveren',
  object: 'fallback',
  by: ['person'],
  details: { committee, message, reason },
});
export const fallbackAllowed = event('fallback.allowed', {
  title: 'Eén levering zonder handtekening toegestaan',
  object: 'fallback',
  by: ['person'],
  details: { committee, message, article, allowedUntil },
});
export const fallbackRefused = event('fallback.refused', {
  title: 'Levering zonder handtekening niet toegestaan',
  object: 'fallback',
  by: ['person'],
  details: { committee, message, reason },
});
export const fallbackWithdrawn = event('fallback.withdrawn', {
  title: 'Toestemming om zonder handtekening te leveren ingetrokken',
  object: 'fallback',
  by: ['person'],
  details: { committee, message, reason },
});
export const fallbackUsed = event('fallback.used', {
  title: 'Zonder handtekening ingediend, zoals toegestaan',
  object: 'fallback',
  by: ['person', 'system'],
  details: { committee, message, article, usedBy },
});

export const FALLBACK_EVENTS = [
  fallbackAsked,
  fallbackAllowed,
  fallbackRefused,
  fallbackWithdrawn,
  fallbackUsed,
];
