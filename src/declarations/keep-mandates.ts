import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { isCalendarDay } from '../elections/calendar.js';
import { act } from '../identity/act.js';
import { listPeople, type BodyPerson } from '../identity/people.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';
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
  /** Null: larger than is taken. */
  readonly bytes: Uint8Array | null;
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

  /**
   * Keeps a mandate for somebody of the actor's own organisation. Refused: request.invalid with every field that is wrong;
   * declaration.badMandate (too many), upload.noSpace.
   */
  async add(sent: SentMandate, actor: PersonActor): Promise<Mandate> {
    const { body } = actor.hat;
    const at = this.clock.now();
    const people = await listPeople(this.db.read, { electionId: null, body });
    const bytes = mustFit(sent, people, dutchDay(at));
    const { db, objects, bench } = this;
    return await keepNamed({ db, objects, bench }, bytes, (object) =>
      act(db, actor, async (tx) => {
        await lock(tx, `mandates:${body.code}`);
        const held = await listMandates(tx, body.code);
        if (held.filter((each) => mandateState(each, dutchDay(at)) === 'holds').length >= MOST)
          throw new Refusal('declaration.badMandate', {
            reden: 'Uw organisatie heeft te veel mandaten. Trek er eerst een in.',
          });
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

/** Gives the paper. Refused: request.invalid, each at its field of the form. */
function mustFit(
  { bytes, holder, until }: SentMandate,
  people: ShownMandates['people'],
  today: string,
): Uint8Array {
  const wrong = {
    wie: people.some(({ personId }) => personId === holder) ? null : 'Kies iemand van uw organisatie.',
    tot: wrongLastDay(until, today),
    bestand: wrongPaper(bytes),
  };
  const errors = Object.entries(wrong).flatMap(([field, detail]) =>
    detail === null ? [] : [{ pointer: `/${field}`, detail }],
  );
  if (bytes === null || errors.length > 0) throw new InvalidInput(errors);
  return bytes;
}

function wrongLastDay(until: string, today: string): string | null {
  if (!isCalendarDay(until)) return 'Vul in tot en met welke dag het mandaat geldt.';
  return until < today ? 'Deze dag is al voorbij. Vul een dag in vanaf vandaag.' : null;
}

function wrongPaper(bytes: Uint8Array | null): string | null {
  if (bytes === null) return 'Het bestand is groter dan 10 MB.';
  if (bytes.length === 0) return 'Kies het bestand.';
  return Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))
    ? null
    : 'Kies een PDF: het mandaat zoals het is ondertekend, of een scan daarvan.';
}
