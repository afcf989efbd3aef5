import { sha256 } from '../../src/kernel/fingerprint.js';
import type { Delivery } from '../../src/routing/delivery.js';
import { NO_MARKS } from './marks.js';

/** What was delivered by the GSB of Heumen to the CSB of a TK, or something else. */
export function aDelivery(given: Partial<Delivery> = {}): Delivery {
  return {
    id: '00000000-0000-4000-8000-000000000001' as Delivery['id'],
    submissionId: '00000000-0000-4000-8000-000000000002',
    number: 12,
    submittedAt: new Date('2027-03-17T21:00:00Z'),
    electionId: 'TK2027',
    recipient: { level: 'CSB', code: 'CSB' },
    law: 'Na 32 lid 3',
    sender: { level: 'GSB', code: '0668' },
    about: { level: 'GSB', code: '0668' },
    message: '510b',
    fingerprint: sha256('a'.repeat(64)),
    verdict: {
      catalogue: 2,
      verdict: 'accepted',
      fingerprint: sha256('a'.repeat(64)),
      type: '510b',
      election: 'TK2027',
      committee: { level: 'GSB', code: '0668' },
      created: null,
      figures: null,
      keyId: null,
      pair: null,
      attachments: [],
      checks: [],
    },
    session: null,
    paper: { compared: true, by: null },
    paperDraw: 'x',
    paperSlips: 0,
    at: new Date('2027-03-17T21:05:00Z'),
    arrival: 1,
    removed: null,
    version: 1,
    supersededAt: null,
    misusedSince: null,
    files: [
      { index: 1, name: 'definitieve-documenten_tk2027.zip', size: 10, sha256: sha256('b'.repeat(64)) },
    ],
    marks: NO_MARKS,
    assessment: null,
    ...given,
  };
}
