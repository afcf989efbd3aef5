import {
  Alert,
  DataTable,
  FilterForm,
  Folded,
  Foreign,
  Heading,
  LinkButton,
  List,
  Actions,
  Paragraph,
  PrintButton,
  Select,
} from '../web/components/index.js';
import { formatTime } from '../web/format-time.js';
import { formatGain, formatNumber } from '../web/format-number.js';
import { unitsOf } from '../verify/figures.js';
import type { CandidateNames } from './candidate-names.js';
import { isSame, type Difference, type SaidOtherwise, type UnitChange } from './difference.js';
import { gainOf, rowsOf, UNIT_WORDS, type DifferenceRow } from './difference-rows.js';
import type { ShownDifference, ShownVersion } from './show-difference.js';

/** Lines that are shown on the page; of a larger difference the rest stands in the list for a spreadsheet. */
const MOST_LINES = 2_000;
/** Units that stand open. */
const OPEN_UNITS = 5;

/** Every difference between two versions of a count, to the station and the candidate. */
export function DifferenceView({
  shown,
  path,
}: {
  shown: ShownDifference;
  /** Of this page. */
  path: string;
}) {
  const { version, beside, difference, names } = shown;
  if (beside === null)
    return (
      <Paragraph>Dit is de enige versie van dit bestand. Er is niets om haar naast te leggen.</Paragraph>
    );
  return (
    <>
      <Choice shown={shown} beside={beside} path={path} />
      {difference === null ? (
        <Alert tone="info" title="Deze versies zijn niet naast elkaar te leggen">
          <p>
            In een van beide staat geen telling, of de cijfers worden nog gelezen. Dat duurt hooguit een paar
            minuten. Laad daarna deze pagina opnieuw.
          </p>
        </Alert>
      ) : (
        <>
          <Outcome difference={difference} version={version} beside={beside} />
          <Otherwise said={difference.saidOtherwise} beside={beside} />
          {isSame(difference) ? null : (
            <Actions>
              <LinkButton href={`${path}.csv?met=${beside.id}`}>Alle verschillen als CSV</LinkButton>
              <PrintButton />
            </Actions>
          )}
          <Blocks difference={difference} names={names} />
        </>
      )}
    </>
  );
}

function Choice({ shown, beside, path }: { shown: ShownDifference; beside: ShownVersion; path: string }) {
  if (shown.others.length < 2) return null;
  return (
    <FilterForm action={path} label="Met een andere versie vergelijken" submit="Vergelijk" active={false}>
      <Select
        name="met"
        label="Vergelijken met"
        required
        value={beside.id}
        options={shown.others.map(({ id, number, at }) => ({
          value: id,
          label: at === null ? number : `${number}, ${formatTime(at)}`,
        }))}
      />
    </FilterForm>
  );
}

function Outcome({
  difference,
  version,
  beside,
}: {
  difference: Difference;
  version: ShownVersion;
  beside: ShownVersion;
}) {
  const units = unitsOf(difference.type);
  const all = difference.unchanged + difference.units.length;
  if (isSame(difference))
    return (
      <Alert tone="ok" title="Er is niets anders">
        <p>
          Alle cijfers in {version.number} zijn gelijk aan die in {beside.number}, tot op de kandidaat en het
          stembureau.
        </p>
      </Alert>
    );
  return (
    <Paragraph kind="lead">
      {difference.units.length === 0
        ? `Alleen de totalen zijn anders dan in ${beside.number}; de ${units} zijn gelijk.`
        : `${difference.units.length} van de ${all} ${units} ${difference.units.length === 1 ? 'is' : 'zijn'} anders dan in ${beside.number}.`}
    </Paragraph>
  );
}

/** How many of those sentences are written out. */
const WRITTEN_OUT = 20;

