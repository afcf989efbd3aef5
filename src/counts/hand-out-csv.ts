import { Injectable } from '@nestjs/common';
import { appendRepeated } from '../audit/repeat.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { holdsCount, type CommitteeRef, type DeliveredType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { checkKept, readDeliveryId } from '../routing/delivery.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { findCount } from '../upload/count.store.js';
import { FindSubmission } from '../upload/show-submission.js';
import { hasReceipt, submissionNumber } from '../upload/submission.js';
import { countCsv, type CountCsv, type CsvForm } from './csv-form.js';
import { countTabulated } from './events.js';
import { FindNames } from './find-names.js';

/** A submission that was delivered, as far as its count goes. */
interface Counted {
  readonly submissionId: string;
  readonly electionId: string;
  readonly message: DeliveredType;
  readonly about: CommitteeRef;
}

/** Hands out a count as CSV. What holds none is refused as absent, and `counts.notReadYet` where it is not kept yet. */
@Injectable()
export class HandOutCsv {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly deliveries: DeliveryStore,
    private readonly submissions: FindSubmission,
    private readonly names: FindNames,
  ) {}

  /** For who received it; the log says so before a byte leaves. Another's is refused as absent. */
  async received(actor: PersonActor, id: string, form: CsvForm): Promise<CountCsv> {
    const known = readDeliveryId(id);
    const delivery = known && (await this.deliveries.find(segmentOf(actor), known));
    if (!delivery) throw new Refusal('request.notFound');
    checkKept(delivery);
    const csv = await this.csvOf(delivery, form);
    const { submissionId } = delivery;
    const event = countTabulated({ object: delivery, actor, details: { submissionId, form } });
    await this.db.transaction((tx) => appendRepeated(tx, event, `${delivery.id} ${form}`, this.clock.now()));
    return csv;
  }

  /** For its sender, of what was delivered. Refused too: upload.noReceipt. */
  async sent(actor: PersonActor, id: string, form: CsvForm): Promise<CountCsv> {
    const submission = await this.submissions.run(id, actor);
    if (!hasReceipt(submission))
      throw new Refusal('upload.noReceipt', { nummer: submissionNumber(submission) });
    return await this.csvOf({ ...submission, submissionId: submission.id }, form);
  }

  private async csvOf(
    { submissionId, electionId, message, about }: Counted,
    form: CsvForm,
  ): Promise<CountCsv> {
    if (!holdsCount(message)) throw new Refusal('request.notFound');
    const count = await findCount(this.db.read, submissionId);
    if (count === null || count.totals === null) throw new Refusal('counts.notReadYet');
    const names = await this.names.run(electionId, about);
    return countCsv({ ...count, totals: count.totals }, names, form);
  }
}
