import { addDays } from '../elections/calendar.js';
import { drawnTiles } from '../elections/drawn-tiles.js';
import { Paragraph, StepPlot, TileMap } from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { countLines, isLate, PROGRESS_DAYS, type Progress as Progressed } from './monitor.js';
import { dueIn, SHOWN } from './monitor-words.js';
import type { Monitor } from './show-monitor.js';

/** Id of the table that says what the map shows. */
export const MONITOR_TABLE = 'organen';

/** The monitor as a map: one square for each body. */
export function MonitorMap({ monitor: { lines, votingDay } }: { monitor: Monitor }) {
  const { columns, rows, tiles } = drawnTiles(lines.map(({ organisation }) => organisation));
  const byCode = new Map(lines.map((line) => [line.organisation, line]));
  return (
    <>
      <Paragraph>
        Elk vierkant is een gemeente, ongeveer waar zij ligt. Onder de kaart staan de organen die geen
        gemeente zijn. Een hoekje betekent: te laat verklaard.
      </Paragraph>
      <MapKey />
      <TileMap
        label={`Verklaringen voor ${formatDay(votingDay)}, één vierkant per orgaan`}
        columns={columns}
        rows={rows}
        alternative={MONITOR_TABLE}
        tiles={tiles.map(({ code, column, row }) => {
          const line = byCode.get(code)!;
          const { label, tone, sign } = SHOWN[line.standing];
          const marked = isLate(line);
          return {
            ...{ column, row, tone, sign, marked },
            href: bodyAt(votingDay, code),
            label: `${line.name}: ${label}${marked ? ', te laat' : ''}`,
          };
        })}
      />
    </>
  );
}

function MapKey() {
  return (
    <ul class="map-key">
      {Object.values(SHOWN).map(({ label, tone, sign }) => (
        <li>
          <svg viewBox="0 0 20 20" aria-hidden="true" class={`tile tile--${tone}`}>
            <rect x="1" y="1" width="18" height="18" rx="2" />
            <text x="10" y="14" text-anchor="middle">
              {sign}
            </text>
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Where the Kiesraad reads of one body. */
export const bodyAt = (votingDay: string, code: string) => `/verklaringen/${votingDay}/${code}`;

/** The monitor against time. */
export function MonitorPlot({ monitor: { progress, before, due, lines } }: { monitor: Monitor }) {
  const most = Math.max(
    dueIn(countLines(lines)),
    ...(before?.points.map(({ declared }) => declared) ?? []),
    1,
  );
  const dueBefore = Math.round((Date.parse(progress.votingDay) - Date.parse(due)) / 86_400_000);
  const last = progress.points.at(-1);
  return (
    <StepPlot
      label="Hoeveel organen hadden verklaard, per dag vóór de stemming"
      description={describe(progress, before)}
      from={PROGRESS_DAYS}
      to={0}
      most={most}
      marks={[
        { x: PROGRESS_DAYS, text: `${PROGRESS_DAYS} dagen` },
        { x: 30, text: '30' },
        { x: 14, text: '14' },
        { x: dueBefore, text: 'laatste dag', line: true },
      ]}
      lines={[
        ...(before === null
          ? []
          : [
              {
                label: `Stemming van ${formatDay(before.votingDay)}`,
                kind: 'before' as const,
                points: drawn(before),
              },
            ]),
        {
          label: `Deze stemming: nu ${last?.declared ?? 0}`,
          kind: 'now',
          points: drawn(progress),
        },
      ]}
    />
  );
}

const drawn = ({ points }: Progressed) => points.map(({ daysBefore: x, declared: y }) => ({ x, y }));

function describe(progress: Progressed, before: Progressed | null): string {
  const last = progress.points.at(-1);
  if (last === undefined) return 'De laatste 60 dagen zijn nog niet begonnen.';
  const then = before?.points.find(({ daysBefore }) => daysBefore === last.daysBefore);
  const compared =
    before === null || then === undefined
      ? ''
      : ` Op dezelfde dag vóór de stemming van ${formatDay(before.votingDay)} waren het er ${then.declared}.`;
  return `Op ${formatDay(addDays(progress.votingDay, -last.daysBefore))} hadden er ${last.declared} verklaard.${compared}`;
}
