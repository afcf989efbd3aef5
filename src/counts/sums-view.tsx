import {
  Actions,
  Alert,
  DataTable,
  Folded,
  Foreign,
  Heading,
  LinkButton,
  List,
  Paragraph,
  StatusBadge,
  type StatusTone,
} from '../web/components/index.js';
import { formatGain, formatNumber } from '../web/format-number.js';
import type { CandidateNames } from './candidate-names.js';
import type { BlockChange } from './difference.js';
import { gainOf, rowsOf } from './difference-rows.js';
import type { ShownSums, WholeSums } from './show-sums.js';
import { STRANGE_WORDS, SUM_WORDS } from './sums-rows.js';

const TONES = { incomplete: 'waiting', agrees: 'ok', differs: 'error' } as const satisfies Record<
  WholeSums['state'],
  StatusTone
>;
/** Lines of one table; the list for a spreadsheet has them all. */
const MOST_LINES = 500;

/** Every whole with its state; what differs stands first and open. */
export function SumsView({ shown: { wholes } }: { shown: ShownSums }) {
  const wrong = wholes.filter(({ state }) => state === 'differs');
  if (wholes.length === 0) return <Paragraph>In deze verkiezing valt voor u niets op te tellen.</Paragraph>;
  return (
    <>
      {wrong.length === 0 ? null : (
        <Alert tone="error" title="Een totaal verschilt van de som van de tellingen">
          <List items={wrong.map((whole) => `${titleOf(whole)}${lostWords(whole)}`)} />
        </Alert>
      )}
      <DataTable
        caption="Stand per totaal"
        rows={wholes}
        columns={[
          { header: 'Totaal', rowHeader: true, cell: titleOf },
          {
            header: 'Stand',
            cell: ({ state }) => <StatusBadge tone={TONES[state]}>{SUM_WORDS[state]}</StatusBadge>,
          },
          {
            header: 'Tellingen binnen',
            numeric: true,
            cell: ({ due, missing }) => `${due - missing.length} van ${due}`,
          },
          {
            header: 'Stemmen op lijsten tot nu toe',
            numeric: true,
            cell: ({ sum }) => formatNumber(sum.totalCounted),
          },
        ]}
      />
      <Actions>
        <LinkButton href="/sommen.csv">Alles als CSV</LinkButton>
      </Actions>
      {wholes.map((whole) => (
        <Folded title={`${titleOf(whole)}: ${SUM_WORDS[whole.state]}`} open={whole.state === 'differs'}>
          <Whole whole={whole} />
        </Folded>
      ))}
    </>
  );
}

const titleOf = ({ committee, message }: WholeSums): string => `${committee.name}, ${message}`;

function lostWords({ lostLists, lostCandidates }: WholeSums): string {
  const votes = lostLists.reduce((sum, list) => sum + list.votes, 0);
  const lists = lostLists.map(({ list }) => list).join(', ');
  if (lostLists.length > 0)
    return `: ${lostLists.length === 1 ? 'lijst' : 'lijsten'} ${lists} ${lostLists.length === 1 ? 'ontbreekt' : 'ontbreken'}, met ${formatNumber(votes)} stemmen`;
  return lostCandidates === 0 ? '' : `: ${lostCandidates} kandidaten ontbreken`;
}

function Whole({ whole }: { whole: WholeSums }) {
  const { href, unread, totals, parts, message, state, names } = whole;
  return (
    <>
      {href === null ? (
        <Paragraph>De {message} zelf is er nog niet.</Paragraph>
      ) : (
        <Paragraph>
          <a class="utrecht-link" href={href}>
            Naar de {message}
          </a>
          {unread ? '. Het bestand wordt nog gelezen. Dat duurt hooguit een paar minuten.' : null}
        </Paragraph>
      )}
      {state === 'agrees' ? (
        <Paragraph>
          Het totaal is de som van alle tellingen{whole.nameless.length === 0 ? ', tot op de kandidaat' : ''}.
        </Paragraph>
      ) : null}
      {whole.nameless.length === 0 ? null : (
        <Paragraph>
          Van lijst {whole.nameless.join(', ')} is alleen het totaal vergeleken: het ene bestand noemt de
          kandidaten met een nummer, het andere met een code.
        </Paragraph>
      )}
      <Lacking whole={whole} />
      {totals === null ? null : (
        <Rows change={totals} names={names} caption={`Verschillen in ${titleOf(whole)}`} />
      )}
      {parts.map(({ part, absent, change }) => (
        <Folded title={part.name} level={3}>
          {absent ? (
            <Paragraph>Dit stembureau heeft een telling geleverd, maar staat niet in het totaal.</Paragraph>
          ) : (
            <Rows change={change} names={names} caption={`Verschillen bij ${part.name}`} />
          )}
        </Folded>
      ))}
    </>
  );
}

/** Who and what is not there, and what should not be. */
function Lacking({ whole: { missing, strange, lostLists, totals } }: { whole: WholeSums }) {
  return (
    <>
      {missing.length === 0 ? null : (
        <>
          <Heading level={3}>Nog geen telling van</Heading>
          <List
            items={missing.map(({ name, inWhole }) =>
              inWhole ? `${name} (staat wel in het totaal, maar u hebt er geen telling van)` : name,
            )}
          />
        </>
      )}
      {strange.length === 0 ? null : (
        <List
          items={strange.map(({ id, name, why }) => (
            <>
              <Foreign text={name === '' ? id : `${name} (${id})`} /> {STRANGE_WORDS[why]}
            </>
          ))}
        />
      )}
      {totals === null && lostLists.length > 0 ? (
        <>
          <Heading level={3}>Lijsten die ontbreken in het totaal</Heading>
          <List
            items={lostLists.map(({ list, name, votes }) => (
              <>
                Lijst {list}: <Foreign text={name} />, {formatNumber(votes)} stemmen
              </>
            ))}
          />
        </>
      ) : null}
    </>
  );
}

function Rows({ change, names, caption }: { change: BlockChange; names: CandidateNames; caption: string }) {
  const rows = [...rowsOf(change, names)];
  if (rows.length === 0) return null;
  return (
    <>
      <DataTable
        caption={caption}
        rows={rows.slice(0, MOST_LINES)}
        columns={[
          { header: 'Wat', rowHeader: true, cell: ({ what }) => <Foreign text={what} /> },
          { header: 'Som van de tellingen', numeric: true, cell: ({ before }) => numberOrNot(before) },
          { header: 'In het totaal', numeric: true, cell: ({ after }) => numberOrNot(after) },
          { header: 'Verschil', numeric: true, cell: (row) => <strong>{formatGain(gainOf(row))}</strong> },
        ]}
      />
      {rows.length > MOST_LINES ? (
        <Paragraph>Er zijn meer verschillen dan hier staan. De CSV heeft ze alle.</Paragraph>
      ) : null}
    </>
  );
}

const numberOrNot = (value: number | null) => (value === null ? 'staat er niet' : formatNumber(value));
