import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DELIVERED_TYPES, LEVELS, MESSAGE_TYPES } from '../kernel/committee.js';
import type { Payload } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { numberOf } from '../routing/delivery.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { submissionNumber, type SubmissionId } from '../upload/submission.js';
import { findSubmission } from '../upload/submission.store.js';
import { DispatchNotices } from './dispatch-notices.js';
import { OPERATOR, UNKNOWN_NUMBER, type NewNotice, type NoticeFacts } from './notice.js';
import { NoticeStore } from './notice.store.js';
import { publishedNotices, reportedNotice } from './public-notices.js';

const level = z.enum(LEVELS);
const created = z.object({ deliveryIds: z.array(z.uuid()) });
const requested = z.object({ requestId: z.uuid() });
const referred = z.object({ referralId: z.uuid() });
const compared = z.object({ submissionId: z.uuid() });
const committee = z.object({ level, code: z.string() });
const readDiffers = z.object({
  ...{ deliveryId: z.uuid(), electionId: z.string(), shown: z.string(), number: z.string() },
  ...{ sender: committee, recipient: committee, about: committee, message: z.enum(DELIVERED_TYPES) },
});
const damaged = z.object({ sha256: z.string(), submissionId: z.uuid() });
const releaseFile = z.object({ sha256: z.string(), releaseId: z.uuid() });
const registerFile = z.object({ sha256: z.string(), electionId: z.string(), documentKind: z.string() });
const differing = z.object({
  cause: z.string(),
  releaseId: z.uuid(),
  release: z.string(),
  electionId: z.string(),
  level,
  code: z.string(),
});
const decided = z.object({
  id: z.uuid(),
  electionId: z.string(),
  level,
  code: z.string(),
  state: z.enum(['registered', 'approved', 'rejected', 'revoked']),
  /** Stopped by one of the Kiesraad: revoked, until another answers. */
  suspended: z.boolean().default(false),
  /** Of the act; the release before this did not say. */
  at: z.string().default(''),
  misusedSince: z.string().nullable().default(null),
  /** Of the act that stopped it: the same when another confirms that. */
  stoppedAt: z.string().nullable().default(null),
});
const fallbackChanged = z.object({
  id: z.uuid(),
  electionId: z.string(),
  level,
  code: z.string(),
  message: z.enum(MESSAGE_TYPES),
  state: z.enum(['asked', 'allowed', 'refused', 'withdrawn']),
});
const reportedWrong = z.object({ id: z.uuid(), electionId: z.string(), level, code: z.string() });
const setAside = z.object({
  exemptionId: z.uuid(),
  electionId: z.string(),
  level,
  code: z.string(),
  ended: z.boolean(),
  to: z.array(z.object({ level, code: z.string() })),
});
const declared = z.object({
  what: z.enum(['received', 'secondAsked']),
  id: z.uuid(),
  organisation: z.string(),
  votingDay: z.string(),
  version: z.int(),
  late: z.boolean(),
});
const authorisationsDue = z.object({
  votingDay: z.string(),
  step: z.string(),
  closesOn: z.string(),
  bodies: z.array(z.object({ electionId: z.string().nullable(), level, code: z.string(), open: z.int() })),
});
const clashed = z.object({
  keyId: z.string(),
  electionId: z.string(),
  level,
  code: z.string(),
  ownerElectionId: z.string(),
  ownerLevel: level,
  ownerCode: z.string(),
});

/** The events of which bodies are told. Of a damaged file once a day: every attempt to fetch it raises the alarm anew. */
export const TOLD = [
  'authorisations.due',
  'declaration.changed',
  'delivery.created',
  'delivery.readDiffers',
  'delivery.requested',
  'fallback.changed',
  'key.clashed',
  'key.decided',
  'object.damaged',
  'register.damaged',
  'referral.answered',
  'referral.sent',
  'release.damaged',
  'release.differs',
  'report.received',
  'request.answered',
  'setup.reportedWrong',
  'result.published',
  'result.setAside',
  'submission.paperCompared',
] as const;
export type ToldEvent = (typeof TOLD)[number];

