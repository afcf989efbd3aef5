/** A polling station as it is written into a list, whatever it says. */
export interface MadeListed {
  readonly id: string;
  readonly name: string | null;
  readonly voters: string;
  readonly postcode: string | null;
  readonly channel?: string;
  /** sb:Location (1.3). */
  readonly location?: { readonly postcode: string; readonly number: string };
}

/** What a list is made of, sound or not. */
export interface MadeList {
  readonly type: string;
  readonly version: string | null;
  readonly authority: string;
  readonly unit: string;
  readonly created: string;
  readonly election: string;
  readonly date: string;
  readonly method: string;
  readonly maxVotes: string | null;
  readonly stations: readonly MadeListed[];
}

/** A sound list of one station: of Juinen (0042), for its GR of 2026. */
const SOUND: MadeList = {
  type: '110b',
  version: null,
  authority: '0042',
  unit: '0042',
  created: '2026-03-10T12:00:00',
  election: 'GR2026_Juinen',
  date: '2026-03-18',
  method: 'SPV',
  maxVotes: '100',
  stations: [{ id: '1', name: 'Stadhuis', voters: '100', postcode: '2541 AA' }],
};

/** The XML of a list (EML_NL 110b); what is not given is as in a sound one. */
export function stationListXml(made: Partial<MadeList>): string {
  const list = { ...SOUND, unit: made.authority ?? SOUND.unit, ...made };
  const schema = list.version === null ? '' : `<kr:Schema Version="${list.version}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:kr="http://www.kiesraad.nl/extensions" xmlns:xal="urn:oasis:names:tc:ciq:xsdschema:xAL:2.0" xmlns:sb="http://www.kiesraad.nl/sb-extensions" Id="${list.type}" SchemaVersion="5">
<TransactionId>1</TransactionId>
<ManagingAuthority><AuthorityIdentifier Id="${list.authority}">Juinen</AuthorityIdentifier><AuthorityAddress/></ManagingAuthority>
${schema}<kr:CreationDateTime>${list.created}</kr:CreationDateTime>
<ElectionEvent><EventIdentifier/><Election>
<ElectionIdentifier Id="${list.election}"><ElectionCategory>GR</ElectionCategory><kr:ElectionDate>${list.date}</kr:ElectionDate></ElectionIdentifier>
<Contest><ContestIdentifier Id="geen"/>
<ReportingUnit><ReportingUnitIdentifier Id="${list.unit}">Juinen</ReportingUnitIdentifier></ReportingUnit>
<VotingMethod>${list.method}</VotingMethod>${list.maxVotes === null ? '' : `<MaxVotes>${list.maxVotes}</MaxVotes>`}
${list.stations.map(placeXml).join('\n')}
</Contest></Election></ElectionEvent></EML>`;
}

function placeXml({ id, name, voters, postcode, channel = 'polling', location }: MadeListed): string {
  const named = name === null ? '' : `<xal:LocalityName>${name}</xal:LocalityName>`;
  const coded =
    postcode === null
      ? ''
      : `<xal:PostalCode><xal:PostalCodeNumber>${postcode}</xal:PostalCodeNumber></xal:PostalCode>`;
  const more =
    location === undefined
      ? ''
      : `<sb:Location><sb:Number>${location.number}</sb:Number><sb:PostalCode>${location.postcode}</sb:PostalCode></sb:Location>`;
  return `<PollingPlace Channel="${channel}"><PhysicalLocation><Address><Locality>${named}${coded}</Locality>${more}</Address><PollingStation Id="${id}">${voters}</PollingStation></PhysicalLocation></PollingPlace>`;
}
