import { z } from 'zod';
import { line, mailAddress, phoneNumber } from '../frame/text.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { inDutch } from '../platform/http/dutch.js';
import {
  CONTACT_KINDS,
  MOST_CONTACTS,
  type ContactKind,
  type ContactPerson,
  type NewContact,
} from './contact.js';
import { lineProblems, type Loading } from './organisation-file.js';
import { readTable, type LineProblem } from './read-table.js';

const KIND_OF: Readonly<Record<string, readonly ContactKind[]>> = {
  aansluitvoorschriften: ['connection'],
  gebruiksvoorschriften: ['usage'],
  beide: CONTACT_KINDS,
  '': CONTACT_KINDS,
};

const contactLine = z.object({
  organisatie: z
    .string()
    .regex(ORGANISATION_CODE, 'Schrijf de code van de organisatie, zoals 0668 of W8.')
    .optional(),
  naam: line(120, 'Vul de naam in.'),
  email: mailAddress,
  telefoon: phoneNumber.default(null),
  soort: z
    .string()
    .toLowerCase()
    .default('')
    .refine((text) => text in KIND_OF, 'Schrijf aansluitvoorschriften, gebruiksvoorschriften of beide.')
    .transform((text) => KIND_OF[text]!),
  plaatsvervanger: z
    .string()
    .toLowerCase()
    .default('')
    .refine((text) => ['', 'ja', 'nee'].includes(text), 'Schrijf ja of nee.')
    .transform((text) => text === 'ja'),
});

/** What loading a file of contact persons is judged against. */
export interface KnownContacts {
  /** Codes of the organisations whose contact persons the file may name. */
  readonly organisations: ReadonlySet<string>;
  readonly contacts: readonly ContactPerson[];
}

/** A line of the file: somebody new, or somebody known by their e-mail address. */
export interface LoadedContact extends NewContact {
  /** Of who is known. */
  readonly id: string | null;
}

/**
 * Judges a CSV of contact persons. Who has the e-mail address of somebody who is known at that organisation is that one; nobody is
 * taken off. `own`: the one organisation that needs no column of its own.
 */
export function judgeContacts(
  bytes: Uint8Array,
  { organisations, contacts }: KnownContacts,
  own: string | null,
): Loading<LoadedContact> {
  const required = own === null ? ['organisatie', 'naam', 'email'] : ['naam', 'email'];
  const optional = ['telefoon', 'soort', 'plaatsvervanger', ...(own === null ? [] : ['organisatie'])];
  const { lines, problems: wrong } = readTable(bytes, { required, optional });
  const problems: LineProblem[] = [...wrong];
  const byAddress = new Map(contacts.map((each) => [addressOf(each), each]));
  const size = new Map<string, number>();
  const grow = (code: string) => size.set(code, (size.get(code) ?? 0) + 1).get(code)!;
  for (const { organisation } of contacts) grow(organisation);
  const seen = new Map<string, number>();
  const added: LoadedContact[] = [];
  const changed: LoadedContact[] = [];
  let same = 0;
  for (const { line: at, cells } of lines) {
    const tell = (detail: string) => problems.push({ line: at, detail });
    const parsed = contactLine.safeParse(cells, { error: inDutch });
    if (!parsed.success) {
      problems.push(...lineProblems(at, parsed.error));
      continue;
    }
    const { naam: name, email, telefoon: phone, soort: kinds, plaatsvervanger: deputy } = parsed.data;
    const organisation = parsed.data.organisatie ?? own ?? '';
    const told = { organisation, name, email, phone, kinds, deputy };
    const twice = seen.get(addressOf(told));
    seen.set(addressOf(told), at);
    const before = byAddress.get(addressOf(told));
    if (!organisations.has(organisation))
      tell(`organisatie: ${organisation} is hier niet bekend, of niet van u.`);
    else if (twice !== undefined) tell(`email: dit adres staat ook op regel ${twice}.`);
    else if (before !== undefined && isSame(before, told)) same += 1;
    else if (before !== undefined) changed.push({ ...told, id: before.id });
    else {
      if (grow(organisation) > MOST_CONTACTS)
        tell(`Een organisatie heeft hoogstens ${MOST_CONTACTS} contactpersonen.`);
      added.push({ ...told, id: null });
    }
  }
  return { added, changed, same, problems: problems.sort((a, b) => a.line - b.line) };
}

const addressOf = ({ organisation, email }: Pick<NewContact, 'organisation' | 'email'>) =>
  `${organisation} ${email.toLowerCase()}`;

const isSame = (a: ContactPerson, b: NewContact) =>
  a.name === b.name &&
  a.email === b.email &&
  a.phone === b.phone &&
  a.deputy === b.deputy &&
  a.kinds.join() === b.kinds.join();