const BATCH = 500;

/** Turns an event into notices to the bodies that it concerns. */
@Injectable()
export class TellBodies {
  constructor(
    private readonly db: Database,
    private readonly notices: NoticeStore,
    private readonly deliveries: DeliveryStore,
    private readonly dispatch: DispatchNotices,
    private readonly clock: Clock,
  ) {}

  /** Inside the transaction of these events of one kind. To repeat it is harmless. Gives how many notices it made. */
  async run(tx: Tx, event: ToldEvent, payloads: readonly Payload[]): Promise<number> {
    return await this.dispatch.run(tx, await this.noticesFor(tx, event, payloads), this.clock.now());
  }

  /** Tells of deliveries, requests, referrals and answers whose event was lost; gives how many notices it made. The rest comes next time. */
  async sweep(): Promise<number> {
    const ids = await this.notices.untold(BATCH);
    if (ids.length === 0) return 0;
    return await this.db.transaction(async (tx) => {
      const news = [...(await this.notices.ofNews(tx, ids)), ...(await this.notices.ofTalk(tx, ids))];
      return this.dispatch.run(tx, news, this.clock.now());
    });
  }

  private async noticesFor(tx: Tx, event: ToldEvent, payloads: readonly Payload[]): Promise<NewNotice[]> {
    switch (event) {
      case 'delivery.created': {
        const ids = payloads.flatMap((payload) => created.parse(payload).deliveryIds);
        return await this.notices.ofNews(tx, ids);
      }
      case 'delivery.requested': {
        const ids = payloads.map((payload) => requested.parse(payload).requestId);
        return await this.notices.ofNews(tx, ids);
      }
      case 'request.answered': {
        const ids = payloads.map((payload) => requested.parse(payload).requestId);
        return await this.notices.ofTalk(tx, ids);
      }
      case 'referral.sent':
      case 'referral.answered': {
        const ids = payloads.map((payload) => referred.parse(payload).referralId);
        return await this.notices.ofTalk(tx, ids);
      }
      case 'submission.paperCompared': {
        const notices: NewNotice[] = [];
        for (const payload of payloads) notices.push(...(await this.paperNotices(tx, payload)));
        return notices;
      }
      case 'delivery.readDiffers':
        return payloads.flatMap((payload) => readNotices(readDiffers.parse(payload)));
      case 'declaration.changed':
        return payloads.map((payload) => declarationNotice(declared.parse(payload)));
      case 'fallback.changed':
        return payloads.map((payload) => fallbackNotice(fallbackChanged.parse(payload)));
      case 'release.damaged':
        return payloads.map((payload) => {
          const { sha256, releaseId } = releaseFile.parse(payload);
          return this.fileDamaged({ kind: event, releaseId, sha256 });
        });
      case 'register.damaged':
        return payloads.map((payload) => this.fileDamaged({ kind: event, ...registerFile.parse(payload) }));
      case 'release.differs':
        return payloads.flatMap((payload) => differsNotices(differing.parse(payload)));
      case 'authorisations.due':
        return payloads.flatMap((payload) => authorisationNotices(authorisationsDue.parse(payload)));
      case 'setup.reportedWrong':
        return payloads.map((payload) => wrongSetupNotice(reportedWrong.parse(payload)));
      case 'result.published':
        return payloads.flatMap(publishedNotices);
      case 'report.received':
        return payloads.map(reportedNotice);
      case 'result.setAside':
        return payloads.flatMap((payload) => setAsideNotices(setAside.parse(payload)));
      case 'key.clashed':
      case 'key.decided':
      case 'object.damaged': {
        const notices: NewNotice[] = [];
        for (const payload of payloads) notices.push(...(await this.noticesOf(tx, event, payload)));
        return notices;
      }
    }
  }

