import { Injectable } from '@nestjs/common';
import { listContacts, type BodyContact, type Manager } from '../identity/people.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { segmentKey } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { askedJustNow, chosenDue } from './ask-again.js';
import { bodyOf, type BoardRow } from './inbox.js';
import { ListInbox } from './list-inbox.js';

/** A line that can be asked for, and how its body is reached. */
export interface Asking {
  readonly row: BoardRow;
  readonly contact: Pick<BodyContact, 'people' | 'managers'>;
  readonly justNow: boolean;
}

/** Who is asked, and who of them sees it how. They get mail that there is a request, and read it here. */
@Injectable()
export class ShowAsking {
  constructor(
    private readonly db: Database,
    private readonly inbox: ListInbox,
    private readonly settings: Settings,
  ) {}

  /** The lines with these keys; of those that need not come none. Refused: a key that names no line, as absent. */
  async chosen(actor: PersonActor, keys: readonly string[]): Promise<readonly Asking[]> {
    const { rows, at } = await this.inbox.run(actor);
    return await this.reached(chosenDue(rows, keys), at);
  }

  /** What this body asked in the last ten minutes. */
  async justAsked(actor: PersonActor): Promise<readonly Asking[]> {
    const { rows, at } = await this.inbox.run(actor);
    return await this.reached(
      rows.filter(({ request }) => askedJustNow(request?.at ?? null, at)),
      at,
    );
  }

  /** By `segmentKey`, of the bodies whose file is missing: who manages them. */
  async whomToCall(rows: readonly BoardRow[]): Promise<ReadonlyMap<string, readonly Manager[]>> {
    const contacts = await this.contacts(rows.filter(({ state }) => state.state === 'missing'));
    return new Map([...contacts].map(([key, { managers }]) => [key, managers]));
  }

  private async contacts(rows: readonly BoardRow[]): Promise<ReadonlyMap<string, BodyContact>> {
    const found = await listContacts(this.db.read, rows.map(bodyOf), this.settings.mode === 'rehearsal');
    return new Map(found.map((contact) => [segmentKey(contact), contact]));
  }

  private async reached(rows: readonly BoardRow[], at: Date): Promise<readonly Asking[]> {
    const contacts = await this.contacts(rows);
    return rows.map((row) => ({
      row,
      contact: contacts.get(segmentKey(bodyOf(row))) ?? { people: 0, managers: [] },
      justNow: askedJustNow(row.request?.at ?? null, at),
    }));
  }
}
