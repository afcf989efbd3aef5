import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { findOrganisation } from '../bodies/organisation.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { namesOf } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database, type Reader, type Tx } from '../platform/postgres/database.js';
import { formatTime } from '../web/format-time.js';
import { askSecond, findSecond, keepSecond, type Second } from './after.store.js';
import { makeDeclarationPdf } from './declaration-pdf.js';
import type { Declaration } from './declaration.js';
import { findDeclaration, lockDeclaration, newestDeclaration } from './declaration.store.js';
import { secondAsked, secondConfirmed } from './events.js';
import { findMandate } from './mandate.store.js';
import { findModel } from './model.store.js';
import { tellBody } from './record-declaration.js';
import { documentOf, type Confirmed } from './written-declaration.js';

/**
 * A second person of the body confirms a declaration that was made by the form: a rule of ours, not of law, so that it is never a
 * reason to be late. Somebody else than who declared and than who asked, signed in as themselves: a link is no proof of who
 * follows it. Only for people of the executive, of their own organisation: the edge sees to it.
 */
@Injectable()
export class ConfirmSecond {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** Asks for it; to ask again is harmless. Refused: request.notFound, declaration.notAsked (replaced, or no form). */
  async ask(id: string, actor: PersonActor): Promise<void> {
    const by = { at: this.clock.now(), personId: actor.personId };
    await act(this.db, actor, async (tx) => {
      const declaration = await this.hold(tx, id, actor);
      if ((await findSecond(tx, id)) !== null) return;
      await askSecond(tx, id, by);
      await append(tx, secondAsked({ object: declaration, actor, details: detailsOf(declaration) }), by.at);
      await tellBody(tx, 'secondAsked', declaration);
    });
  }

  /**
   * Confirms it with a passkey just used; the PDF from then on names both. Refused: request.notFound, declaration.notAsked (also
   * when it was confirmed or replaced meanwhile), declaration.samePerson, access.confirmFirst.
   */
  async confirm(id: string, actor: PersonActor): Promise<void> {
    const { db, objects, bench } = this;
    const at = this.clock.now();
    const declaration = await findDeclaration(db.read, id, actor.hat.body.code);
    if (declaration === null) throw new Refusal('request.notFound');
    mayConfirm(declaration, await findSecond(db.read, id), actor);
    const second = { name: actor.name, mandateUntil: null, at: formatTime(at) };
    const bytes = await makeDeclarationPdf(await this.written(db.read, declaration, second));
    await keepNamed({ db, objects, bench }, bytes, (object) =>
      act(
        db,
        actor,
        async (tx) => {
          mayConfirm(await this.hold(tx, id, actor), await findSecond(tx, id), actor);
          await recordObject(tx, object);
          await pinForGood(tx, [object.id]);
          const { id: sha256, size } = object;
          await keepSecond(tx, id, { at, personId: actor.personId, sha256, size });
          const details = { ...detailsOf(declaration), sha256 };
          await append(tx, secondConfirmed({ object: declaration, actor, details }), at);
        },
        'fresh',
      ),
    );
  }

  private async hold(tx: Tx, id: string, actor: PersonActor): Promise<Declaration> {
    const { code } = actor.hat.body;
    const declaration = await findDeclaration(tx, id, code);
    if (declaration === null) throw new Refusal('request.notFound');
    await lockDeclaration(tx, code, declaration.votingDay);
    const newest = await newestDeclaration(tx, code, declaration.votingDay);
    if (newest?.id !== id || newest.way !== 'form') throw new Refusal('declaration.notAsked');
    return declaration;
  }

  private async written(read: Reader, declaration: Declaration, second: Confirmed) {
    const { organisation, votingDay, modelVersion, mandateId, personId, electionIds, ...rest } = declaration;
    const [known, model, mandate, names, plans] = await Promise.all([
      findOrganisation(read, organisation),
      findModel(read, votingDay, modelVersion ?? 0),
      mandateId === null ? null : findMandate(read, organisation, mandateId),
      namesOf(read, [personId]),
      this.elections.ofDay(votingDay),
    ]);
    if (model === null || rest.answers === null)
      throw new Error(`declaration ${rest.id} was not made by the form`);
    return documentOf({
      ...rest,
      executive: known?.executive ?? organisation,
      elections: plans
        .filter(({ definition }) => electionIds.includes(definition.id))
        .map(({ definition }) => definition.name),
      ...{ votingDay, modelVersion: model.version, content: model.content, answers: rest.answers },
      first: {
        name: names.get(personId) ?? '',
        mandateUntil: mandate?.until ?? null,
        at: formatTime(rest.at),
      },
      second,
    });
  }
}

function mayConfirm({ personId }: Declaration, second: Second | null, actor: PersonActor): void {
  if (second === null || second.at !== null) throw new Refusal('declaration.notAsked');
  if (actor.personId === personId || actor.personId === second.askedBy)
    throw new Refusal('declaration.samePerson');
}

const detailsOf = ({ organisation, votingDay }: Declaration) => ({
  declaringBody: organisation,
  declarationDay: votingDay,
});
