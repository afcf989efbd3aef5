import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import type { Declaration } from './declaration.js';
import { lockDeclaration, newestDeclaration } from './declaration.store.js';
import { findDraft, writeDraft, type Draft } from './draft.store.js';
import { draftBegun } from './events.js';
import { fieldNames, fieldsOf, LONGEST_FIELD, type Fields, type Model } from './model.js';
import { findModel, modelInForce } from './model.store.js';
import { WhoDeclares, type DeclaringBody } from './who-declares.js';

/** A declaration as a body is filling it in. */
export interface Filling {
  readonly body: DeclaringBody;
  /** The elections of the day that it is about. */
  readonly elections: readonly { readonly id: string; readonly name: string }[];
  /** What it is filled in by. */
  readonly model: Model;
  /** The version in force, where that is a newer one: who began may go on with the older. */
  readonly newer: number | null;
  readonly fields: Fields;
  /** 0: nothing was kept yet. */
  readonly revision: number;
  readonly savedAt: Date | null;
}

/** With what a correction begins: what was declared before. */
function fieldsOfDeclared(declared: Declaration | null): Fields {
  if (declared === null) return {};
  const answers = (declared.answers ?? []).flatMap(({ id, answer }): (readonly [string, string])[] => {
    const names = fieldsOf(id);
    return [
      [names.outcome, answer.outcome],
      ...(answer.outcome === 'willComply' ? [[names.by, answer.by] as const] : []),
      ...(answer.outcome === 'deviates' ? [[names.measure, answer.measure] as const] : []),
    ];
  });
  return { ...Object.fromEntries(answers), onderzocht: declared.investigatedOn };
}

/**
 * A body fills its declaration in, kept as it goes, by whoever of its people is at it. Nothing of it is seen by others until it
 * is declared. Only for people of the executive, of their own organisation: the edge sees to it.
 */
@Injectable()
export class FillIn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly who: WhoDeclares,
  ) {}

  /** How it stands. Refused: request.notFound where this body need not declare that day, declaration.noModel. */
  async show(votingDay: string, { hat }: Pick<PersonActor, 'hat'>): Promise<Filling> {
    const { read } = this.db;
    const { code } = hat.body;
    const day = await this.who.run(votingDay);
    const body = day.bodies.find(({ organisation, must }) => organisation === code && must);
    if (body === undefined) throw new Refusal('request.notFound');
    const [draft, newest, declared] = await Promise.all([
      findDraft(read, code, votingDay),
      modelInForce(read, votingDay),
      newestDeclaration(read, code, votingDay),
    ]);
    if (newest === null) throw new Refusal('declaration.noModel');
    const old = draft?.modelVersion === newest.version ? null : draft;
    const model = old === null ? newest : ((await findModel(read, votingDay, old.modelVersion)) ?? newest);
    const concerned = new Set(body.because.map(({ electionId }) => electionId));
    const elections = day.elections
      .map(({ definition: { id, name } }) => ({ id, name }))
      .filter(({ id }) => concerned.size === 0 || concerned.has(id));
    return {
      ...{ body, elections, model },
      newer: model.version === newest.version ? null : newest.version,
      fields: draft?.fields ?? fieldsOfDeclared(declared),
      ...{ revision: draft?.revision ?? 0, savedAt: draft?.at ?? null },
    };
  }

  /**
   * Keeps what was filled in of some fields; the others stay. Names that the model does not have are left out, and what is too
   * long is cut. Gives when it was kept. Refused as {@link show}.
   */
  async keep(votingDay: string, given: Fields, actor: PersonActor): Promise<Date> {
    const { model, fields } = await this.show(votingDay, actor);
    const names = fieldNames(model.content);
    const known = Object.entries(given)
      .filter(([name]) => names.includes(name))
      .map(([name, value]) => [name, keepable(value).slice(0, LONGEST_FIELD)] as const);
    return await this.change(votingDay, actor, model.version, (before) => ({
      ...(before ?? fields),
      ...Object.fromEntries(known),
    }));
  }

  /** Goes on by the newest model: what was answered to questions that it still has stays. Refused as {@link show}. */
  async takeNewModel(votingDay: string, actor: PersonActor): Promise<void> {
    const { newer, fields } = await this.show(votingDay, actor);
    if (newer !== null) await this.change(votingDay, actor, newer, (before) => before ?? fields, true);
  }

  private async change(
    votingDay: string,
    actor: PersonActor,
    modelVersion: number,
    to: (before: Fields | null) => Fields,
    otherModel = false,
  ): Promise<Date> {
    const at = this.clock.now();
    const organisation = actor.hat.body.code;
    await act(this.db, actor, async (tx) => {
      await lockDeclaration(tx, organisation, votingDay);
      const before = await findDraft(tx, organisation, votingDay);
      const draft: Draft = {
        ...{ organisation, votingDay, at, personId: actor.personId },
        modelVersion: otherModel ? modelVersion : (before?.modelVersion ?? modelVersion),
        revision: (before?.revision ?? 0) + 1,
        fields: to(before?.fields ?? null),
      };
      if (before !== null && isSame(before, draft)) return;
      await writeDraft(tx, draft);
      if (before === null) await this.begun(tx, draft, actor);
    });
    return at;
  }

  private async begun(tx: Tx, { organisation, votingDay, modelVersion, at }: Draft, actor: PersonActor) {
    const details = { declaringBody: organisation, declarationDay: votingDay, modelVersion };
    await append(tx, draftBegun({ object: { id: null }, actor, details }), at);
  }
}

/** What is kept once more changes nothing, and is no reason to look again: a form sends what its fields sent before it. */
function isSame(before: Draft, after: Draft): boolean {
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  const equal = [...names].every((name) => (before.fields[name] ?? '') === (after.fields[name] ?? ''));
  return equal && before.modelVersion === after.modelVersion;
}

/** Without what the database does not keep: NUL and half surrogates. */
function keepable(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '');
}
