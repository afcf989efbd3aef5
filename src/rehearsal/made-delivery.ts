import { findCommittee } from '../elections/committees.js';
import { contestOf, type ElectionPlan } from '../elections/election.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { CountDocument } from './count-document.js';
import { correctedCount, madeCount, madeStations } from './made-count.js';
import { listsWithCandidates } from './made-names.js';
import { packageAround, writePair, type MadePackage } from './package-writer.js';
import { rehearsalParties } from './parties.js';
import type { RingKey } from './key-ring.js';

/** A made-up first count of a committee in one of the rehearsal's elections. `created` is local time without a zone. */
export function firstCount(
  plan: ElectionPlan,
  sender: CommitteeRef,
  stations: number,
  created: string,
): CountDocument {
  const committee = findCommittee(plan.committees, sender);
  if (committee === null) throw new Error(`${plan.definition.id} has no ${sender.level}:${sender.code}`);
  const { definition } = plan;
  const { domain, subcategory, electionDate: date, id, name, category } = definition;
  const contest = contestOf(definition, committee) ?? 'alle';
  const district = definition.regions.find((region) => `HSB${region.number}` === committee.district);
  return madeCount({
    seed: `${id} ${sender.code}`,
    schema: '1.2.2',
    product: 'osv',
    election: {
      id,
      name,
      category,
      subcategory,
      domain: domain && { id: domain.code, name: domain.name },
      date,
    },
    contest: { id: contest, name: district?.name ?? null },
    authority: { id: sender.code, name: committee.place },
    created,
    lists: listsWithCandidates(id, rehearsalParties(definition)),
    stations: madeStations(`${id} ${sender.code}`, stations),
    postal: sender.level === 'NBSB',
  });
}

/** The same count after a next session in which one station was counted again. */
export function nextCount(document: CountDocument, created: string): CountDocument {
  return correctedCount(document, document.authority.id, created);
}

/** The package as the counting software exports it, signed with `key`; `damaged` flips one byte of the signed EML. */
export async function packageOf(
  document: CountDocument,
  key: RingKey,
  damaged = false,
): Promise<MadePackage> {
  const region = { category: 'gemeente', name: document.authority.name } as const;
  const pair = writePair(document, region, key);
  if (!damaged) return await packageAround(document, region, pair);
  const bytes = Buffer.from(pair.eml.bytes);
  const digit = bytes.indexOf('<ValidVotes>') + '<ValidVotes>'.length;
  bytes[digit] = bytes[digit] === 0x31 ? 0x32 : 0x31;
  return await packageAround(document, region, { ...pair, eml: { ...pair.eml, bytes } });
}
