import { electionFacts, planElection } from '../elections/election.js';
import { readDefinition } from '../elections/read-definition.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { ElectionFacts } from '../verify/context.js';
import type { VerifyRequest } from './arguments.js';

/** The sender and the election as its 110a has them, or a Dutch sentence why that cannot be. */
export function factsFromDefinition(
  bytes: Uint8Array,
  { election, committee, levelGiven }: VerifyRequest,
): { sender: CommitteeRef; election: ElectionFacts } | string {
  const read = readDefinition(bytes);
  if (!read.ok) return `De verkiezingsdefinitie kan niet worden gebruikt: ${read.problems[0]!.detail}`;
  if (read.definition.id !== election) {
    return `De verkiezingsdefinitie is van ${read.definition.id}, niet van ${election}.`;
  }
  const plan = planElection(read.definition);
  // Four digits may be a GSB, a SOL or the NBSB: the 110a knows which one this election has.
  const levels = levelGiven ? [committee.level] : (['GSB', 'SOL', 'NBSB'] as const);
  for (const level of levels) {
    const sender: CommitteeRef = { level, code: committee.code };
    const facts = electionFacts(plan, sender);
    if (facts !== null) return { sender, election: facts };
  }
  return `In ${election} is er geen stembureau ${committee.code}.`;
}
