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
