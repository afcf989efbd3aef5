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

/** The figures of a count as they stand on the proces-verbaal. */
export interface Figures {
  /** Kiesgerechtigden; 0 where the file does not give them. */
  readonly eligible: number;
  /** Votes on lists. */
  readonly counted: number;
  /** `blanco` and `ongeldig`, in file order. */
  readonly rejected: readonly ReasonVotes[];
  /** Admitted voters, and differences with what explains them, each by its reason, in file order. */
  readonly uncounted: readonly ReasonVotes[];
  readonly lists: readonly { readonly id: number; readonly name: string; readonly votes: number }[];
  /** How many reporting units there are; `stations` has the first of them. */
  readonly units: number;
  readonly stations: readonly StationFigures[];
  /** `kr:Phase/@PhaseCode` (EML_NL 1.3): `eerste zitting` or `corrigendum`. */
  readonly phase: string | null;
  /** 128 bits over every number in the file, hex: two counts have the same exactly when they have the same numbers. */
  readonly digest: string;
}

/** A figure by the name that it has on the proces-verbaal; null votes: the file does not give it. */
export interface FigureLine {
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

/** The figures in Dutch, in the order of the proces-verbaal: voters, votes, differences with what explains them, lists. */
export function figureGroups(figures: Figures): readonly FigureGroup[] {
  const { eligible, counted, rejected, uncounted, lists, units } = figures;
  const sum = counted + rejected.reduce((total, { votes }) => total + votes, 0);
  const named = ({ reason, votes }: ReasonVotes): FigureLine => ({ what: capital(reason), votes });
  return [
    {
      title: 'Kiezers',
      lines: [
        { what: 'Kiesgerechtigden', votes: eligible === 0 && sum > 0 ? null : eligible },
        ...uncounted.filter(({ reason }) => VOTERS.test(reason)).map(named),
      ],
    },
    {
      title: 'Stembiljetten',
      lines: [
        { what: 'Stemmen op lijsten', votes: counted },
        ...[...rejected]
          .sort((a, b) => (a.reason < b.reason ? -1 : 1))
          .map(({ reason, votes }) => ({ what: REJECTED[reason] ?? capital(reason), votes })),
        { what: 'Samen geteld', votes: sum },
      ],
    },
    {
      title: 'Verschil en verklaring',
      lines: uncounted.filter(({ reason }) => !VOTERS.test(reason)).map(named),
    },
    {
      title: 'Stemmen per lijst',
      lines: lists.map(({ id, name, votes }) => ({
        what: `Lijst ${id}${name === '' ? '' : `: ${name}`}`,
        votes,
      })),
    },
    { title: 'Stembureaus', lines: [{ what: 'Aantal stembureaus in het bestand', votes: units }] },
  ].filter(({ lines }) => lines.length > 0);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a newer count changed. */
export interface FigureChanges {
  readonly figures: readonly {
    readonly what: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  /** Reporting units that came, went, or of which a number changed. */
  readonly stations: readonly { readonly name: string; readonly how: 'added' | 'gone' | 'changed' }[];
}

/** What is different in `after`; null when every number in the files is equal. Both lists empty: votes moved between candidates. */
export function figureChanges(before: Figures, after: Figures): FigureChanges | null {
  if (before.digest === after.digest) return null;
  const [was, is] = [linesOf(before), linesOf(after)];
  const names = new Set([...is.keys(), ...was.keys()]);
  return {
    figures: [...names]
      .map((what) => ({ what, before: was.get(what) ?? null, after: is.get(what) ?? null }))
      .filter((line) => line.before !== line.after),
    stations: stationChanges(before.stations, after.stations),
  };
}

function linesOf(figures: Figures): Map<string, number | null> {
  return new Map(figureGroups(figures).flatMap(({ lines }) => lines.map(({ what, votes }) => [what, votes])));
}

function stationChanges(
  before: readonly StationFigures[],
  after: readonly StationFigures[],
): FigureChanges['stations'] {
  const was = new Map(before.map((station) => [station.id, station]));
  const kept = new Set(after.map(({ id }) => id));
  const nameOf = ({ id, name }: StationFigures): string => (name === '' ? id : name);
  return [
    ...after.flatMap((station) => {
      const earlier = was.get(station.id);
      if (earlier?.digest === station.digest) return [];
      return [
        { name: nameOf(station), how: earlier === undefined ? ('added' as const) : ('changed' as const) },
      ];
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((station) => ({ name: nameOf(station), how: 'gone' as const })),
  ];
}
