import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { isCalendarDay } from '../elections/calendar.js';
import { act } from '../identity/act.js';
import { listPeople, type BodyPerson } from '../identity/people.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database, lock } from '../platform/postgres/database.js';
import { mandateState, type Mandate } from './declaration.js';
import { mandateAdded, mandateRevoked } from './events.js';
import { addMandate, holdMandate, listMandates, revokeMandate } from './mandate.store.js';

/** Largest paper of a mandate taken, in bytes. */
export const MAX_MANDATE_BYTES = 10 * 1024 * 1024;
/** Mandates of one organisation that hold at the same time. */
const MOST = 50;

/** A mandate as it was sent: its paper, who got it, and its last day. */
export interface SentMandate {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly holder: string;
  readonly until: string;
}

/** The mandates of an organisation, and whom one can be given. */
export interface ShownMandates {
  readonly mandates: readonly (Mandate & { readonly state: ReturnType<typeof mandateState> })[];
  readonly people: readonly Pick<BodyPerson, 'personId' | 'name'>[];
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Who may declare in the name of an executive (Awb 10:1, 10:5 and 10:8: in writing, and revocable). The executive stays
 * competent. Only for people of the executive: the edge sees to it.
 */
@Injectable()
export class KeepMandates {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** Of the actor's own organisation. */
  async list({ hat: { body } }: Pick<PersonActor, 'hat'>): Promise<ShownMandates> {
    const today = dutchDay(this.clock.now());
    const [mandates, people] = await Promise.all([
      listMandates(this.db.read, body.code),
      listPeople(this.db.read, { electionId: null, body }),
    ]);
    return {
      mandates: mandates.map((mandate) => ({ ...mandate, state: mandateState(mandate, today) })),
      people,
      names: new Map(people.map(({ personId, name }) => [personId, name])),
    };
  }

  /** Those by which the actor may declare today. */
  async mine(actor: Pick<PersonActor, 'hat' | 'personId'>): Promise<readonly Mandate[]> {
    const { mandates } = await this.list(actor);
    return mandates.filter(({ holder, state }) => holder === actor.personId && state === 'holds');
  }

  /** Keeps a mandate for somebody of the actor's own organisation. Refused: declaration.badMandate, upload.noSpace. */
  async add(sent: SentMandate, actor: PersonActor): Promise<Mandate> {
    const bad = (reden: string) => new Refusal('declaration.badMandate', { reden });
    const { body } = actor.hat;
    const at = this.clock.now();
    if (!Buffer.from(sent.bytes.subarray(0, 5)).equals(Buffer.from('%PDF-')))
      throw bad('Kies een PDF: het mandaat zoals het is ondertekend, of een scan daarvan.');
    if (!isCalendarDay(sent.until)) throw bad('Vul in tot en met welke dag het mandaat geldt.');
    if (sent.until < dutchDay(at)) throw bad('De laatste dag van het mandaat is al voorbij.');
    const people = await listPeople(this.db.read, { electionId: null, body });
    if (!people.some(({ personId }) => personId === sent.holder))
      throw bad('Kies iemand van uw organisatie.');
    const { db, objects, bench } = this;
    return await keepNamed({ db, objects, bench }, sent.bytes, (object) =>
      act(db, actor, async (tx) => {
        await lock(tx, `mandates:${body.code}`);
        const held = await listMandates(tx, body.code);
        if (held.filter((each) => mandateState(each, dutchDay(at)) === 'holds').length >= MOST)
          throw bad('Uw organisatie heeft te veel mandaten. Trek er eerst een in.');
        await recordObject(tx, object);
        await pinForGood(tx, [object.id]);
        const { holder, until, fileName } = sent;
        const facts = { organisation: body.code, holder, until, fileName, at };
        const mandate = await addMandate(
          tx,
          { ...facts, sha256: object.id, size: object.size },
          actor.personId,
        );
        const details = {
          declaringBody: body.code,
          holder,
          mandateUntil: until,
          fileName,
          sha256: object.id,
        };
        await append(tx, mandateAdded({ object: mandate, actor, details }), at);
        return mandate;
      }),
    );
  }

  /** Takes one back, at once: what was declared by it stays. Refused: request.notFound, also of one that was revoked. */
  async revoke(id: string, actor: PersonActor): Promise<void> {
    const { code } = actor.hat.body;
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const held = await holdMandate(tx, code, id);
      if (held === null || held.revokedAt !== null) throw new Refusal('request.notFound');
      await revokeMandate(tx, id, { at, personId: actor.personId });
      const details = { declaringBody: code, holder: held.holder };
      await append(tx, mandateRevoked({ object: held, actor, details }), at);
    });
  }
}
