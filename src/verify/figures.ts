import type { DeliveredType } from '../kernel/committee.js';

/** A number with the reason it is given for (`ongeldig`, `toegelaten kiezers`). */
export interface ReasonVotes {
  readonly reason: string;
  readonly votes: number;
}

/** A reporting unit: what is needed to see in which of them a newer count differs. */
export interface StationFigures {
  /** In its canonical spelling. */
  readonly id: string;
  readonly name: string;
  /** 128 bits over all its numbers, hex. */
  readonly digest: string;
}

/** By which way of making them digests were made: others cannot be compared. Goes up with every change of it. */
export const FIGURES_VERSION = 1;

/** From which session a count says that it is: `kr:Phase/@PhaseCode` of EML_NL 1.3. */
export const PHASES = ['eerste zitting', 'corrigendum'] as const;

/** The figures of a count as they stand on the proces-verbaal; its reporting units are kept apart. */
export interface Figures {
  readonly version: number;
  /** Absent where the file does not say it, as in 1.2.2. */
  readonly phase?: (typeof PHASES)[number] | undefined;
  /** Kiesgerechtigden; 0 where the file does not give them. */
  readonly eligible: number;
  /** Votes on lists. */
  readonly counted: number;
  /** `blanco` and `ongeldig`, in file order. */
  readonly rejected: readonly ReasonVotes[];
  /** Admitted voters, and differences with what explains them, each by its reason, in file order. */
  readonly uncounted: readonly ReasonVotes[];
  readonly lists: readonly { readonly id: number; readonly name: string; readonly votes: number }[];
  /** How many reporting units there are. */
  readonly units: number;
  /** 128 bits over every number in the file, hex: two counts have the same exactly when they have the same numbers. */
  readonly digest: string;
}

/** A figure by the name that it has on the proces-verbaal; null votes: the file does not give it. */
export interface FigureLine {
  /** What it is, whatever it is called. */
  readonly key: string;
  readonly what: string;
  readonly votes: number | null;
}

/** Figures that stand together, under one heading. */
export interface FigureGroup {
  readonly title: string;
  readonly lines: readonly FigureLine[];
}

const REJECTED: Readonly<Record<string, string>> = {
  blanco: 'Blanco stemmen',
  ongeldig: 'Ongeldige stemmen',
};
const VOTERS = /^(?:geldige |toegelaten kiezers$)/;

/** The figures in Dutch, in the order of the proces-verbaal: voters, votes, differences with what explains them, lists, units. */
export function figureGroups(figures: Figures, type: DeliveredType | null): readonly FigureGroup[] {
  const { eligible, counted, rejected, uncounted, lists, units } = figures;
  const sum = counted + rejected.reduce((total, { votes }) => total + votes, 0);
  const voters = uncounted.filter(({ reason }) => VOTERS.test(reason));
  const rest = uncounted.filter(({ reason }) => !VOTERS.test(reason));
  return [
    {
      title: 'Kiezers',
      lines: [
        { key: 'eligible', what: 'Kiesgerechtigden', votes: eligible === 0 && sum > 0 ? null : eligible },
        ...voters.map(byReason),
      ],
    },
    {
      title: 'Stembiljetten',
      lines: [
        { key: 'counted', what: 'Stemmen op lijsten', votes: counted },
        ...[...rejected]
          .sort((a, b) => (a.reason < b.reason ? -1 : 1))
          .map(({ reason, votes }) => ({
            ...{ key: `rejected:${reason}`, votes },
            what: REJECTED[reason] ?? capital(reason),
          })),
        { key: 'sum', what: 'Samen geteld', votes: sum },
      ],
    },
    { title: 'Verschil en verklaring', lines: rest.map(byReason) },
    {
      title: 'Stemmen per lijst',
      lines: lists.map(({ id, name, votes }) => ({
        ...{ key: `list:${id}`, votes },
        what: `Lijst ${id}${name === '' ? '' : `: ${name}`}`,
      })),
    },
    {
      title: capital(unitsOf(type)),
      lines: [{ key: 'units', what: `Aantal ${unitsOf(type)} in het bestand`, votes: units }],
    },
  ].filter(({ lines }) => lines.length > 0);
}

/** What the units of a file are called: above a gemeente they are no polling stations. */
export function unitsOf(type: DeliveredType | null): string {
  return type === '510b' ? 'stembureaus' : 'gebieden';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const byReason = ({ reason, votes }: ReasonVotes): FigureLine => ({
  ...{ key: `uncounted:${reason}`, votes },
  what: capital(reason),
});

/** A figure that is another; null: it is not there. */
export interface ChangedFigure extends Pick<FigureLine, 'key' | 'what'> {
  readonly before: number | null;
  readonly after: number | null;
}

/** Whether any number in the files is another; null when that cannot be known. */
export function figuresDiffer(before: Figures | null, after: Figures | null): boolean | null {
  if (before === null || after === null || before.version !== after.version) return null;
  return before.digest !== after.digest;
}

/** The figures that are others in `after`. None, where counts differ: only in candidates or stations. Null: not counted. */
export function figureChanges(
  before: Figures | null,
  after: Figures | null,
  type: DeliveredType | null,
): readonly ChangedFigure[] {
  const [was, is] = [linesOf(before, type), linesOf(after, type)];
  return [...new Map([...was, ...is])]
    .map(([key, { what }]) => ({
      ...{ key, what },
      ...{ before: was.get(key)?.votes ?? null, after: is.get(key)?.votes ?? null },
    }))
    .filter((line) => line.before !== line.after);
}

function linesOf(figures: Figures | null, type: DeliveredType | null): Map<string, FigureLine> {
  const lines = figures === null ? [] : figureGroups(figures, type).flatMap((group) => group.lines);
  return new Map(lines.map((line) => [line.key, line]));
}

/** A reporting unit that came, went, or of which a number changed. */
export interface ChangedStation {
  readonly name: string;
  readonly how: 'added' | 'gone' | 'changed';
}

/** The first {@link MOST_STATIONS} reporting units of a count, in the order of their ids. */
export type Stations = readonly StationFigures[];

/** Units that are kept one by one: Amsterdam has about 500. What is beyond is in the digest of the figures. */
export const MOST_STATIONS = 1000;

/** The reporting units that are others in `after`, as far as both counts keep them. */
export function stationChanges(before: Stations, after: Stations): readonly ChangedStation[] {
  const within = keptByBoth(before, after);
  const [older, newer] = [before.filter(within), after.filter(within)];
  const was = new Map(older.map((station) => [station.id, station]));
  const kept = new Set(newer.map(({ id }) => id));
  const nameOf = ({ id, name }: StationFigures): string => (name === '' ? id : name);
  return [
    ...newer.flatMap((station) => {
      const earlier = was.get(station.id);
      if (earlier?.digest === station.digest) return [];
      return [
        { name: nameOf(station), how: earlier === undefined ? ('added' as const) : ('changed' as const) },
      ];
    }),
    ...older
      .filter(({ id }) => !kept.has(id))
      .map((station) => ({ name: nameOf(station), how: 'gone' as const })),
  ];
}

/** Beyond the last of one that may keep not all of them nothing can be said. */
function keptByBoth(...counts: readonly Stations[]): (station: StationFigures) => boolean {
  const ends = counts.flatMap((stations) => (stations.length < MOST_STATIONS ? [] : [stations.at(-1)!.id]));
  return ({ id }) => ends.every((end) => id <= end);
}
