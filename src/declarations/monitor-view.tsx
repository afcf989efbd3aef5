import { dutchDay } from '../kernel/dutch-time.js';
import {
  Actions,
  Alert,
  DataTable,
  Day,
  EmptyState,
  Figures,
  FilterForm,
  Folded,
  Heading,
  Link,
  LinkButton,
  List,
  Paragraph,
  Progress,
  Select,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { DeclarationState } from './declaration.store.js';
import {
  countGroups,
  countLines,
  isFound,
  isLate,
  MONITOR_SORTS,
  type Grouping,
  type MonitorChoice,
  type MonitorLine,
} from './monitor.js';
import { bodyAt, MonitorMap, MonitorPlot, MONITOR_TABLE } from './monitor-map.js';
import { COUNTED_STATES, declaredIn, dueIn, SHOWN } from './monitor-words.js';
import type { Monitor } from './show-monitor.js';

/** Where the monitor of a voting day stands. */
export const monitorAt = (votingDay: string): string => `/verklaringen/monitor/${votingDay}`;

/** Who declared for a voting day and who did not: in figures, against time, on the map and in a table. */
export function MonitorView({ monitor, choice }: { monitor: Monitor; choice: MonitorChoice }) {
  const { votingDay, lines, due, now } = monitor;
  const counts = countLines(lines);
  if (lines.length === 0) return <Nobody />;
  return (
    <>
      <Countdown due={due} now={now} open={counts.open + counts.missing} />
      <Progress label="Verklaard" done={declaredIn(counts)} total={dueIn(counts)} />
      <Figures
        label="Hoe zij ervoor staan"
        figures={COUNTED_STATES.map(({ key, label }) => ({
          ...{ label, value: counts[key], href: `${monitorAt(votingDay)}?stand=${key}#${MONITOR_TABLE}` },
          tone: key === 'late' ? 'warning' : SHOWN[key].tone,
        }))}
      />
      <Unknown monitor={monitor} />
      <Heading level={2}>Op de kaart</Heading>
      <MonitorMap monitor={monitor} />
      <Heading level={2}>Door de tijd</Heading>
      <MonitorPlot monitor={monitor} />
      <Heading level={2}>Elk orgaan</Heading>
      <Lines monitor={monitor} choice={choice} />
      <Groups lines={lines} by="province" votingDay={votingDay} />
      <Groups lines={lines} by="arrangement" votingDay={votingDay} />
    </>
  );
}

function Nobody() {
  return (
    <EmptyState title="Niemand hoeft voor deze stemming te verklaren">
      <Paragraph>
        Dat kan als de verkiezing nog niet is ingericht, als er geen programmatuur wordt gebruikt, of als de
        stemming niet onder de Kieswet valt.
      </Paragraph>
    </EmptyState>
  );
}

function Countdown({ due, now, open }: { due: string; now: Date; open: number }) {
  const today = dutchDay(now);
  const days = Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
  if (open === 0) return <Alert tone="ok" title="Iedereen die moet verklaren, heeft verklaard" />;
  if (days < 0)
    return (
      <Alert
        tone="error"
        title={`De laatste dag is voorbij. Er ${open === 1 ? 'ontbreekt' : 'ontbreken'} er ${open}.`}
      >
        <Paragraph>
          De laatste dag was <Day day={due} />. Wie later verklaart, wordt als te laat gemerkt.
        </Paragraph>
      </Alert>
    );
  return (
    <Alert
      tone={days <= 3 ? 'warning' : 'info'}
      title={
        days === 0
          ? `Vandaag is de laatste dag. ${counted(open, 'orgaan moet', 'organen moeten')} nog.`
          : `Nog ${counted(days, 'dag', 'dagen')}. ${counted(open, 'orgaan moet', 'organen moeten')} nog.`
      }
    >
      <Paragraph>
        De laatste dag is <Day day={due} />.
      </Paragraph>
    </Alert>
  );
}

/** Committees of which nobody knows who must declare for them: the map says nothing of those. */
function Unknown({ monitor: { unseated } }: { monitor: Monitor }) {
  if (unseated.length === 0) return null;
  return (
    <Folded
      title={`Van ${counted(unseated.length, 'stembureau', 'stembureaus')} is niet bekend waar het zit`}
    >
      <Paragraph>
        Wie voor hen verklaart, volgt uit hun zetel. Vul die in bij de inrichting van de verkiezing.
      </Paragraph>
      <List
        items={unseated.map(({ electionId, name }) => (
          <Link href={`/verkiezingen/${electionId}/besluiten`}>
            {name}, {electionId}
          </Link>
        ))}
      />
    </Folded>
  );
}

function Lines({ monitor, choice }: { monitor: Monitor; choice: MonitorChoice }) {
  const { votingDay, chosen, lines } = monitor;
  const at = monitorAt(votingDay);
  const found = chosen.filter((line) => isFound(line, choice));
  return (
    <div data-island="board">
      <Filter lines={lines} choice={choice} at={at} />
      <p class="utrecht-paragraph board-count" role="status" data-board-count={lines.length}>
        {`${found.length} van ${lines.length} getoond.`}
      </p>
      <Actions>
        <LinkButton kind="subtle" icon="download" href={`${at}/lijst.csv${queryOf(choice)}`} download>
          Lijst als CSV
        </LinkButton>
      </Actions>
      {chosen.length === 0 ? (
        <EmptyState title="Niets voldoet aan deze keuze" />
      ) : (
        <table class="board-table" id={MONITOR_TABLE} tabindex={-1}>
          <caption class="visually-hidden">Wie moeten verklaren, en hoe zij ervoor staan</caption>
          <thead>
            <tr>
              {['Orgaan', 'Stand', 'Provincie', 'Samenwerking', 'Ontvangen', 'Gepubliceerd'].map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chosen.map((line) => (
              <Line line={line} votingDay={votingDay} hidden={!isFound(line, choice)} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** One of hundreds: as little around it as can be. */
function Line({ line, votingDay, hidden }: { line: MonitorLine; votingDay: string; hidden: boolean }) {
  const { organisation, name, known, standing, state } = line;
  const { label, tone, sign } = SHOWN[standing];
  return (
    <tr id={`rij-${organisation}`} hidden={hidden}>
      <th scope="row">
        <a href={bodyAt(votingDay, organisation)}>{name}</a> <small>{organisation}</small>
      </th>
      <td>
        <b class={`standing standing--${tone}`}>
          {sign} {label}
        </b>
        {isLate(line) ? ', te laat' : ''}
        {state !== null && state.version > 1 ? `, versie ${state.version}` : ''}
      </td>
      <td>{known?.province ?? ''}</td>
      <td>{known?.arrangement ?? ''}</td>
      <td>{state === null ? '' : <TimeStamp at={state.at} />}</td>
      <td>{state === null ? '' : publishedWords(state)}</td>
    </tr>
  );
}

/** What is known of the body's own publication: the Kiesraad looks itself, nothing is fetched. */
function publishedWords({ publication }: DeclarationState): string {
  if (publication === null) return 'adres ontbreekt';
  if (publication.found === null) return 'nog niet bekeken';
  return publication.found ? 'ja' : 'niet gevonden';
}

const SORT_LABELS: Readonly<Record<(typeof MONITOR_SORTS)[number], string>> = {
  naam: 'Naam',
  stand: 'Stand, het ernstigste eerst',
  provincie: 'Provincie',
  ontvangen: 'Ontvangen, het nieuwste eerst',
};

function Filter({ lines, choice, at }: { lines: readonly MonitorLine[]; choice: MonitorChoice; at: string }) {
  const some = (names: readonly (string | null)[]) =>
    [...new Set(names.filter((name) => name !== null))].sort((a, b) => a.localeCompare(b, 'nl'));
  const provinces = some(lines.map(({ known }) => known?.province ?? null));
  const arrangements = some(lines.map(({ known }) => known?.arrangement ?? null));
  const optional = (names: readonly string[]) => [
    { value: '', label: 'Alle' },
    ...names.map((name) => ({ value: name, label: name })),
  ];
  return (
    <FilterForm action={at} active={queryOf(choice) !== ''}>
      <TextInput name="zoek" type="search" label="Zoek" value={choice.words ?? ''} />
      <Select
        name="stand"
        label="Stand"
        value={choice.state ?? ''}
        options={[
          { value: '', label: 'Alle' },
          ...COUNTED_STATES.map(({ key, label }) => ({ value: key, label })),
        ]}
      />
      <Select
        name="provincie"
        label="Provincie"
        value={choice.province ?? ''}
        options={optional(provinces)}
      />
      {arrangements.length === 0 ? null : (
        <Select
          name="samenwerking"
          label="Samenwerkingsverband"
          value={choice.arrangement ?? ''}
          options={optional(arrangements)}
        />
      )}
      <Select
        name="sorteer"
        label="Volgorde"
        value={choice.sort}
        options={MONITOR_SORTS.map((value) => ({ value, label: SORT_LABELS[value] }))}
      />
    </FilterForm>
  );
}

/** The choice as the address has it; empty when nothing is narrowed. */
export function queryOf({ words, state, province, arrangement, sort }: MonitorChoice): string {
  const all = { zoek: words, stand: state, provincie: province, samenwerking: arrangement };
  const set = Object.entries({ ...all, sorteer: sort === 'naam' ? null : sort }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

const GROUP_WORDS: Readonly<Record<Grouping, { caption: string; head: string; field: string }>> = {
  province: { caption: 'Per provincie', head: 'Provincie', field: 'provincie' },
  arrangement: { caption: 'Per samenwerkingsverband', head: 'Samenwerkingsverband', field: 'samenwerking' },
};

function Groups({
  lines,
  by,
  votingDay,
}: {
  lines: readonly MonitorLine[];
  by: Grouping;
  votingDay: string;
}) {
  const groups = countGroups(lines, by);
  const { caption, head, field } = GROUP_WORDS[by];
  if (groups.length === 0) return null;
  return (
    <DataTable
      caption={caption}
      rows={groups}
      columns={[
        {
          header: head,
          rowHeader: true,
          cell: ({ name }) => (
            <Link
              href={`${monitorAt(votingDay)}?${new URLSearchParams({ [field]: name }).toString()}#${MONITOR_TABLE}`}
            >
              {name}
            </Link>
          ),
        },
        {
          header: 'Verklaard',
          numeric: true,
          cell: ({ counts }) => `${declaredIn(counts)} van ${dueIn(counts)}`,
        },
        { header: 'Wijkt af', numeric: true, cell: ({ counts }) => counts.deviates + counts.doesNotComply },
        { header: 'Te laat', numeric: true, cell: ({ counts }) => counts.late },
        { header: 'Nog niet', numeric: true, cell: ({ counts }) => counts.open + counts.missing },
      ]}
    />
  );
}
