/** Where and how to tell us of a weakness, as RFC 9116 wants it. */
export interface SecurityContact {
  /** `mailto:…` or `https://…`, the preferred one first; at least one. */
  readonly contacts: readonly string[];
  /** From when this file no longer counts; RFC 9116 advises less than a year ahead. */
  readonly expires: Date;
  /** Where this file lives: `https://…/.well-known/security.txt`. */
  readonly canonical: string;
  /** Our policy on coordinated disclosure. */
  readonly policy?: string | undefined;
}

/**
 * The text of /.well-known/security.txt (RFC 9116), lines ended by CRLF. Throws on a contact that is no mailto or
 * https address and on anything with a line end in it: a configured value must not add fields.
 */
export function securityTxt({ contacts, expires, canonical, policy }: SecurityContact): string {
  if (contacts.length === 0) throw new Error('security.txt needs a contact');
  for (const contact of contacts) {
    if (!/^(?:mailto:|https:\/\/)\S+$/.test(contact))
      throw new Error('security.txt: contact must be mailto: or https:');
  }
  const lines = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: nl, en',
    `Canonical: ${canonical}`,
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
  ];
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('security.txt: a value holds a line end');
  return lines.map((line) => `${line}\r\n`).join('');
}
