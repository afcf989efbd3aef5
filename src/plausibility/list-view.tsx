import { DataTable, Foreign, Link, Paragraph, ShareBar } from '../web/components/index.js';
import { formatGain, formatNumber, formatPercent } from '../web/format-number.js';
import { besideRest, type ListBesideRest } from './plausibility.js';
import type { SeenStation, ShownPlausibility } from './show-plausibility.js';
import { stationName } from './station-list.js';

type Judged = NonNullable<ShownPlausibility['judged']>;

/** A list in a station, beside the rest of the gemeente. */
interface InStation {
  readonly station: SeenStation;
  readonly there: ListBesideRest;
}

/** Where a list stands in the address of this page. */
export const LIST_FIELD = 'lijst';

/** `Lijst 3: Naam` */
export function listTitle({ list, name }: Pick<ListBesideRest, 'list' | 'name'>): string {
  return `Lijst ${list}${name === '' ? '' : `: ${name}`}`;
}

/** A list in every station that counted it, where it differs most first; empty: no station has it, or there is only one. */
export function acrossStations({ count, stations }: Judged, list: number): readonly InStation[] {
  const { totals, units } = count;
  if (totals === null || units.length < 2) return [];
  const found = units.flatMap((unit): InStation[] => {
    const station = stations.find(({ id }) => id === unit.id);
    const there = besideRest(totals, unit.block).find((each) => each.list === list);
    return station && there ? [{ station, there }] : [];
  });
  const gap = ({ there }: InStation) => Math.abs(there.percent - there.elsewhere);
  return found.sort((one, other) => gap(other) - gap(one));
}

/** One list in all stations, as figures and as bars. `path`: of the page of all stations. */
export function ListAcrossView({ rows, path }: { rows: readonly InStation[]; path: string }) {
  const widest = Math.max(...rows.flatMap(({ there }) => [there.percent, there.elsewhere]), 1);
  return (
    <>
      <Paragraph>
        Bovenaan staat waar het verschil met de rest van de gemeente het grootst is. Het streepje staat waar
        de balk in de rest van de gemeente eindigt.
      </Paragraph>
      <DataTable
        caption="Het deel van de stemmen voor deze lijst, per stembureau"
        rows={rows}
        columns={[
          {
            header: 'Stembureau',
            rowHeader: true,
            cell: ({ station }) => (
              <Link href={`${path}?${new URLSearchParams({ bureau: station.unit }).toString()}`}>
                <Foreign text={stationName(station)} />
              </Link>
            ),
          },
          { header: 'Stemmen', numeric: true, cell: ({ there }) => formatNumber(there.votes) },
          { header: 'Hier', numeric: true, cell: ({ there }) => formatPercent(there.percent) },
          { header: 'Rest', numeric: true, cell: ({ there }) => formatPercent(there.elsewhere) },
          {
            header: 'Procentpunt',
            numeric: true,
            cell: ({ there: { percent, elsewhere } }) =>
              formatGain(Math.round((percent - elsewhere) * 10) / 10),
          },
          {
            header: 'Balk',
            headerHidden: true,
            cell: ({ there: { percent, elsewhere } }) => (
              <ShareBar part={percent} whole={widest} mark={elsewhere} />
            ),
          },
        ]}
      />
    </>
  );
}
