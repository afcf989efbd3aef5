import type { OrganisationKind } from '../kernel/organisation.js';

/** What stands above elections. Of a day (`YYYY-MM-DD`) that null stands for nothing is known: it always was, or stays. */
export interface Organisation {
  /** See ORGANISATION_CODE. */
  readonly code: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Its executive, as in a sentence: `college van B&W van Heumen`. */
  readonly executive: string;
  readonly province: string | null;
  /** Address of its own site, where it publishes. */
  readonly website: string | null;
  /** The samenwerkingsverband that it is in. */
  readonly arrangement: string | null;
  /** The first day on which it is there. */
  readonly since: string | null;
  /** The first day on which it is not there any more. */
  readonly until: string | null;
  /** Code of what it became part of on that day. */
  readonly successor: string | null;
}

/** Whether it is there on a day: of an election its voting day decides. */
export function standsOn({ since, until }: Pick<Organisation, 'since' | 'until'>, day: string): boolean {
  return (since === null || since <= day) && (until === null || day < until);
}

/** What the executive of such an organisation is called as a rule. */
export function executiveOf(kind: OrganisationKind, name: string): string {
  switch (kind) {
    case 'municipality':
      return `college van B&W van ${name}`;
    case 'waterAuthority':
      return `dagelijks bestuur van waterschap ${name}`;
    case 'publicEntity':
      return `bestuurscollege van ${name}`;
    case 'electoralCouncil':
    case 'minister':
      return name;
  }
}

/** What a kind is called on screen and in a CSV. */
export const KIND_NAMES: Readonly<Record<OrganisationKind, string>> = {
  municipality: 'gemeente',
  waterAuthority: 'waterschap',
  publicEntity: 'openbaar lichaam',
  electoralCouncil: 'Kiesraad',
  minister: 'minister',
};

/** Which kind a code is of: its form says so, and the openbare lichamen have the codes from 9000 on (CBS). */
export function kindOfCode(code: string): OrganisationKind {
  if (code === 'KR') return 'electoralCouncil';
  if (code === 'BZK') return 'minister';
  if (code.startsWith('W')) return 'waterAuthority';
  return code.startsWith('9') ? 'publicEntity' : 'municipality';
}
