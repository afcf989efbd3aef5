import { Injectable } from '@nestjs/common';
import type { LoggedEvent } from '../audit/audit-query.js';
import { Database } from '../platform/postgres/database.js';
import { DeliveryStore } from '../routing/delivery.store.js';
import { numbersOf } from '../upload/submission.store.js';
import { isUuid } from '../kernel/uuid.js';

/** Where the object of an event can be looked at, and what it is called there. */
export interface ObjectLink {
  readonly href: string;
  readonly text: string;
}

/** Finds the pages of what events are about. */
@Injectable()
export class FindObjects {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
  ) {}

  /** By the number of the event; what has no page of its own is left out. Two queries, however many events there are. */
  async run(events: readonly LoggedEvent[]): Promise<ReadonlyMap<bigint, ObjectLink>> {
    const idsOf = (kind: string) =>
      events.flatMap(({ objectKind, objectId }) =>
        objectKind === kind && objectId !== null && isUuid(objectId) ? [objectId] : [],
      );
    const submissions = await this.deliveries.submissionsOf(idsOf('delivery'));
    const numbers = await numbersOf(this.db.read, [...idsOf('submission'), ...submissions.values()]);
    const links = events.flatMap((event): [bigint, ObjectLink][] => {
      const id = event.objectId ?? '';
      const number = numbers.get(event.objectKind === 'delivery' ? (submissions.get(id) ?? '') : id);
      const link = linkTo(event.objectKind, id, number);
      return link === null ? [] : [[event.id, link]];
    });
    return new Map(links);
  }
}

function linkTo(kind: string, id: string, number: string | undefined): ObjectLink | null {
  if (number !== undefined) return { href: `/leveringen/nummer/${number}`, text: `levering ${number}` };
  if (kind === 'election')
    return { href: `/verkiezingen/${encodeURIComponent(id)}`, text: `verkiezing ${id}` };
  if (!isUuid(id)) return null;
  if (kind === 'release') return { href: `/releases/${id}`, text: 'de release' };
  if (kind === 'key') return { href: `/sleutels/${id}`, text: 'de sleutel' };
  if (kind === 'removal') return { href: `/vernietiging/besluit/${id}`, text: 'het besluit' };
  return kind === 'person' ? { href: `/personen/${id}`, text: 'de persoon' } : null;
}
