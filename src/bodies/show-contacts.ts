import { Injectable } from '@nestjs/common';
import { namesOf } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { missingKinds, type ContactKind, type ContactPerson } from './contact.js';
import { listConfirmations, listContactPersons } from './contact.store.js';
import { ownOrganisation } from './keep-contacts.js';
import { standsOn, type Organisation } from './organisation.js';
import { findOrganisation, listEveryOrganisation } from './organisation.store.js';
import { VotingDays } from './voting-days.js';
import { listVotingDays, votingDayOf } from './voting-days.store.js';

/** Whether the contact persons were confirmed for a voting day. */
export interface ContactDay {
  readonly votingDay: string;
  /** Null: not yet. */
  readonly confirmed: { readonly at: Date; readonly by: string } | null;
}

/** The contact persons of an organisation. */
export interface OrganisationContacts {
  readonly organisation: Organisation;
  readonly contacts: readonly ContactPerson[];
  /** Kinds for which nobody is reached first. */
  readonly missing: readonly ContactKind[];
  /** The days to come on which it hosts a body, the first first. */
  readonly days: readonly ContactDay[];
}

/** One organisation in the list of the Kiesraad. */
export interface ListedOrganisation {
  readonly organisation: Organisation;
  readonly contacts: readonly ContactPerson[];
  /** For the next voting day on which it hosts a body; null: it hosts none. */
  readonly next: ContactDay | null;
}

/** Organisations and whom to reach there. */
@Injectable()
export class ShowContacts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly votingDays: VotingDays,
  ) {}

  /** Of the executive that looks. Refused: request.notFound. */
  async own(actor: Pick<PersonActor, 'hat'>): Promise<OrganisationContacts> {
    return await this.one(ownOrganisation(actor));
  }

  /** Of the organisation that hosts the committee that looks. Refused: request.notFound, also while that is not known. */
  async host({ hat: { electionId, body } }: PersonActor): Promise<OrganisationContacts> {
    const day = electionId === null ? null : await votingDayOf(this.db.read, electionId);
    const code = day === null ? null : (await this.votingDays.hosts(day))({ electionId, body });
    if (code === null) throw new Refusal('request.notFound');
    return await this.one(code);
  }

  /** Of one organisation, for the Kiesraad. Refused: request.notFound. */
  async one(code: string): Promise<OrganisationContacts> {
    const organisation = await findOrganisation(this.db.read, code);
    if (organisation === null) throw new Refusal('request.notFound');
    const [contacts, coming] = await Promise.all([
      listContactPersons(this.db.read, [code]),
      listVotingDays(this.db.read, this.today()),
    ]);
    const days: string[] = [];
    for (const day of coming)
      if (standsOn(organisation, day) && (await this.votingDays.organisations(day)).has(code)) days.push(day);
    const confirmations = await listConfirmations(this.db.read, days, code);
    const names = await namesOf(
      this.db.read,
      confirmations.map(({ personId }) => personId),
    );
    return {
      ...{ organisation, contacts, missing: missingKinds(contacts) },
      days: days.map((votingDay) => {
        const found = confirmations.find((each) => each.votingDay === votingDay);
        return {
          votingDay,
          confirmed: found === undefined ? null : { at: found.at, by: names.get(found.personId) ?? '' },
        };
      }),
    };
  }

  /** Every organisation that is there or will be, by code, and whether its contact persons are right for the next voting day. */
  async all(): Promise<readonly ListedOrganisation[]> {
    const today = this.today();
    const [every, [next]] = await Promise.all([
      listEveryOrganisation(this.db.read),
      listVotingDays(this.db.read, today),
    ]);
    const organisations = every.filter(({ until }) => until === null || until > today);
    const [contacts, confirmations, hosts] = await Promise.all([
      listContactPersons(
        this.db.read,
        organisations.map(({ code }) => code),
      ),
      next === undefined ? [] : listConfirmations(this.db.read, [next]),
      next === undefined ? new Set<string>() : this.votingDays.organisations(next),
    ]);
    const confirmed = new Map(confirmations.map((each) => [each.organisation, each]));
    return organisations.map((organisation) => {
      const { code } = organisation;
      const found = confirmed.get(code);
      return {
        organisation,
        contacts: contacts.filter((each) => each.organisation === code),
        next:
          next === undefined || !hosts.has(code) || !standsOn(organisation, next)
            ? null
            : { votingDay: next, confirmed: found === undefined ? null : { at: found.at, by: '' } },
      };
    });
  }

  /** Codes of the organisations that host a body on a voting day and have not confirmed. In few queries. */
  async unconfirmed(votingDay: string): Promise<readonly string[]> {
    const [every, hosts, confirmations] = await Promise.all([
      listEveryOrganisation(this.db.read),
      this.votingDays.organisations(votingDay),
      listConfirmations(this.db.read, [votingDay]),
    ]);
    const done = new Set(confirmations.map(({ organisation }) => organisation));
    return every
      .filter((each) => standsOn(each, votingDay) && hosts.has(each.code) && !done.has(each.code))
      .map(({ code }) => code);
  }

  private today(): string {
    return dutchDay(this.clock.now());
  }
}
