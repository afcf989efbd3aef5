import { DataTable, Folded, Foreign, Link, Paragraph, ShareBar } from '../web/components/index.js';
import { formatGain, formatNumber, formatPercent } from '../web/format-number.js';
import { LIST_FIELD, listTitle } from './list-view.js';
import { besideRest } from './plausibility.js';
import type { SeenStation, ShownPlausibility } from './show-plausibility.js';

/** The share of every list in a station, beside that in the rest of the gemeente. */
export function ListsView({
  shown: { judged },
  station,
  path,
}: {
  shown: ShownPlausibility;
  station: SeenStation;
  /** Of the page of all stations. */
  path: string;
}) {
  const totals = judged?.count.totals ?? null;
  const unit = judged?.count.units.find(({ id }) => id === station.id);
  if (totals === null || unit === undefined || judged!.count.units.length === 1) return null;
  return (
    <Folded title="Lijsten naast de rest van de gemeente" open>
      <Paragraph>
        Het streepje staat waar de balk in de rest van de gemeente eindigt. Kies een lijst om haar in alle
        stembureaus te zien.
      </Paragraph>
      <DataTable
        caption="Lijsten in dit stembureau en in de rest van de gemeente"
        captionHidden
        rows={besideRest(totals, unit.block)}
        columns={[
          {
            header: 'Lijst',
            rowHeader: true,
            cell: (beside) => (
              <Link href={`${path}?${LIST_FIELD}=${beside.list}`}>
                <Foreign text={listTitle(beside)} />
              </Link>
            ),
          },
          { header: 'Stemmen', numeric: true, cell: ({ votes }) => formatNumber(votes) },
          { header: 'Hier', numeric: true, cell: ({ percent }) => formatPercent(percent) },
          { header: 'Rest', numeric: true, cell: ({ elsewhere }) => formatPercent(elsewhere) },
          {
            header: 'Procentpunt',
            numeric: true,
            cell: ({ percent, elsewhere }) => formatGain(Math.round((percent - elsewhere) * 10) / 10),
          },
          {
            header: 'Balk',
            headerHidden: true,
            cell: ({ percent, elsewhere }) => <ShareBar part={percent} whole={100} mark={elsewhere} />,
          },
        ]}
      />
    </Folded>
  );
}

/** How much of a difference is explained; nothing where there is none. */
export function Explained({ station: { ballots, admitted, explained } }: { station: SeenStation }) {
  const size = Math.abs(ballots - (admitted ?? ballots));
  if (size === 0) return <>Er is geen verschil</>;
  if (explained === null) return <>Het bestand geeft geen verklaringen</>;
  return (
    <>
      {formatNumber(explained)} van de {formatNumber(size)}
      <ShareBar part={explained} whole={size} />
    </>
  );
}
