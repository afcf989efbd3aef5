import { z } from 'zod';
import { LEVELS, MESSAGE_TYPES, sameCommittee, type CommitteeRef } from '../kernel/committee.js';
import type { Payload } from '../platform/jobs/outbox.js';
import { messageText } from '../routing/words.js';
import type { NewNotice, NoticeFacts, NoticeText } from './notice.js';

const committee = z.object({ level: z.enum(LEVELS), code: z.string() });
const published = z.object({
  ...{ publicationId: z.uuid(), electionId: z.string(), message: z.enum(MESSAGE_TYPES) },
  ...{ sender: committee, about: committee, by: committee },
});
const reported = z.object({ electionId: z.string(), at: z.iso.datetime() });

/** To who delivered it, where another made it public. */
export function publishedNotices(payload: Payload): NewNotice[] {
  const { publicationId, electionId, message, sender, about, by } = published.parse(payload);
  if (sameCommittee(sender, by)) return [];
  return [
    {
      cause: `published:${publicationId}`,
      to: { electionId, body: sender },
      facts: { kind: 'result.published', by, about, message, electionId },
    },
  ];
}

/** To the CSB, of whatever came in one hour once: who floods it fills no mailbox. */
export function reportedNotice(payload: Payload): NewNotice {
  const { electionId, at } = reported.parse(payload);
  return {
    cause: `reported:${electionId}:${at.slice(0, 13)}`,
    to: { electionId, body: { level: 'CSB', code: 'CSB' } },
    facts: { kind: 'report.received' },
  };
}

/** A file of this body became public, or somebody says that one is wrong; what they say stands on its page alone. */
export function publicText(
  facts: Extract<NoticeFacts, { kind: 'result.published' | 'report.received' }>,
  nameOf: (body: CommitteeRef) => string,
): NoticeText {
  if (facts.kind === 'report.received')
    return {
      title: 'Iemand meldde een fout in een openbaar bestand',
      text: 'Lees de melding, kijk of zij klopt, en antwoord. Wie meldde, leest uw antwoord.',
      href: '/meldingen',
    };
  const { electionId, about, message, by } = facts;
  return {
    title: `Openbaar gemaakt: ${messageText(message)}`,
    text: `${nameOf(by)} maakte uw bestand openbaar. Iedereen kan het nu bekijken en controleren.`,
    href: `/uitslagen/${electionId}/${about.code}/${message}`,
  };
}
