import { createHash } from 'node:crypto';
import type { TestApp, TestPerson } from './app.js';

/** Hands out a list of candidates of TK2027: one of the Kiesraad offers it, the other confirms it. */
export async function handOutCandidates(
  app: TestApp,
  [first, second]: readonly [TestPerson, TestPerson],
  body: Buffer,
): Promise<void> {
  const offered = '/v1/verkiezingen/TK2027/bestanden/kandidaten';
  const headers = { 'content-type': 'application/octet-stream' };
  await app.ask('POST', offered, { as: first, body, headers });
  const vingerafdruk = createHash('sha256').update(body).digest('hex');
  await app.ask('POST', `${offered}/bevestigen`, { as: second, body: { vingerafdruk } });
}

/** A 230b of one kieskring, with these lists or none. `more`: to have other bytes. */
export function candidateList(
  contest: string,
  election = 'TK2027',
  more = '',
  lists: readonly { readonly number: number; readonly candidates: readonly string[] }[] = [],
): Buffer {
  return Buffer.from(
    `<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:xnl="urn:oasis:names:tc:ciq:xsdschema:xNL:2.0" Id="230b" SchemaVersion="5"><CandidateList><Election><ElectionIdentifier Id="${election}"/><Contest><ContestIdentifier Id="${contest}"/>${lists.map(listOf).join('')}</Contest></Election></CandidateList>${more}</EML>`,
  );
}

function listOf({ number, candidates }: { number: number; candidates: readonly string[] }): string {
  const named = candidates.map((name, i) => {
    const [last, initials] = name.split(', ');
    return `<Candidate><CandidateIdentifier Id="${i + 1}"/><CandidateFullName><xnl:PersonName><xnl:NameLine NameType="Initials">${initials}</xnl:NameLine><xnl:LastName>${last}</xnl:LastName></xnl:PersonName></CandidateFullName></Candidate>`;
  });
  return `<Affiliation><AffiliationIdentifier Id="${number}"/>${named.join('')}</Affiliation>`;
}
