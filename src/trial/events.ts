import { z } from 'zod';
import { fingerprint, message } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';
import { digests } from '../keys/events.js';
import { recipients } from '../upload/events.js';

const points = detail('Gecontroleerd', z.array(z.string()));
const wrongPoints = detail('Fout gemeld', z.array(z.string()));
/** What a committee typed. */
const remarks = detail('Wat er fout is', z.array(cutText(500)), { personal: true });

/** `recipients`: who would get it as a count; nobody got it. */
export const trialDelivered = event('trial.delivered', {
  title: 'Proeflevering gedaan',
  object: 'trial',
  by: ['person'],
  details: { message, fingerprint, digests, recipients },
});
export const setupConfirmed = event('setup.confirmed', {
  title: 'Inrichting gecontroleerd: alles klopt',
  object: 'setup',
  by: ['person'],
  details: { points },
});
export const setupReportedWrong = event('setup.reportedWrong', {
  title: 'Inrichting gecontroleerd: fout gemeld',
  object: 'setup',
  by: ['person'],
  details: { points, wrongPoints, remarks },
});

export const TRIAL_EVENTS = [trialDelivered, setupConfirmed, setupReportedWrong];
