import { Injectable } from '@nestjs/common';
import { listPeople } from '../identity/people.store.js';
import { namesOf } from '../identity/person.store.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Reader, type Tx } from '../platform/postgres/database.js';
import { formatDay } from '../web/format-time.js';
import { listContactPersons } from './contact.store.js';
import { listMergers, type KeptMerger } from './merger.store.js';
import { listEveryOrganisation } from './organisation.store.js';
import { VotingDays } from './voting-days.js';

/** A merger as the Kiesraad sees it at one of its organisations. */
export interface ShownMerger extends KeptMerger {
  /** Stands, and its day has not come. */
  readonly isToCome: boolean;
  /** Who recorded it, and who took it back; empty where that is not known. */
  readonly recordedBy: string;
  readonly takenBackBy: string;
  /** The names of those that end. */
  readonly ending: readonly string[];
}

/** Mergers as they were recorded, and what taking one back would do. */
@Injectable()
export class ShowMergers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly votingDays: VotingDays,
  ) {}

  /** The mergers that an organisation had part in, also those taken back, in the order in which they were recorded. */
  async about(code: string): Promise<readonly ShownMerger[]> {
    const mergers = await listMergers(this.db.read, code);
    if (mergers.length === 0) return [];
    const people = mergers.flatMap(({ byPerson, takenBack }) => [byPerson ?? [], takenBack?.by ?? []].flat());
    const [names, every] = await Promise.all([
      namesOf(this.db.read, [...new Set(people)]),
      listEveryOrganisation(this.db.read),
    ]);
    return mergers.map((merger) => ({
      ...merger,
      isToCome: isToCome(merger, this.today()),
      recordedBy: names.get(merger.byPerson ?? '') ?? '',
      takenBackBy: names.get(merger.takenBack?.by ?? '') ?? '',
      ending: merger.predecessors.map((each) => every.find(({ code: of }) => of === each)?.name ?? each),
    }));
  }

  /**
   * A merger that stands, before it is taken back; `barred`: why it cannot be, as a sentence, or null. Refused:
   * organisations.noMerger, organisations.mergerCame.
   */
  async beforeTakingBack(
    code: string,
    id: string,
  ): Promise<{ readonly merger: ShownMerger; readonly barred: string | null }> {
    const merger = findMerger(await this.about(code), id);
    if (merger.takenBack !== null) throw new Refusal('organisations.noMerger');
    if (!merger.isToCome) throw new Refusal('organisations.mergerCame');
    const vote = await this.votingDays.firstOf(merger.successor, this.today());
    return { merger, barred: await builtOn(this.db.read, merger, vote) };
  }

  private today(): string {
    return dutchDay(this.clock.now());
  }
}

/** Whether a merger stands, and its day has not come. */
export function isToCome({ day, takenBack }: KeptMerger, today: string): boolean {
  return takenBack === null && today < day;
}

/** What was done on the ground of a merger, and has to be undone before it, in a sentence; null: nothing. */
export async function builtOn(
  read: Reader | Tx,
  { id, successor, name, isNew }: KeptMerger,
  vote: string | null,
): Promise<string | null> {
  const others = (await listMergers(read, successor)).filter(
    (other) => other.id !== id && other.takenBack === null,
  );
  if (others.some(({ predecessors }) => predecessors.includes(successor)))
    return `${name} gaat zelf ook op in een andere organisatie. Neem eerst die samenvoeging terug.`;
  if (!isNew) return null;
  if (others.length > 0)
    return `Ook een andere organisatie gaat op in ${name}. Neem eerst die samenvoeging terug.`;
  if ((await listContactPersons(read, [successor])).length > 0)
    return `${name} heeft al contactpersonen. Het bestuur moet hen eerst weghalen.`;
  const body = { level: 'EXECUTIVE', code: successor } as const;
  if ((await listPeople(read, { electionId: null, body })).length > 0)
    return `Voor het bestuur van ${name} werken al mensen. Beëindig eerst hun rol.`;
  return vote === null ? null : `${name} hoort al bij de stemming van ${formatDay(vote)}.`;
}

/** The one with this id. Refused: organisations.noMerger. */
export function findMerger<T extends KeptMerger>(mergers: readonly T[], id: string): T {
  const found = mergers.find((each) => each.id === id);
  if (found === undefined) throw new Refusal('organisations.noMerger');
  return found;
}
