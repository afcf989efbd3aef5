import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { isCalendarDay } from '../elections/calendar.js';
import { Refusal } from '../kernel/refusal.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database } from '../platform/postgres/database.js';
import { formatTime } from '../web/format-time.js';
import { makeDeclarationPdf } from './declaration-pdf.js';
import {
  mandateNamed,
  outcomeOf,
  wrongDays,
  type Answered,
  type Declaration,
  type Mandate,
} from './declaration.js';
import { lockDeclaration } from './declaration.store.js';
import { findDraft, removeDraft } from './draft.store.js';
import { FillIn, type Filling } from './fill-in.js';
import { findMandate } from './mandate.store.js';
import { readAnswers, type FieldFault } from './model.js';
import { checkMandate, recordDeclaration } from './record-declaration.js';
import { executiveOf } from './who-declares.js';
import { documentOf, type WrittenDeclaration } from './written-declaration.js';

/** What was filled in, read whole. */
export interface Read {
  readonly answers: readonly Answered[];
  readonly investigatedOn: string;
  readonly declaredOn: string;
  /** Id of the mandate; null: the executive itself. */
  readonly mandateId: string | null;
}

/** Reads what was filled in, or all that is wrong with it. `today`: a Dutch day. */
export function readFilled({ model, fields }: Filling, today: string): Read | readonly FieldFault[] {
  const { answers, faults } = readAnswers(model.content, fields);
  const [investigatedOn = '', declaredOn = '', by = ''] = [
    fields['onderzocht'],
    fields['verklaard'],
    fields['namens'],
  ];
  const noDay = (field: string, day: string, message: string) =>
    isCalendarDay(day) ? [] : [{ field, message }];
  const missing = [
    ...noDay('onderzocht', investigatedOn, 'Vul de dag van het onderzoek in.'),
    ...noDay('verklaard', declaredOn, 'Vul de dag van de verklaring in.'),
  ];
  const days = missing.length > 0 ? {} : wrongDays({ investigatedOn, declaredOn }, today);
  const wrong = Object.entries(days).map(([field, message]) => ({ field, message }));
  const named = mandateNamed.safeParse(by);
  const nobody = named.success ? [] : [{ field: 'namens', message: named.error.issues[0]?.message ?? '' }];
  const all = [...faults, ...missing, ...wrong, ...nobody];
  if (!named.success || all.length > 0) return all;
  return { answers, investigatedOn, declaredOn, mandateId: named.data };
}

/** A body declares by the form (Ea 6 lid 2): what it filled in becomes its declaration and a PDF. */
@Injectable()
export class Declare {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly filling: FillIn,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /**
   * Declares what was filled in, as the person saw it in `revision`, with a passkey just used. Refused: as FillIn.show;
   * declaration.incomplete with each field; declaration.changed when a colleague changed or declared it meanwhile;
   * declaration.noMandate and declaration.mandateOver, looked at under lock in the transaction; access.confirmFirst.
   */
  async run(votingDay: string, revision: number, actor: PersonActor): Promise<Declaration> {
    const filling = await this.filling.show(votingDay, actor);
    const at = this.clock.now();
    if (filling.revision !== revision) throw new Refusal('declaration.changed');
    const read = readFilled(filling, dutchDay(at));
    if (!('answers' in read)) throw incomplete(read);
    const mandate = read.mandateId === null ? null : await this.ownMandate(read.mandateId, actor, at);
    const { body, elections, model } = filling;
    const replacesVersion = body.state?.version ?? 0;
    const document = documentOf(writtenOf(filling, read, { mandate, actor, at }));
    const { db, objects, bench } = this;
    return await keepNamed({ db, objects, bench }, await makeDeclarationPdf(document), (object) =>
      act(
        db,
        actor,
        async (tx) => {
          const { organisation } = body;
          await lockDeclaration(tx, organisation, votingDay);
          const draft = await findDraft(tx, organisation, votingDay);
          if (draft?.revision !== revision) throw new Refusal('declaration.changed');
          const declared = {
            ...{ organisation, votingDay, electionIds: elections.map(({ id }) => id) },
            ...({ way: 'form', modelVersion: model.version, outcome: outcomeOf(read.answers) } as const),
            ...{ ...read, replacesVersion },
          };
          const made = await recordDeclaration(tx, declared, { object, actor, at });
          await removeDraft(tx, draft);
          return made;
        },
        'fresh',
      ),
    );
  }

  /** As the PDF names it; the transaction looks again. */
  private async ownMandate(id: string, actor: PersonActor, at: Date): Promise<Mandate> {
    const mandate = await findMandate(this.db.read, actor.hat.body.code, id);
    if (mandate === null || mandate.holder !== actor.personId) throw new Refusal('declaration.noMandate');
    checkMandate(mandate, at);
    return mandate;
  }
}

function writtenOf(
  { body, elections, model }: Filling,
  read: Read,
  { mandate, actor, at }: { mandate: Mandate | null; actor: PersonActor; at: Date },
): WrittenDeclaration {
  return {
    executive: executiveOf(body),
    elections: elections.map(({ name }) => name),
    ...{ votingDay: body.votingDay, version: (body.state?.version ?? 0) + 1 },
    ...{ modelVersion: model.version, content: model.content },
    ...{ answers: read.answers, investigatedOn: read.investigatedOn, declaredOn: read.declaredOn },
    first: { name: actor.name, mandateUntil: mandate?.until ?? null, at: formatTime(at) },
    second: null,
    at,
  };
}

function incomplete(faults: readonly FieldFault[]): RefusalWithReasons {
  const reasons = faults.map(({ field, message }) => ({ pointer: `/${field}`, detail: message }));
  return new RefusalWithReasons('declaration.incomplete', reasons);
}
