import { z } from 'zod';
import { detail, event } from '../audit/event.js';

const notices = detail('Berichten', z.int());

export const noticeSeen = event('notice.seen', {
  title: 'Bericht gelezen',
  object: 'notice',
  by: ['person'],
  details: { notices },
});

export const NOTICE_EVENTS = [noticeSeen];
