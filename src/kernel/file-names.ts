/** What a region is called in file names. */
export type RegionCategory = 'gemeente' | 'provincie' | 'kieskring' | 'waterschap' | 'openbaar_lichaam';

/** Whose files they are: the election, and the region of the committee that made them. */
export interface FileOwner {
  readonly election: string;
  readonly category: RegionCategory;
  readonly region: string;
}

/** The kinds of package that OSV2020-U and Abacus export. */
export type PackageKind = 'first' | 'correction' | 'central' | 'established' | 'annex';

const PACKAGE_PREFIX: Readonly<Record<PackageKind, string>> = {
  first: 'definitieve-documenten',
  correction: 'correctie',
  central: 'definitieve-documenten',
  established: 'vaststelling-uitslag',
  annex: 'model-p22-2-bijlage',
};

/** Lower case, no accents, no punctuation but `-`, spaces to `-`: `West Maas en Waal` → `west-maas-en-waal`. */
export function hyphenated(region: string): string {
  return plain(region).toLowerCase().replaceAll(' ', '-');
}

/** No accents, no punctuation but `-`, spaces to `_`: `'s-Hertogenbosch` → `s-Hertogenbosch`. */
export function slug(region: string): string {
  return plain(region).replaceAll(' ', '_');
}

function plain(region: string): string {
  return region
    .normalize('NFD')
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replace(/ +/g, ' ');
}

/** Name of the outer ZIP. `created` is local time without a zone, as in kr:CreationDateTime. */
export function packageName(kind: PackageKind, owner: FileOwner, created: string): string {
  const [date = '', time = ''] = created.split('T');
  const stamp = `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
  const { election, category, region } = owner;
  return `${PACKAGE_PREFIX[kind]}_${election.toLowerCase()}_${category}_${hyphenated(region)}-${stamp}.zip`;
}

/** Stem of a count: `Telling_…` for 510b and 510c, `Totaaltelling_…` for 510d. The inner ZIP and the EML share it. */
export function countStem(type: '510b' | '510c' | '510d', owner: FileOwner): string {
  const word = type === '510d' ? 'Totaaltelling' : 'Telling';
  return `${word}_${owner.election}_${owner.category}_${slug(owner.region)}`;
}

/** Name of the spreadsheet beside a count. */
export function csvName(product: 'osv' | 'abacus', election: string): string {
  return `${product === 'osv' ? 'osv4-3' : 'abacus'}_telling_${election.toLowerCase()}.csv`;
}

/** Name of the file with a committee's public key. */
export function certificateName(product: 'osv' | 'abacus', owner: FileOwner): string {
  if (product === 'osv') return `public_key_osv2020_${hyphenated(owner.region)}.crt`;
  const { election, category, region } = owner;
  return `public_key_abacus_${election.toLowerCase()}_${category}_${hyphenated(region)}.crt`;
}
