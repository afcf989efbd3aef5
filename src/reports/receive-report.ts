import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { append } from '../audit/audit.store.js';
import { OpenForms, type SentFields } from '../frame/open-forms.js';
import type { Actor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';
import { add } from '../platform/jobs/outbox.js';
import { Numbers } from '../platform/objects/numbers.store.js';
import { Database, lock } from '../platform/postgres/database.js';
import type { ResultPlace } from '../publication/publication.store.js';
import { ShowResults } from '../publication/show-results.js';
import { faultReported } from './events.js';
import { eraseAt, sayReport, type Report, type ReportContact, type ReportKind } from './report.js';
import { ReportStore } from './report.store.js';

/** The form that reports a fault in a public file. */
export const FAULT: ReportKind = 'fault';
const NUMBERS = 'public_report_number_seq';

/** What somebody says is wrong, and who they are where they say so. */
export interface SaidFault {
  readonly version: number;
  readonly place: string | null;
  readonly text: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** How who reported it follows it. The secret is shown once. */
export interface ReportReceipt {
  readonly number: string;
  readonly secret: string;
}

/** Takes a report of a fault in a public file, for the CSB (Kieswet P 1b lid 2), from anybody and without an account. */
@Injectable()
export class ReceiveReport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly forms: OpenForms,
    private readonly results: ShowResults,
    private readonly reports: ReportStore,
    private readonly numbers: Numbers,
  ) {}

  /**
   * Keeps what was said, once per form: the same again gives the same receipt. Nothing of it stands in the log or in an event but
   * which file it is about. Refused as ShowResults.file and OpenForms.accept; request.formUsed for something else in the same form;
   * request.invalid for a version that is not public.
   */
  async run(
    actor: Exclude<Actor, SystemActor>,
    place: ResultPlace,
    said: SaidFault,
    sent: SentFields,
  ): Promise<ReportReceipt> {
    const { versions, duty } = await this.results.file(place);
    const { electionId } = place;
    const { about, message } = duty;
    const { version, text, name, email } = said;
    if (!versions.some(({ publication }) => publication.version === version))
      throw new InvalidInput([{ pointer: '/versie', detail: 'Kies een versie uit de lijst.' }]);
    const file = { about: { level: about.level, code: about.code }, message, version, place: said.place };
    const { secret, ...form } = await this.forms.accept(FAULT, sent, actor.origin.ip);
    return await this.db.transaction(async (tx) => {
      await lock(tx, `report:form:${form.digest}`);
      const known = await this.reports.sentBy(tx, form.digest);
      if (known !== null) {
        const by = await this.reports.contact(known.id, tx);
        if (!saysSame(known, by, { electionId, text, file, name, email }))
          throw new Refusal('request.formUsed');
        return { number: known.number, secret };
      }
      const at = this.clock.now();
      const number = await this.numbers.next(tx, NUMBERS);
      const reportNumber = sayReport(number, at);
      const id = randomUUID();
      const contact = name === null && email === null ? null : { name, email, eraseAt: eraseAt(at, null) };
      await this.reports.add(
        tx,
        {
          ...{ id, number, kind: FAULT, electionId, text, at },
          ...{ formDigest: form.digest, secretDigest: form.secretDigest },
        },
        file,
        contact,
      );
      const details = { reportNumber, committee: about, message, publishedVersion: version };
      await append(tx, faultReported({ object: { id, electionId }, actor, details }), at);
      await add(tx, 'report.received', { reportId: id, electionId, at: at.toISOString() });
      return { number: reportNumber, secret };
    });
  }
}

type Sent = Pick<Report, 'electionId' | 'text' | 'file'> & Pick<SaidFault, 'name' | 'email'>;

/** Sent twice by mistake, and not changed in between. */
function saysSame({ electionId, text, file }: Report, contact: ReportContact | null, sent: Sent): boolean {
  const { name, email } = contact ?? { name: null, email: null };
  return isDeepStrictEqual({ electionId, text, file, name, email }, sent);
}
