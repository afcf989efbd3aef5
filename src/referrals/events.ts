import { z } from 'zod';
import { committee, reason, recipient, submissionId } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';
import { FINDINGS } from './referral.js';

const units = detail('Stembureaus op de lijst', z.array(z.string()));
const finding = detail('Bevinding', z.enum(FINDINGS));
const explanation = detail('Uitleg', cutText(2000), { personal: true });

/** A CSB asks a GSB to look at polling stations again. */
export const stationsReferred = event('referral.sent', {
  title: 'Stembureaus terugverwezen naar de gemeente',
  object: 'referral',
  by: ['person'],
  details: { submissionId, committee, units, reason },
});
/** What the GSB found of some of them. */
export const stationsAnswered = event('referral.answered', {
  title: 'Terugverwezen stembureaus beantwoord',
  object: 'referral',
  by: ['person'],
  details: { submissionId, recipient, units, finding, explanation },
});
export const REFERRAL_EVENTS = [stationsReferred, stationsAnswered];