  /** To who received it, or who sent it; of what differs also to the Kiesraad. */
  private async paperNotices(tx: Tx, payload: Payload): Promise<readonly NewNotice[]> {
    const { submissionId } = compared.parse(payload);
    const deliveries = await this.deliveries.ofSubmission(submissionId, tx);
    return await this.notices.ofNews(tx, [submissionId, ...deliveries.map(({ id }) => id)]);
  }

  /** To the Kiesraad, once a day. */
  private fileDamaged(facts: Extract<NoticeFacts, { kind: `${string}.damaged` }>): NewNotice {
    const day = this.clock.now().toISOString().slice(0, 10);
    return { cause: `object:${facts.sha256}:${day}`, to: OPERATOR, facts };
  }

  /** To who received what was signed with a key since it may have been misused. */
  private async misuseNotices(tx: Tx, key: string, stoppedAt: string): Promise<readonly NewNotice[]> {
    return (await this.deliveries.ofMisusedKey(tx, key)).map((delivery) => ({
      cause: `misused:${key}:${delivery.id}:${stoppedAt}`,
      to: { electionId: delivery.electionId, body: delivery.recipient },
      facts: {
        kind: 'key.misused',
        deliveryId: delivery.id,
        number: numberOf(delivery),
        about: delivery.about,
        message: delivery.message,
      },
    }));
  }

  /** A key that may be used is not misused: who was told that it may have been is told so, once. */
  private async allClear(tx: Tx, key: string): Promise<readonly NewNotice[]> {
    const told = await this.notices.ofCause(tx, `misused:${key}:`);
    return told.flatMap(({ cause, to, facts }) =>
      facts.kind === 'key.misused'
        ? [{ cause: `cleared:${cause}`, to, facts: { ...facts, kind: 'key.cleared' as const } }]
        : [],
    );
  }

  private async noticesOf(
    tx: Tx,
    event: Exclude<
      ToldEvent,
      | `declaration.${string}`
      | 'authorisations.due'
      | `delivery.${string}`
      | `fallback.${string}`
      | `release.${string}`
      | `result.${string}`
      | 'register.damaged'
      | 'report.received'
      | `referral.${string}`
      | 'request.answered'
      | 'setup.reportedWrong'
      | 'submission.paperCompared'
    >,
    payload: Payload,
  ): Promise<readonly NewNotice[]> {
    switch (event) {
      case 'key.clashed':
        return clashNotices(clashed.parse(payload));
      case 'key.decided': {
        const key = decided.parse(payload);
        const { id, electionId, state, suspended, at, level, code } = key;
        if (state === 'registered') return [];
        // what was suspended and lifted is told of again
        const again = state === 'approved' || suspended ? `:${at}` : '';
        const facts = { kind: 'key.decided', state, ...(suspended ? { suspended } : {}) } as const;
        const own = { cause: `key:${id}:${state}${again}`, to: { electionId, body: { level, code } }, facts };
        if (state === 'approved') return [own, ...(await this.allClear(tx, id))];
        return key.misusedSince === null
          ? [own]
          : [own, ...(await this.misuseNotices(tx, id, key.stoppedAt ?? ''))];
      }
      case 'object.damaged': {
        const { sha256, submissionId } = damaged.parse(payload);
        const found = await findSubmission(tx, submissionId as SubmissionId);
        const number = found === null ? UNKNOWN_NUMBER : submissionNumber(found);
        return [this.fileDamaged({ kind: 'object.damaged', number, sha256 })];
      }
    }
  }
}

/** To each body of which roles are not confirmed, once per step of the round. */
function authorisationNotices(due: z.infer<typeof authorisationsDue>): NewNotice[] {
  const { votingDay, step, closesOn, bodies } = due;
  return bodies.map(({ electionId, level, code, open }) => ({
    cause: `authorisations:${votingDay}:${step}:${electionId ?? ''}`,
    to: { electionId, body: { level, code } },
    facts: { kind: 'authorisations.due', votingDay, closesOn, open },
  }));
}

