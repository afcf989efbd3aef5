import { typedMoment } from '../kernel/dutch-time.js';
import type { ElectionDecisions } from './decisions.js';
import type { ElectionDefinition } from './definition.js';

/** What of an election's decisions says when real counts may come: a moment (ISO 8601), or nothing. */
export interface LaneDecision {
  readonly moments: Pick<ElectionDecisions['moments'], 'realLaneOpens'>;
}

type Voting = Pick<ElectionDefinition, 'category' | 'electionDate'>;

/** The islands' clock, which knows no summer time. */
const ISLAND_TIME = '-04:00';
const EVENING = '21:00';
/** The members of provinciale staten vote for the Eerste Kamer in one meeting. */
const EK_TIME = '15:00';

/**
 * When the first polls of an election close, so that from then on there can be a real count (I): 21:00 on the voting day, of an
 * eilandsraad by the island's clock (01:00 UTC the day after), and 15:00 for the Eerste Kamer. Islands that take part in a
 * national election close hours later; nobody has to wait for them.
 */
export function pollsClose({ category, electionDate }: Voting): Date {
  if (category === 'ER') return new Date(`${electionDate}T${EVENING}:00${ISLAND_TIME}`);
  return dutchTime(electionDate, category === 'EK' ? EK_TIME : EVENING);
}

/**
 * From when on a file may be delivered as a real count: the moment that the Kiesraad entered, otherwise the close of the polls.
 */
export function realLaneOpens(plan: { readonly definition: Voting }, decisions: LaneDecision): Date {
  const { realLaneOpens: entered } = decisions.moments;
  return entered === null ? pollsClose(plan.definition) : new Date(entered);
}

/**
 * Until when a test count may be delivered: the opening of the real lane, and never beyond the close of the polls. From then
 * on what comes in can be a real count, and a fingerprint that was barred by accident could not be given back.
 */
export function testLaneCloses(plan: { readonly definition: Voting }, decisions: LaneDecision): Date {
  const moments = [realLaneOpens(plan, decisions), pollsClose(plan.definition)];
  return new Date(Math.min(...moments.map((at) => at.getTime())));
}

/** A time of the Dutch clock on a calendar day. */
function dutchTime(day: string, time: string): Date {
  const at = typedMoment(day, time);
  if (at === null) throw new Error(`not a moment: ${day} ${time}`);
  return at;
}
