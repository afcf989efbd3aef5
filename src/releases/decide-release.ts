import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { pinForGood } from '../platform/objects/object.store.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { askSignature } from '../platform/signing/signature.store.js';
import { releaseApproved, releasePublished, releaseWithdrawn } from './events.js';
import { sha256Sums } from './manifest.js';
import { approve, publish, releaseName, withdraw, type Act, type Release } from './release.js';
import { askCheckList } from './make-check-list.js';
import { addApproval, holdRelease, saveState } from './release.store.js';

/** One decision: the transition, what goes with it, and how the log names it. */
interface Change<R extends Release> {
  readonly to: (release: Release, act: Act) => R;
  readonly keep?: (tx: Tx, after: R) => Promise<void>;
  readonly event: (what: Happening) => AuditEvent;
}
interface Happening {
  readonly object: Release;
  readonly actor: PersonActor;
  readonly details: { readonly release: string; readonly digest: Sha256 };
}

/**
 * What is decided about a release, each with its evidence in one transaction. Sensitive: in a session with a passkey just
 * used, never with a token. Only for the operator: the edge sees to it. Refused: request.notFound, and what the transition
 * refuses. Of two at once the second sees what the first did.
 */
@Injectable()
export class DecideRelease {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Finds good what hashes to `digest`: what the person saw. The second of two makes it *approved*. */
  approve(id: string, digest: Sha256, actor: PersonActor): Promise<Release> {
    return this.change(id, actor, {
      to: (release, { at, by }) => approve(release, { at, by, digest }),
      keep: (tx, after) => addApproval(tx, id, after.approvals.at(-1)!),
      event: releaseApproved,
    });
  }

  /** Makes an approved release everybody's; a worker signs its SHA256SUMS. */
  publish(id: string, actor: PersonActor): Promise<Release> {
    return this.change(id, actor, {
      to: publish,
      keep: async (tx, after) => {
        await pinForGood(
          tx,
          after.files.map((file) => file.sha256),
        );
        await askSignature(tx, 'sha256sums', Buffer.from(sha256Sums(after.files)));
        await askCheckList(tx);
      },
      event: releasePublished,
    });
  }

  /** Holds its files back, for good: by one person, because it may have to be done at once. `reason` is not empty. */
  withdraw(id: string, reason: string, actor: PersonActor): Promise<Release> {
    return this.change(id, actor, {
      to: (release, withdrawn) => withdraw(release, withdrawn, reason),
      keep: askCheckList,
      event: ({ details, ...what }) => releaseWithdrawn({ ...what, details: { ...details, reason } }),
    });
  }

  private change<R extends Release>(
    id: string,
    actor: PersonActor,
    { to, keep, event }: Change<R>,
  ): Promise<Release> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return act(
      this.db,
      actor,
      async (tx) => {
        const before = await holdRelease(tx, id);
        if (before === null) throw new Refusal('request.notFound');
        const after = to(before, decision);
        await saveState(tx, after, decision.at);
        await keep?.(tx, after);
        const digest = after.approvals[0]?.digest;
        if (digest === undefined) throw new Error(`release ${id} was decided about without an approval`);
        const details = { release: releaseName(after), digest };
        await append(tx, event({ object: after, actor, details }), decision.at);
        return after;
      },
      'fresh',
    );
  }
}
