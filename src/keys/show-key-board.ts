import { Injectable } from '@nestjs/common';
import { calendarOf } from '../elections/calendar.js';
import { chooseElections, type ChosenElections } from '../elections/choose-elections.js';
import { pageOf, type PageOf } from '../elections/committee-list.js';
import { ElectionStore } from '../elections/election.store.js';
import { listContacts, type Manager } from '../identity/people.store.js';
import { segmentKey } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { chooseLines, keyLines, signingIn, waits, type KeyChoice, type KeyLine } from './key-lines.js';
import type { CommitteeKey, KeyState } from './key.js';
import { keysIn, keysOfIds } from './key.store.js';

/** How one election, or all of a voting day, stand with their keys, for the operator. */
export interface KeyBoard extends ChosenElections {
  readonly choice: KeyChoice;
  /** What waits for the Kiesraad: what was stopped first, then the longest waiting. The first {@link MOST_WAITING} of `waiting`. */
  readonly toDo: readonly KeyLine[];
  readonly waiting: number;
  /** A page of the lines that were chosen. */
  readonly page: PageOf<KeyLine>;
  /** All that was chosen. */
  readonly chosen: readonly KeyLine[];
  /** The keys of `toDo` and of the page, by id. */
  readonly keys: ReadonlyMap<string, CommitteeKey>;
  /** The last day on which keys are in time, `YYYY-MM-DD`. */
  readonly due: string;
  readonly counts: Readonly<Record<KeyState, number>>;
  /** How many committees must sign, and how many of them have no key that waits or is approved. */
  readonly signing: number;
  readonly missing: number;
}

const MOST_WAITING = 25;
const PER_PAGE = 50;

/** The board of keys: what waits for the Kiesraad, and who has no key yet. */
@Injectable()
export class ShowKeyBoard {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly settings: Settings,
  ) {}

  /**
   * The board of the elections that `chooseElections` gives, with its refusals; null when there are no elections. In a number of
   * queries that depends on neither elections nor keys.
   */
  async run(
    elections: Parameters<typeof chooseElections>[1],
    choice: KeyChoice,
    page: number,
  ): Promise<KeyBoard | null> {
    const chosen = await chooseElections(this.elections, elections);
    if (chosen === null) return null;
    const { plans } = chosen;
    const { read } = this.db;
    const keys = await keysIn(
      read,
      plans.map(({ definition }) => definition.id),
    );
    const lines = keyLines(plans, keys);
    const waiting = lines.filter(({ key }) => key !== null && waits(key)).sort(firstToDo);
    const toDo = waiting.slice(0, MOST_WAITING);
    const shown = chooseLines(lines, choice);
    const onPage = pageOf(shown, page, PER_PAGE);
    const ids = [...toDo, ...onPage.items].flatMap(({ key }) => key?.id ?? []);
    const count = (state: KeyState) => keys.filter((key) => key.state === state).length;
    return {
      ...{ ...chosen, choice, toDo, waiting: waiting.length, page: onPage, chosen: shown },
      keys: new Map((await keysOfIds(read, ids)).map((key) => [key.id, key])),
      due: calendarOf(plans[0]!.definition, this.settings.keyDueDays).keyDue,
      counts: {
        ...{ registered: count('registered'), approved: count('approved'), rejected: count('rejected') },
        ...{ suspended: count('suspended'), revoked: count('revoked') },
      },
      signing: plans.flatMap(signingIn).length,
      missing: lines.filter(({ key }) => key === null).length,
    };
  }

  /** By `segmentKey`, of the committees without a key: who manages them. */
  async whomToCall(lines: readonly KeyLine[]): Promise<ReadonlyMap<string, readonly Manager[]>> {
    const missing = lines.filter(({ key }) => key === null);
    const contacts = await listContacts(this.db.read, missing, true);
    return new Map(contacts.map((contact) => [segmentKey(contact), contact.managers]));
  }
}

function firstToDo({ key: a }: KeyLine, { key: b }: KeyLine): number {
  const suspended = Number(b?.state === 'suspended') - Number(a?.state === 'suspended');
  return suspended || (a?.registeredAt.getTime() ?? 0) - (b?.registeredAt.getTime() ?? 0);
}
