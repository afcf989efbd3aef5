import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Reader, type Tx } from '../platform/postgres/database.js';
import { missingKinds, MOST_CONTACTS, type NewContact } from './contact.js';
import { judgeContacts, type LoadedContact } from './contact-file.js';
import {
  addContacts,
  changeContact,
  confirmContacts,
  listContactPersons,
  removeContact,
} from './contact.store.js';
import { contactAdded, contactChanged, contactRemoved, contactsConfirmed, contactsLoaded } from './events.js';
import { holdOrganisations, mustBeSound } from './load-organisations.js';
import type { Loading } from './organisation-file.js';
import { listEveryOrganisation } from './organisation.store.js';

/** What somebody types of a contact person. */
export type TypedContact = Omit<NewContact, 'organisation'>;

/** Code of the organisation whose executive somebody is. Refused: request.notFound, for who is no executive. */
export function ownOrganisation({ hat: { body } }: Pick<PersonActor, 'hat'>): string {
  if (body.level !== 'EXECUTIVE') throw new Refusal('request.notFound');
  return body.code;
}

/** An executive keeps the contact persons of its organisation. */
@Injectable()
export class KeepContacts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Refused: request.notFound, contacts.tooMany. */
  async add(contact: TypedContact, actor: PersonActor): Promise<void> {
    const organisation = ownOrganisation(actor);
    await this.change(organisation, actor, async (tx, at) => {
      if ((await listContactPersons(tx, [organisation])).length >= MOST_CONTACTS)
        throw new Refusal('contacts.tooMany', { hoogstens: MOST_CONTACTS });
      const added = { ...contact, organisation };
      const [id] = await addContacts(tx, [added], { at, by: actor.personId, confirmed: true });
      await append(tx, contactAdded({ object: { id: id! }, actor, details: toldOf(added) }), at);
    });
  }

  /** Refused: request.notFound, also for another organisation's. */
  async alter(id: string, contact: TypedContact, actor: PersonActor): Promise<void> {
    const organisation = ownOrganisation(actor);
    await this.change(organisation, actor, async (tx, at) => {
      const changed = { ...contact, organisation };
      if (!(await changeContact(tx, id, changed, at))) throw new Refusal('request.notFound');
      await append(tx, contactChanged({ object: { id }, actor, details: toldOf(changed) }), at);
    });
  }

  /** Refused: request.notFound, also for another organisation's. */
  async remove(id: string, actor: PersonActor): Promise<void> {
    const organisation = ownOrganisation(actor);
    await this.change(organisation, actor, async (tx, at) => {
      const removed = await removeContact(tx, { id, organisation }, { at, by: actor.personId });
      if (removed === null) throw new Refusal('request.notFound');
      const details = toldOf({ ...removed, organisation });
      await append(tx, contactRemoved({ object: { id }, actor, details }), at);
    });
  }

  /** Says for a voting day that the list is right. Refused: request.notFound, contacts.none. */
  async confirm(votingDay: string, actor: PersonActor): Promise<void> {
    const organisation = ownOrganisation(actor);
    await this.change(organisation, actor, async (tx, at) => {
      if (missingKinds(await listContactPersons(tx, [organisation])).length > 0)
        throw new Refusal('contacts.none');
      await confirmContacts(tx, { organisation, votingDay }, { at, by: actor.personId });
      await append(
        tx,
        contactsConfirmed({ object: { id: organisation }, actor, details: { votingDay } }),
        at,
      );
    });
  }

  private async change(
    organisation: string,
    actor: PersonActor,
    work: (tx: Tx, at: Date) => Promise<void>,
  ): Promise<void> {
    await act(this.db, actor, async (tx) => {
      await lock(tx, `contacts:${organisation}`);
      await work(tx, this.clock.now());
    });
  }
}

const toldOf = ({ organisation, name, email }: Pick<NewContact, 'organisation' | 'name' | 'email'>) => ({
  organisation,
  contactName: name,
  contactEmail: email,
});

/** Loads contact persons from a CSV: an executive its own, the Kiesraad those of every organisation. */
@Injectable()
export class LoadContacts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What loading this file would do now. */
  async preview(file: Uint8Array, actor: PersonActor): Promise<Loading<LoadedContact>> {
    return await this.judge(this.db.read, file, actor);
  }

  /** Loads it, whole or not at all. Refused: organisations.wrongLines, with every wrong line. */
  async run(file: Uint8Array, actor: PersonActor | SystemActor): Promise<Loading<LoadedContact>> {
    return await act(this.db, actor, async (tx) => {
      await lock(tx, 'contacts');
      await holdOrganisations(tx);
      const loading = await this.judge(tx, file, actor);
      mustBeSound(loading.problems);
      const { added, changed } = loading;
      const at = this.clock.now();
      const own = ownCode(actor);
      const by = actor.kind === 'person' ? actor.personId : null;
      await addContacts(tx, added.map(withoutId), { at, by, confirmed: own !== null });
      for (const each of changed)
        await changeContact(tx, each.id!, withoutId(each), own === null ? undefined : at);
      const sha256 = createHash('sha256').update(file).digest('hex');
      const details = { count: added.length, changedCount: changed.length, sha256 };
      await append(tx, contactsLoaded({ object: { id: own }, actor, details }), at);
      return loading;
    });
  }

  private async judge(
    read: Reader | Tx,
    file: Uint8Array,
    actor: PersonActor | SystemActor,
  ): Promise<Loading<LoadedContact>> {
    const own = ownCode(actor);
    const today = dutchDay(this.clock.now());
    const every = own === null ? await listEveryOrganisation(read) : [];
    const going = every.filter(({ until }) => until === null || until > today).map(({ code }) => code);
    const codes = own === null ? going : [own];
    const known = { organisations: new Set(codes), contacts: await listContactPersons(read, codes) };
    return judgeContacts(file, known, own);
  }
}

const withoutId = ({ organisation, name, email, phone, kinds, deputy }: LoadedContact): NewContact => ({
  ...{ organisation, name, email, phone },
  ...{ kinds, deputy },
});

/** The one organisation that somebody may load for; null: every. */
function ownCode(actor: PersonActor | SystemActor): string | null {
  if (actor.kind === 'system' || actor.hat.role === 'operator') return null;
  return ownOrganisation(actor);
}
