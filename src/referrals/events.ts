import { z } from 'zod';
import { committee, recipient, submissionId } from '../audit/details.js';
import { detail, event } from '../audit/event.js';
import { FINDINGS } from './referral.js';

const units = detail('Stembureaus op de lijst', z.array(z.string()));
const finding = detail('Bevinding', z.enum(FINDINGS));

/** A CSB asks a GSB to look at polling stations again. Not why: it may name figures, and the log is for the beheerder too. */
export const stationsReferred = event('referral.sent', {
  title: 'Stembureaus terugverwezen naar de gemeente',
  object: 'referral',
  by: ['person'],
  details: { submissionId, committee, units },
});
/** What the GSB found of some of them. */
export const stationsAnswered = event('referral.answered', {
  title: 'Terugverwezen stembureaus beantwoord',
  object: 'referral',
  by: ['person'],
  details: { submissionId, recipient, units, finding },
});
export const REFERRAL_EVENTS = [stationsReferred, stationsAnswered];
