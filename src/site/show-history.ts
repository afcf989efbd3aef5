import { Injectable } from '@nestjs/common';
import { listEventsAbout } from '../audit/audit-list.store.js';
import type { LoggedEvent } from '../audit/audit-query.js';
import { ElectionStore } from '../elections/election.store.js';
import { committeeName } from '../elections/committees.js';
import type { Hat, PersonActor } from '../kernel/actor.js';
import { committeeKey, sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { RequestStore } from '../routing/request.store.js';
import { findByNumber } from '../upload/submission.store.js';
import type { Submission } from '../upload/submission.js';
import { LogWords, type WordedFact, type Wording } from './log-words.js';

/** One thing that happened to a delivery. */
export interface Step {
  readonly at: Date;
  readonly title: string;
  readonly who: string;
  readonly facts: readonly WordedFact[];
}

/** Everything that somebody may know of what happened to one delivery, oldest first. */
export interface History {
  readonly submission: Submission;
  readonly electionName: string;
  readonly senderName: string;
  readonly steps: readonly Step[];
  /** The page of it for who sees this; null for the Kiesraad as beheerder, who has none. */
  readonly page: string | null;
}

/** Looks, counts and what only the platform's keepers need: no steps of a delivery. */
const NO_STEP = ['thing.viewed', 'submission.viewed', 'delivery.bundled', 'submission.bytesReleased'];
const STEPS_OF = new Set(['submission', 'delivery', 'request']);
/** A step for the beheerder alone. It is about bytes, and names the submission or delivery they are of. */
const DAMAGED = 'object.damaged';

/**
 * What identifies bytes whole is compared with paper, not read here; what a sender calls its files, and who else gets them,
 * is its own.
 */
const HELD_BACK = new Set(['fingerprint', 'sha256']);
const OF_SENDER = new Set(['fileNames', 'fileName', 'direct', 'index', 'size', 'recipients']);

const NOBODY = '00000000-0000-4000-8000-000000000000';

type Viewer = 'operator' | 'sender' | 'recipient';

/** The history of one delivery by its number, from the log. */
@Injectable()
export class ShowHistory {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly requests: RequestStore,
    private readonly elections: ElectionStore,
    private readonly words: LogWords,
  ) {}

  /**
   * The sender sees how far each recipient is; a recipient its own part; the Kiesraad as beheerder all of it and no file.
   * Of people of another body only the body is named. Requests that it answers are steps of it. Another's number is refused as one that is not there.
   */
  async run({ hat }: PersonActor, number: string): Promise<History> {
    const submission = await findByNumber(this.db.read, number);
    // looked for at an absent number too, so that another's takes no longer
    const deliveries = await this.deliveries.ofSubmission(submission?.id ?? NOBODY);
    const own = deliveries.filter(
      ({ to }) => submission?.electionId === hat.electionId && sameCommittee(to, hat.body),
    );
    const viewer = submission === null ? null : viewerOf(hat, submission, own.length > 0);
    if (submission === null || viewer === null) throw new Refusal('request.notFound');
    const seen = viewer === 'recipient' ? own : deliveries;
    const asked = (await this.requests.answeredBy(submission.id)).filter(
      ({ from }) => viewer !== 'recipient' || sameCommittee(from, hat.body),
    );
    const ids = [...seen, ...asked].map(({ id }) => id);
    const events = await listEventsAbout(this.db.read, [submission.id, number, ...ids], {
      named: DAMAGED,
      without: NO_STEP,
    });
    const about = new Set([submission.id, ...ids]);
    const steps = events.filter((event) => isStep(event, viewer, hat, about));
    const wording = await this.words.for(steps);
    const plan = await this.elections.plan(submission.electionId);
    return {
      submission,
      electionName: plan?.definition.name ?? submission.electionId,
      senderName: committeeName(plan?.committees ?? [], submission.sender),
      steps: steps.map((event) => stepOf(event, viewer, hat, wording)),
      page: pageOf(viewer, submission, own[0]?.id),
    };
  }
}

function viewerOf(hat: Hat, { electionId, sender }: Submission, receives: boolean): Viewer | null {
  if (hat.body.level === 'OPERATOR') return 'operator';
  if (hat.electionId === electionId && sameCommittee(hat.body, sender)) return 'sender';
  return receives ? 'recipient' : null;
}

function pageOf(viewer: Viewer, submission: Submission, delivery: string | undefined): string | null {
  if (viewer === 'operator') return null;
  return viewer === 'sender' ? `/leveringen/${submission.id}` : `/ontvangen/${delivery}`;
}

/** Whether an event is a step of this delivery, and one that the viewer may know of. A slip is its own body's affair. */
function isStep(event: LoggedEvent, viewer: Viewer, hat: Hat, about: ReadonlySet<string>): boolean {
  const { action, objectKind, objectId, result } = event;
  if (action === DAMAGED) return viewer === 'operator';
  if (result === 'refused' || objectId === null) return false;
  if (action.endsWith('.paperSlipped') && viewer !== 'operator' && !isOwn(event, hat)) return false;
  return STEPS_OF.has(objectKind) && about.has(objectId);
}

/** Whether somebody of the body of this hat did it. */
function isOwn(event: LoggedEvent, { body }: Hat): boolean {
  return event.hat?.startsWith(`${committeeKey(body)} `) === true;
}

function stepOf(event: LoggedEvent, viewer: Viewer, hat: Hat, wording: Wording): Step {
  const own = isOwn(event, hat);
  const body = event.hat === null ? 'het platform' : wording.hat(event.hat, false);
  const named = event.personName !== null && event.hat !== null && (own || viewer === 'operator');
  const hidden = (name: string) =>
    viewer !== 'operator' && (HELD_BACK.has(name) || (viewer !== 'sender' && OF_SENDER.has(name)));
  const details = Object.fromEntries(Object.entries(event.details).filter(([name]) => !hidden(name)));
  return {
    at: event.at,
    title: wording.title(event),
    who: named ? `${event.personName}, ${body}` : body,
    facts: wording.facts({ ...event, details }),
  };
}
