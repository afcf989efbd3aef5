import { counted } from '../counted.js';
import { Icon, type IconName } from './icon.js';
import { Foreign } from './text.js';

/** What a check says: in order, take note, not acceptable, or not done (with why). */
export type CheckResult = 'pass' | 'warn' | 'refuse' | 'skipped';

/** Where in the delivery: every part may be unknown. Lines and columns count from 1. */
export interface CheckPlace {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly path: string | null;
}

/** One thing found. The detail may hold words from the file. */
export interface CheckFinding {
  readonly detail: string;
  readonly place: CheckPlace | null;
}

/** One check, with the title that its owner gives it. */
export interface CheckRow extends CheckFinding {
  readonly code: string;
  readonly title: string;
  readonly result: CheckResult;
  readonly more?: readonly CheckFinding[] | undefined;
}

interface Group {
  readonly result: CheckResult;
  readonly title: string;
  readonly icon: IconName;
}

const GROUPS: readonly Group[] = [
  { result: 'refuse', title: 'Niet goed', icon: 'error' },
  { result: 'warn', title: 'Let op', icon: 'warning' },
  { result: 'skipped', title: 'Niet gecontroleerd', icon: 'neutral' },
  { result: 'pass', title: 'In orde', icon: 'ok' },
];

/**
 * A complete verdict: what must be mended first, then what to note, what was not checked, and what is in order, each
 * with its number. What is in order is folded away unless `open` (a receipt on paper shows all).
 */
export function VerdictList({
  checks,
  open,
  level = 2,
}: {
  checks: readonly CheckRow[];
  open?: boolean | undefined;
  /** Level of the groups' headings: one below the heading that stands above this list. */
  level?: 2 | 3 | 4 | undefined;
}) {
  return (
    <div class="verdict">
      {GROUPS.map((group) => (
        <VerdictGroup
          group={group}
          rows={checks.filter((c) => c.result === group.result)}
          open={open === true}
          level={level}
        />
      ))}
    </div>
  );
}

interface GroupProps {
  group: Group;
  rows: readonly CheckRow[];
  open: boolean;
  level: 2 | 3 | 4;
}

function VerdictGroup({ group, rows, open, level }: GroupProps) {
  if (rows.length === 0) return null;
  const Title = `h${level}` as const;
  const count = counted(rows.length, 'controle', 'controles');
  const list = (
    <ul class="verdict__rows">
      {rows.map((row) => (
        <VerdictRow row={row} icon={group.icon} />
      ))}
    </ul>
  );
  const title = (
    <>
      <Icon name={group.icon} />
      {group.title} <span class="verdict__count">{count}</span>
    </>
  );
  return (
    <section class={`verdict__group verdict__group--${group.result}`}>
      {group.result === 'pass' && !open ? (
        <details class="disclosure">
          <summary>
            <Title class="verdict__title">{title}</Title>
          </summary>
          {list}
        </details>
      ) : (
        <>
          <Title class="verdict__title">{title}</Title>
          {list}
        </>
      )}
    </section>
  );
}

function VerdictRow({ row, icon }: { row: CheckRow; icon: IconName }) {
  return (
    <li class="verdict__row" data-check={row.code} data-result={row.result}>
      <Icon name={icon} />
      <div class="verdict__text">
        <p class="verdict__row-title">{row.title}</p>
        <FindingText finding={row} />
        {row.more === undefined || row.more.length === 0 ? null : (
          <ul class="verdict__more">
            {row.more.map((finding) => (
              <li>
                <FindingText finding={finding} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <code class="verdict__code">{row.code}</code>
    </li>
  );
}

function FindingText({ finding }: { finding: CheckFinding }) {
  const place = placeText(finding.place);
  return (
    <>
      <p class="verdict__detail">
        <Foreign text={finding.detail} longest={1000} />
      </p>
      {place === '' ? null : (
        <p class="verdict__place">
          <span class="visually-hidden">Plaats: </span>
          <Foreign text={place} />
        </p>
      )}
    </>
  );
}

function placeText(place: CheckPlace | null): string {
  if (place === null) return '';
  const line = place.line === null ? null : `regel ${place.line}`;
  const column = place.line === null || place.column === null ? null : `teken ${place.column}`;
  return [place.file, line, column, place.path].filter((part) => part !== null && part !== '').join(', ');
}
