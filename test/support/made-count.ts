/** A count to be written as a 510 or the head of a 520: everything a test may want to make wrong. */
export interface MadeCount {
  readonly type?: string;
  readonly authority?: string;
  readonly election?: string;
  readonly date?: string;
  readonly contest?: string;
  readonly created?: string;
  /** Lists as `[id, name, number of candidates]`. */
  readonly lists?: readonly (readonly [number, string, number])[];
  readonly units?: number;
  /** Written between elements: `\n  ` for an indented file. */
  readonly gap?: string;
}

/** Votes of one candidate at one unit: made up, the same every time. */
const votesOf = (unit: number, list: number, candidate: number): number =>
  (unit * 31 + list * 17 + candidate * 7) % 23;

/** Writes a 510 whose sums are right; unit `HSB1::0668::SB<n>` has its own numbers. */
export function madeCount({
  type = '510b',
  authority = '0668',
  election = 'GR2022_Voorbeeld',
  date = '2022-03-16',
  contest = 'geen',
  created = '2022-03-17T01:32:49.834',
  lists = [
    [1, 'Één & Ander', 3],
    [2, '', 2],
    [5, 'Lijst <5>', 4],
  ],
  units = 3,
  gap = '',
}: MadeCount = {}): string {
  const numbers = Array.from({ length: units }, (_, u) =>
    lists.map(([id, , size]) => Array.from({ length: size }, (_, c) => votesOf(u + 1, id, c + 1))),
  );
  const totals = lists.map(([, , size], l) =>
    Array.from({ length: size }, (_, c) => numbers.reduce((sum, unit) => sum + unit[l]![c]!, 0)),
  );
  const block = (votes: number[][], count: number) => votesBlock(lists, votes, count, gap);
  const body = [
    `<TotalVotes>${gap}${block(totals, units)}</TotalVotes>`,
    ...numbers.map(
      (votes, u) =>
        `<ReportingUnitVotes>${gap}<ReportingUnitIdentifier Id="${authority}::SB${u + 1}">Stembureau ${u + 1}` +
        `</ReportingUnitIdentifier>${gap}${block(votes, 1)}</ReportingUnitVotes>`,
    ),
  ].join(gap);
  return (
    `<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ` +
    `xmlns:kr="http://www.kiesraad.nl/extensions" Id="${type}" SchemaVersion="5">${gap}` +
    `<TransactionId>1</TransactionId>${gap}<ManagingAuthority><AuthorityIdentifier Id="${authority}">Voorbeeld` +
    `</AuthorityIdentifier><AuthorityAddress></AuthorityAddress></ManagingAuthority>${gap}` +
    `<kr:CreationDateTime>${created}</kr:CreationDateTime>${gap}` +
    `<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"/>${gap}` +
    `<Count><EventIdentifier></EventIdentifier><Election>${gap}<ElectionIdentifier Id="${election}">` +
    `<ElectionName>Gemeenteraad Voorbeeld 2022</ElectionName><ElectionCategory>GR</ElectionCategory>` +
    `<kr:ElectionSubcategory>GR1</kr:ElectionSubcategory><kr:ElectionDomain Id="0668">Voorbeeld</kr:ElectionDomain>` +
    `<kr:ElectionDate>${date}</kr:ElectionDate></ElectionIdentifier>${gap}<Contests><Contest>` +
    `<ContestIdentifier Id="${contest}"></ContestIdentifier>${gap}${body}${gap}</Contest></Contests></Election></Count></EML>`
  );
}

function votesBlock(
  lists: NonNullable<MadeCount['lists']>,
  votes: readonly (readonly number[])[],
  count: number,
  gap: string,
): string {
  const sums = votes.map((list) => list.reduce((sum, one) => sum + one, 0));
  const counted = sums.reduce((sum, one) => sum + one, 0);
  const selection = (what: string, number: number) =>
    `<Selection>${gap}${what}${gap}<ValidVotes>${number}</ValidVotes>${gap}</Selection>`;
  return [
    ...lists.flatMap(([id, name], l) => [
      selection(
        `<AffiliationIdentifier Id="${id}"><RegisteredName>${escaped(name)}</RegisteredName></AffiliationIdentifier>`,
        sums[l]!,
      ),
      ...votes[l]!.map((number, c) =>
        selection(`<Candidate><CandidateIdentifier Id="${c + 1}"></CandidateIdentifier></Candidate>`, number),
      ),
    ]),
    `<Cast>${1000 * count}</Cast>`,
    `<TotalCounted>${counted}</TotalCounted>`,
    `<RejectedVotes ReasonCode="ongeldig">${2 * count}</RejectedVotes>`,
    `<RejectedVotes ReasonCode="blanco">${count}</RejectedVotes>`,
    `<UncountedVotes ReasonCode="geldige stempassen">${counted + 3 * count}</UncountedVotes>`,
    `<UncountedVotes ReasonCode="toegelaten kiezers">${counted + 3 * count}</UncountedVotes>`,
  ].join(gap);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
