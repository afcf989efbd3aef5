/**
 * What stands above elections: a gemeente, a waterschap, an openbaar lichaam, the Kiesraad and the minister. Its committees
 * are bodies of one election; its executive acts under the level EXECUTIVE, of no election, with the code of the organisation.
 */
export const ORGANISATION_KINDS = [
  'municipality',
  'waterAuthority',
  'publicEntity',
  'electoralCouncil',
  'minister',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/**
 * Four digits of the CBS for a gemeente or openbaar lichaam (`0392`, `9001`), `W` and the number of EML_NL for a waterschap
 * (`W8`), `KR` for the Kiesraad and `BZK` for the minister. Never used again for another: after a merger the new one has its own.
 */
export const ORGANISATION_CODE = /^(?:\d{4}|W[1-9]\d{0,2}|KR|BZK)$/;
