import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { decidedOf } from '../elections/decision.store.js';
import { decisionsOf } from '../elections/decisions.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee, type Segment } from '../kernel/committee.js';
import { chainLock } from '../kernel/delivery-chain.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { add } from '../platform/jobs/outbox.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import type { KnownObject } from '../platform/objects/verified.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { resultPublished } from './events.js';
import { KeepEml } from './keep-eml.js';
import { publicFrom, publisherOf, type Publisher } from './obligation.js';
import { checkPublishable, isSetAside, subjectKey, type Place, type Standing } from './publication.js';
import { PublicationStore, type OwnFile } from './publication.store.js';

/** A file that this body makes public, and what stands in its way. */
export interface PublishableFile extends Standing {
  readonly plan: ElectionPlan;
  readonly file: OwnFile;
  readonly publisher: Publisher;
}

/**
 * The body that must make a delivered file public does so with one act, here or by saying where it did (Kieswet Na 33 lid 1,
 * O 8 lid 2, O 22 lid 2, P 23 lid 3). Public becomes the EML file alone: never its signature, its key or what came with it.
 */
@Injectable()
export class PublishResult {
  constructor(
    private readonly db: Database,
    private readonly publications: PublicationStore,
    private readonly elections: ElectionStore,
    private readonly eml: KeepEml,
    private readonly clock: Clock,
  ) {}

  /** By the id of the delivery that this body got, or of its own. Refused as absent: another's, and what another publishes. */
  async show(actor: Pick<PersonActor, 'hat'>, id: string): Promise<PublishableFile> {
    return await this.find(segmentOf(actor), id);
  }

  /**
   * Makes the file public here (`address` null), or says where this body did; gives the file. What becomes public here is
   * kept by {@link KeepEml} before the act. Refused as {@link show} and checkPublishable; upload.noSpace; here, of what this body
   * has no copy of any more: publication.removed.
   */
  async run(actor: PersonActor, id: string, address: string | null): Promise<OwnFile> {
    const found = await this.find(segmentOf(actor), id);
    checkPublishable(found, this.clock.now());
    const { file } = found;
    if (address === null && file.removed) throw new Refusal('publication.removed');
    if (address !== null) await this.record(actor, id, found, { kind: 'elsewhere', address }, null);
    else
      await this.eml.run(file, (name, object) =>
        this.record(actor, id, found, { kind: 'here', name, size: object.size }, object),
      );
    return file;
  }

  private async record(
    actor: PersonActor,
    id: string,
    { plan, file: seen }: PublishableFile,
    place: Place,
    object: KnownObject | null,
  ): Promise<void> {
    const segment = segmentOf(actor);
    await act(this.db, actor, async (tx) => {
      await lock(tx, chainLock(seen));
      await lock(tx, `publication:${seen.electionId}:${subjectKey(seen)}`);
      const found = await this.standing(plan, segment, id, tx);
      const at = this.clock.now();
      checkPublishable(found, at);
      if (object !== null) {
        await recordObject(tx, object);
        await pinForGood(tx, [object.id]);
      }
      const { file } = found;
      const { personId } = actor;
      const made = await this.publications.add(tx, file, place, { by: segment.body, personId, at });
      const { submissionId, about: committee, message, fingerprint, electionId } = file;
      const details = {
        ...{ submissionId, committee, message, fingerprint, publishedVersion: made.version },
        publishedAt: place.kind === 'elsewhere' ? place.address : null,
      };
      const event = resultPublished({ object: { id: submissionId, electionId }, actor, details });
      await append(tx, event, at);
      const bodies = { sender: { ...file.sender }, about: { ...committee }, by: { ...segment.body } };
      await add(tx, 'result.published', { publicationId: made.id, electionId, message, ...bodies });
    });
  }

  private async find(segment: Segment, id: string): Promise<PublishableFile> {
    const plan = isUuid(id) ? await this.elections.plan(segment.electionId) : null;
    if (plan === null) throw new Refusal('request.notFound');
    return await this.standing(plan, segment, id);
  }

  private async standing(
    plan: ElectionPlan,
    segment: Segment,
    id: string,
    tx?: Tx,
  ): Promise<PublishableFile> {
    const [file] = await this.publications.own(segment, id, tx);
    const publisher = file && publisherOf(plan, file.about, file.message);
    if (!file || !publisher || !sameCommittee(publisher.body, segment.body))
      throw new Refusal('request.notFound');
    const read = tx ?? this.db.read;
    const { electionId } = segment;
    const decided = (await decidedOf(read, [electionId])).get(electionId);
    const exemptions = await this.elections.exemptions(electionId, read);
    return {
      ...{ plan, file, publisher },
      setAside: isSetAside(file, exemptions, this.clock.now()),
      from: publicFrom(plan, decisionsOf(plan.definition, decided)),
    };
  }
}
