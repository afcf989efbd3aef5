import { createHash } from 'node:crypto';
import { sha256, type Sha256 } from '../../src/kernel/fingerprint.js';
import { readCertificate } from '../../src/verify/cms/certificate.js';
import type { Context, RegisteredKey } from '../../src/verify/context.js';

const list = (id: number, name: string, total: number, votes: readonly number[]): string =>
  `<Selection><AffiliationIdentifier Id="${id}"><RegisteredName>${name}</RegisteredName></AffiliationIdentifier><ValidVotes>${total}</ValidVotes></Selection>` +
  votes
    .map(
      (n, i) =>
        `<Selection><Candidate><CandidateIdentifier Id="${i + 1}"></CandidateIdentifier></Candidate><ValidVotes>${n}</ValidVotes></Selection>`,
    )
    .join('');

const block = (a: readonly number[], b: readonly number[], cast: number): string => {
  const sum = (votes: readonly number[]): number => votes.reduce((x, y) => x + y, 0);
  const counted = sum(a) + sum(b);
  return (
    list(1, 'Partij A', sum(a), a) +
    list(2, 'Partij B', sum(b), b) +
    `<Cast>${cast}</Cast><TotalCounted>${counted}</TotalCounted>` +
    '<RejectedVotes ReasonCode="blanco">0</RejectedVotes><RejectedVotes ReasonCode="ongeldig">0</RejectedVotes>'
  );
};

const unit = (id: string, a: readonly number[], b: readonly number[], cast: number): string =>
  `<ReportingUnitVotes><ReportingUnitIdentifier Id="${id}">Bureau ${id.slice(-1)}</ReportingUnitIdentifier>${block(a, b, cast)}</ReportingUnitVotes>`;

/** What a test may choose of {@link smallCount}. */
export interface SmallCountChoices {
  readonly type?: string;
  readonly authority?: string;
  readonly election?: string;
  readonly created?: string;
}

/** A complete 510b of GR2022_WestMaasenWaal: two lists, four candidates, two polling stations; all sums right. */
export function smallCount(choices: SmallCountChoices = {}): Buffer {
  const { type = '510b', authority = '0668', election = 'GR2022_WestMaasenWaal' } = choices;
  return Buffer.from(
    `<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:kr="http://www.kiesraad.nl/extensions" Id="${type}" SchemaVersion="5">` +
      `<TransactionId>1</TransactionId><ManagingAuthority><AuthorityIdentifier Id="${authority}">West Maas en Waal</AuthorityIdentifier><AuthorityAddress></AuthorityAddress></ManagingAuthority>` +
      `<kr:CreationDateTime>${choices.created ?? '2022-03-17T01:32:49.834'}</kr:CreationDateTime>` +
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"></ds:CanonicalizationMethod>' +
      `<Count><EventIdentifier></EventIdentifier><Election><ElectionIdentifier Id="${election}"><ElectionName>Gemeenteraad 2022</ElectionName><ElectionCategory>GR</ElectionCategory><kr:ElectionSubcategory>GR1</kr:ElectionSubcategory><kr:ElectionDomain Id="0668">West Maas en Waal</kr:ElectionDomain><kr:ElectionDate>2022-03-16</kr:ElectionDate></ElectionIdentifier>` +
      `<Contests><Contest><ContestIdentifier Id="geen"></ContestIdentifier><TotalVotes>${block([5, 3], [2, 1], 20)}</TotalVotes>` +
      unit('0668::SB1', [4, 1], [2, 0], 12) +
      unit('0668::SB2', [1, 2], [0, 1], 8) +
      '</Contest></Contests></Election></Count></EML>',
  );
}

/** The spreadsheet that belongs to {@link smallCount}. */
export const SMALL_CSV = [
  '\ufeff"Verkiezing";;"Gemeenteraad 2022"',
  '"Datum";;"2022-03-16"',
  '',
  '"Lijstnummer";"Aanduiding";"Volgnummer";"Naam kandidaat";"Totaal";"Bureau 1";"Bureau 2"',
  '"Gebiednummer";;;;;"1";"2"',
  ';"opgeroepenen";;;"20";"12";"8"',
  ';"geldige stembiljetten";;;"11";"7";"4"',
  ';"blanco stembiljetten";;;"0";"0";"0"',
  '"1";"Partij A";;;"8";"5";"3"',
  ';;"1";"Jansen; A.";"5";"4";"1"',
  ';;"2";"de ""Rode"" Vries";"3";"1";"2"',
  '"2";"Partij B";;;"3";"2";"1"',
  ';;"1";"Bakker";"2";"2";"0"',
  ';;"2";"Visser";"1";"0";"1"',
].join('\n');

/** A certificate as registered. */
export function registered(certificate: Buffer): RegisteredKey {
  const reading = readCertificate(certificate);
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return { keyId: reading.certificate.keyId, certificate };
}

/** The context in which {@link smallCount} is in order, with these keys. */
export function smallContext(keys: readonly RegisteredKey[], changes: Partial<Context> = {}): Context {
  return {
    election: {
      id: 'GR2022_WestMaasenWaal',
      place: 'West Maas en Waal',
      date: '2022-03-16',
      contest: 'geen',
      accepts: ['510b'],
      corrects: {},
      emlVersion: '1.2.2',
      signed: ['510b'],
    },
    sender: { level: 'GSB', code: '0668' },
    keys,
    stations: null,
    paperFingerprint: null,
    receivedAt: null,
    ...changes,
  };
}

/** SHA-256 of bytes, as a fingerprint. */
export function fingerprintOf(bytes: Uint8Array): Sha256 {
  return sha256(createHash('sha256').update(bytes).digest('hex'));
}