/** To who read it in, who sent it and the Kiesraad; once for each fingerprint that was seen. */
function readNotices(saw: z.infer<typeof readDiffers>): readonly NewNotice[] {
  const { deliveryId, electionId, shown, sender, recipient, number, about, message } = saw;
  const cause = `readDiffers:${deliveryId}:${shown}`;
  const facts = { kind: 'delivery.readDiffers', number, about, message, by: recipient } as const;
  return [
    { cause, to: { electionId, body: recipient }, facts },
    { cause, to: { electionId, body: sender }, facts },
    { cause, to: OPERATOR, facts: { ...facts, electionId } },
  ];
}

/** The body, which must not use what it has, and the Kiesraad. */
function differsNotices(saw: z.infer<typeof differing>): readonly NewNotice[] {
  const { cause, releaseId, release, electionId, level, code } = saw;
  const facts = { kind: 'release.differs', releaseId, release } as const;
  const by = { level, code };
  return [
    { cause: `installed:${cause}`, to: { electionId, body: by }, facts },
    { cause: `installed:${cause}`, to: OPERATOR, facts: { ...facts, by, electionId } },
  ];
}

/** To the Kiesraad, which must mend it. */
function wrongSetupNotice({ id, electionId, level, code }: z.infer<typeof reportedWrong>): NewNotice {
  const facts = { kind: 'setup.wrong', electionId, by: { level, code } } as const;
  return { cause: `setup:${id}`, to: OPERATOR, facts };
}

/** To who has or would get its file, and to the Kiesraad. */
function setAsideNotices(act: z.infer<typeof setAside>): readonly NewNotice[] {
  const { exemptionId, electionId, level, code, ended, to } = act;
  const cause = `setAside:${exemptionId}:${ended ? 'ended' : 'declared'}`;
  const facts = { kind: 'result.setAside', by: { level, code }, ended } as const;
  return [
    ...to.map((body) => ({ cause, to: { electionId, body }, facts })),
    { cause, to: OPERATOR, facts: { ...facts, electionId } },
  ];
}

/** A question to the Kiesraad, an answer to who asked. */
function fallbackNotice(changed: z.infer<typeof fallbackChanged>): NewNotice {
  const { id, electionId, level, code, message, state } = changed;
  const cause = `fallback:${id}:${state}`;
  const body = { level, code };
  return state === 'asked'
    ? {
        cause,
        to: OPERATOR,
        facts: { kind: 'fallback.asked', fallbackId: id, by: body, message, electionId },
      }
    : { cause, to: { electionId, body }, facts: { kind: 'fallback.answered', state, message } };
}

/** Both are told; the election is in the cause, because one gemeente has the same level and code in several. */
function clashNotices(clash: z.infer<typeof clashed>): readonly NewNotice[] {
  const { keyId, electionId, level, code, ownerElectionId, ownerLevel, ownerCode } = clash;
  const cause = `clash:${keyId}:${electionId}:${level}:${code}`;
  return [
    {
      cause: `${cause}:other`,
      to: { electionId, body: { level, code } },
      facts: { kind: 'key.clashed', own: false },
    },
    {
      cause: `${cause}:own`,
      to: { electionId: ownerElectionId, body: { level: ownerLevel, code: ownerCode } },
      facts: { kind: 'key.clashed', own: true },
    },
  ];
}

/** To the executive that declared, or of which a second person is asked to confirm. */
function declarationNotice({ what, id, organisation, ...facts }: z.infer<typeof declared>): NewNotice {
  return {
    cause: `declaration:${id}:${what}`,
    to: { electionId: null, body: { level: 'EXECUTIVE', code: organisation } },
    facts: { kind: `declaration.${what}`, ...facts },
  };
}
