import { addDays } from '../kernel/days.js';

/** What a contact person is reached about: the aansluitvoorschriften, the gebruiksvoorschriften (000 ch. 8). */
export const CONTACT_KINDS = ['connection', 'usage'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const CONTACT_KIND_NAMES: Readonly<Record<ContactKind, string>> = {
  connection: 'aansluitvoorschriften',
  usage: 'gebruiksvoorschriften',
};

/** Somebody to reach at an organisation. They need no account. */
export interface ContactPerson {
  readonly id: string;
  /** Code of the organisation. */
  readonly organisation: string;
  /** One or both. */
  readonly kinds: readonly ContactKind[];
  /** Reached when the others are not. */
  readonly deputy: boolean;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  /** When somebody of the organisation last said that this is right; null: never. */
  readonly confirmedAt: Date | null;
}

/** A contact person to be. */
export type NewContact = Omit<ContactPerson, 'id' | 'confirmedAt'>;

/** So many has one organisation at most. */
export const MOST_CONTACTS = 50;

/** The kinds for which nobody is reached first: without them the list is not whole. */
export function missingKinds(
  contacts: readonly Pick<ContactPerson, 'kinds' | 'deputy'>[],
): readonly ContactKind[] {
  return CONTACT_KINDS.filter(
    (kind) => !contacts.some(({ kinds, deputy }) => !deputy && kinds.includes(kind)),
  );
}

/** How many days before the vote the contact persons are confirmed (I): in time for the declaration. */
const CONFIRM_DAYS = 14;

/** The last day on which they are confirmed in time for a voting day. */
export function contactsDue(votingDay: string): string {
  return addDays(votingDay, -CONFIRM_DAYS);
}
