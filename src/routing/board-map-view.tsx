import { drawnTiles } from '../elections/drawn-tiles.js';
import { dutchClock } from '../kernel/dutch-time.js';
import {
  DataTable,
  Heading,
  LiveRegion,
  Paragraph,
  StepPlot,
  TileMap,
  type StatusTone,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { PrintedStand } from './board-frame.js';
import { groupBy, totalsOf, type BoardRow } from './inbox.js';
import { arrivalsSince, countAt } from './night.js';
import type { EarlierNight } from './show-night.js';
import { standLabel } from './words.js';

/** Id of the table that says what the plot shows. */
const TABLE = 'verloop';
/** So many hours after the close of the polls are drawn at least, and at most. */
const [LEAST_HOURS, MOST_HOURS] = [8, 48];
const HOUR_MS = 3_600_000;
const LEVELS = ['GSB', 'SOL', 'NBSB'];

/** What the map and the plot are drawn from. */
export interface ShownNight {
  /** When the polls closed, from which time is counted. */
  readonly closed: Date;
  readonly at: Date;
  readonly rows: readonly BoardRow[];
  /** Null: there was none of the same council; undefined: a whole day is compared with none. */
  readonly before: EarlierNight | null | undefined;
  /** The address of the page itself, and of the list in which a committee is found by its code. */
  readonly href: string;
  readonly listAt: (code: string) => string;
}

/** The same board as a map, one square for each committee that counts, and against time. */
export function BoardMapView({ night }: { night: ShownNight }) {
  const { at, rows, href } = night;
  return (
    <LiveRegion id="stand" href={href}>
      <PrintedStand at={at} />
      {rows.some(counts) ? <Map night={night} /> : null}
      <Heading level={2}>Verloop van de avond</Heading>
      <Night night={night} />
    </LiveRegion>
  );
}

const wordsOf = (line: BoardRow, _: number, all: readonly BoardRow[]) =>
  all.length === 1 ? standLabel(line) : `${line.electionId} ${standLabel(line).toLowerCase()}`;

const counts = ({ committee, message }: BoardRow) => message === '510b' && LEVELS.includes(committee.level);

interface Shown {
  readonly tone: StatusTone;
  readonly sign: string;
}

/** Of the elections of a day together: late when one is, and what all of them are; else a part of it came. */
function shownTogether(rows: readonly BoardRow[]): Shown {
  const each = rows.map(shownAs);
  const due = each.filter((_, i) => rows[i]!.state.state !== 'notDue');
  const [first] = due;
  if (first === undefined) return each[0]!;
  const late = due.find(({ tone }) => tone === 'error');
  if (late !== undefined) return late;
  if (due.some(({ tone }) => tone === 'waiting'))
    return due.every(({ tone }) => tone === 'waiting') ? first : { tone: 'warning', sign: '½' };
  return due.find(({ tone }) => tone === 'info') ?? first;
}

function shownAs({ state: { state }, late }: BoardRow): Shown {
  if (late) return { tone: 'error', sign: '!' };
  if (state === 'missing') return { tone: 'waiting', sign: '' };
  if (state === 'corrected') return { tone: 'info', sign: 'C' };
  return state === 'received' ? { tone: 'ok', sign: '✓' } : { tone: 'neutral', sign: '–' };
}

function Map({ night: { rows, listAt } }: { night: ShownNight }) {
  const byCode = groupBy(rows.filter(counts), ({ committee: { code } }) => code);
  const isDay = [...byCode.values()].some((own) => own.length > 1);
  const { columns, rows: high, tiles } = drawnTiles([...byCode.keys()]);
  return (
    <>
      <Paragraph>
        Elk vierkant is een gemeente, ongeveer waar zij ligt. ✓ is ontvangen, C is gecorrigeerd, ! is te laat,
        – hoeft niet. {isDay ? '½ is: een deel van de verkiezingen is er. ' : ''}Een leeg vierkant ontbreekt
        nog.
      </Paragraph>
      <TileMap
        label="Tellingen, één vierkant per stembureau"
        columns={columns}
        rows={high}
        alternative={TABLE}
        tiles={tiles.map(({ code, column, row }) => {
          const lines = byCode.get(code)!;
          return {
            ...{ column, row, ...shownTogether(lines) },
            href: listAt(code),
            label: `${lines[0]!.committee.place}: ${lines.map(wordsOf).join(', ')}`,
          };
        })}
      />
    </>
  );
}

function Night({ night: { closed: from, at, rows, before } }: { night: ShownNight }) {
  const passed = (at.getTime() - from.getTime()) / HOUR_MS;
  const hours = Math.min(MOST_HOURS, Math.max(LEAST_HOURS, Math.ceil(passed)));
  const now = arrivalsSince(
    from,
    rows.flatMap(({ firstAt }) => firstAt ?? []),
    Math.min(hours, Math.max(0, passed)),
  );
  const then = before ? arrivalsSince(before.from, before.moments, hours) : null;
  const { due } = totalsOf(rows);
  const clock = (hour: number) => dutchClock(new Date(from.getTime() + hour * HOUR_MS));
  const steps = Array.from({ length: hours + 1 }, (_, hour) => hour);
  return (
    <>
      <StepPlot
        label="Hoeveel bestanden er waren, per uur na sluiting van de stembureaus"
        description={`Nu ${now.at(-1)!.count} van ${due}.`}
        from={0}
        to={hours}
        most={Math.max(due, then?.at(-1)?.count ?? 0, 1)}
        marks={[0, Math.round(hours / 2), hours].map((hour) => ({ x: hour, text: clock(hour) }))}
        lines={[
          ...(then === null
            ? []
            : [
                {
                  label: `${before!.name}, ${formatDay(before!.electionDate)}`,
                  kind: 'before' as const,
                  points: then.map(({ hours: x, count: y }) => ({ x, y })),
                },
              ]),
          {
            label: `Deze avond: nu ${now.at(-1)!.count} van ${due}`,
            kind: 'now',
            points: now.map(({ hours: x, count: y }) => ({ x, y })),
          },
        ]}
      />
      {before === null ? (
        <Paragraph kind="small">
          Er is geen eerdere avond van dezelfde verkiezing om mee te vergelijken.
        </Paragraph>
      ) : null}
      <div id={TABLE} tabindex={-1}>
        <DataTable
          caption="Hoeveel bestanden er waren, per uur"
          rows={steps}
          columns={[
            { header: 'Tot', rowHeader: true, cell: clock },
            { header: 'Deze avond', cell: (hour) => (hour > Math.ceil(passed) ? '' : countAt(now, hour)) },
            ...(then === null
              ? []
              : [{ header: 'Vorige keer', cell: (hour: number) => countAt(then, hour) }]),
          ]}
        />
      </div>
    </>
  );
}