function Otherwise({ said, beside }: { said: readonly SaidOtherwise[]; beside: ShownVersion }) {
  if (said.length === 0) return null;
  return (
    <Alert tone="warning" title="Het nieuwe bestand noemt andere oude cijfers">
      <p>
        Een gecorrigeerd bestand zegt van een cijfer ook wat het eerst was. Dat is hier anders dan wat in{' '}
        {beside.number} staat. Vraag het stembureau waarom.
      </p>
      <List
        items={[
          ...said.slice(0, WRITTEN_OUT).map(({ unit, what, said: number, was }) => (
            <>
              {unit === null ? 'Totaal' : <Foreign text={unit.name === '' ? unit.id : unit.name} />},{' '}
              <Foreign text={what} />: het bestand zegt {formatNumber(number)}, er stond{' '}
              {was === null ? 'niets' : formatNumber(was)}
            </>
          )),
          ...(said.length > WRITTEN_OUT ? [`en nog ${said.length - WRITTEN_OUT}`] : []),
        ]}
      />
    </Alert>
  );
}

function Blocks({ difference, names }: { difference: Difference; names: CandidateNames }) {
  const totals = [...rowsOf(difference.totals, names)];
  let left = MOST_LINES - totals.length;
  const units = difference.units.flatMap((unit) => {
    if (left <= 0) return [];
    const rows = unit.how === 'renumbered' ? [] : firstOf(rowsOf(unit, names), left);
    left -= Math.max(1, rows.length);
    return [{ unit, rows }];
  });
  return (
    <>
      {totals.length === 0 ? null : (
        <section>
          <Heading level={2}>Totaal</Heading>
          <Rows rows={totals} caption="Verschillen in de totalen" />
        </section>
      )}
      {units.length === 0 ? null : (
        <section>
          <Heading level={2}>{difference.type === '510b' ? 'Per stembureau' : 'Per gebied'}</Heading>
          {units.map(({ unit, rows }) => (
            <Unit unit={unit} rows={rows} open={units.length <= OPEN_UNITS} />
          ))}
        </section>
      )}
      {left <= 0 ? (
        <Paragraph>Er zijn meer verschillen dan hier staan. De CSV heeft ze alle.</Paragraph>
      ) : null}
    </>
  );
}

function firstOf<T>(given: Iterable<T>, most: number): readonly T[] {
  const first: T[] = [];
  for (const one of given) {
    if (first.length === most) break;
    first.push(one);
  }
  return first;
}

function Unit({ unit, rows, open }: { unit: UnitChange; rows: readonly DifferenceRow[]; open: boolean }) {
  const name = unit.name === '' ? unit.id : `${unit.name} (${unit.id})`;
  return (
    <Folded title={`${name}: ${UNIT_WORDS[unit.how]}`} level={3} open={open}>
      {unit.how === 'renumbered' ? (
        <Paragraph>
          Eerst stond dit stembureau in het bestand als <Foreign text={unit.was} />. Alle cijfers zijn gelijk.
        </Paragraph>
      ) : (
        <Rows rows={rows} caption={`Verschillen in ${name}`} />
      )}
    </Folded>
  );
}

function Rows({ rows, caption }: { rows: readonly DifferenceRow[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      empty={<Paragraph>Geen verschil in cijfers.</Paragraph>}
      columns={[
        {
          header: 'Wat',
          rowHeader: true,
          cell: ({ kind, what }) => (
            <span class={kind === 'kandidaat' ? 'difference__candidate' : undefined}>
              <Foreign text={what} />
            </span>
          ),
        },
        { header: 'Was', numeric: true, cell: ({ before }) => numberOrNot(before) },
        { header: 'Nu', numeric: true, cell: ({ after }) => numberOrNot(after) },
        { header: 'Verschil', numeric: true, cell: (row) => <Gain gain={gainOf(row)} /> },
      ]}
    />
  );
}

const numberOrNot = (value: number | null) => (value === null ? 'staat er niet' : formatNumber(value));

function Gain({ gain }: { gain: number }) {
  const tone = gain === 0 ? 'same' : gain > 0 ? 'more' : 'less';
  return <strong class={`difference difference--${tone}`}>{formatGain(gain)}</strong>;
}
