/** The frame of a 230b of one kieskring, without its lists. `more`: to have other bytes. */
export function candidateList(contest: string, election = 'TK2027', more = ''): Buffer {
  return Buffer.from(
    `<EML xmlns="urn:oasis:names:tc:evs:schema:eml" Id="230b" SchemaVersion="5"><CandidateList><Election><ElectionIdentifier Id="${election}"/><Contest><ContestIdentifier Id="${contest}"/></Contest></Election></CandidateList>${more}</EML>`,
  );
}
