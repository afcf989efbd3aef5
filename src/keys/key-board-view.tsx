import { electionsAsQuery } from '../elections/choose-elections.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { inGroups } from '../kernel/fingerprint.js';
import {
  Actions,
  Code,
  DataTable,
  EmptyState,
  Figures,
  FilterForm,
  Foreign,
  ForScreenReader,
  Link,
  LinkButton,
  Pagination,
  Panel,
  Paragraph,
  Progress,
  Select,
  StatusBadge,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { formatDay } from '../web/format-time.js';
import { canBeReadOut } from './key-call.js';
import { KEY_FILTERS, KEY_SORTS, type KeyLine } from './key-lines.js';
import type { CommitteeKey } from './key.js';
import { KeyStateBadge } from './key-view.js';
import type { KeyBoard } from './show-key-board.js';

/** Where the list stands on the page. */
const LIST = 'lijst';

const FILTER_LABELS: Readonly<Record<(typeof KEY_FILTERS)[number], string>> = {
  zonder: 'Alleen stembureaus zonder sleutel',
  teDoen: 'Alleen wat op de Kiesraad wacht',
  aangemeld: 'Alleen aangemeld',
  goedgekeurd: 'Alleen goedgekeurd',
  opgeschort: 'Alleen opgeschort',
  afgewezen: 'Alleen afgewezen',
  ingetrokken: 'Alleen ingetrokken',
};
const SORT_LABELS: Readonly<Record<(typeof KEY_SORTS)[number], string>> = {
  naam: 'Stembureau',
  verkiezing: 'Verkiezing',
  stand: 'Stand',
  aangemeld: 'Aangemeld, het nieuwste eerst',
};

/** The board with this choice in its address; `change` replaces parts of it, an empty text takes one away. */
function addressOf(
  board: KeyBoard,
  change: Readonly<Record<string, string>> = {},
  at: string = '/sleutels',
): string {
  const { stand, zoek, sorteer } = board.choice;
  const own = { stand: stand ?? '', zoek, sorteer: sorteer === 'naam' ? '' : sorteer };
  const all = { ...electionsAsQuery(board), ...own, ...change };
  return `${at}?${new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString()}`;
}

/** How one election, or all of a voting day, stand with their keys, for the Kiesraad as beheerder. */
export function KeyBoardView({ board, now }: { board: KeyBoard; now: Date }) {
  const { counts, missing, signing } = board;
  const only = (stand: (typeof KEY_FILTERS)[number]) => `${addressOf(board, { stand, zoek: '' })}#${LIST}`;
  return (
    <>
      {board.votingDay === null ? (
        <FilterForm action="/sleutels" active={false} submit="Toon" label="Kies een verkiezing">
          <Select
            name="verkiezing"
            label="Verkiezing"
            options={board.elections.map(({ id, name }) => ({ value: id, label: name }))}
            value={board.plans[0]!.definition.id}
          />
        </FilterForm>
      ) : null}
      <Figures
        label="Sleutels"
        figures={[
          {
            label: 'Wachten',
            value: counts.registered,
            tone: counts.registered > 0 ? 'waiting' : 'neutral',
            href: only('aangemeld'),
          },
          { label: 'Goedgekeurd', value: counts.approved, tone: 'ok', href: only('goedgekeurd') },
          { label: 'Afgewezen', value: counts.rejected, href: only('afgewezen') },
          {
            label: 'Opgeschort',
            value: counts.suspended,
            tone: counts.suspended > 0 ? 'error' : 'neutral',
            href: only('opgeschort'),
          },
          { label: 'Ingetrokken', value: counts.revoked, href: only('ingetrokken') },
          {
            label: 'Stembureaus zonder sleutel',
            value: missing,
            tone: missing > 0 ? 'warning' : 'ok',
            href: only('zonder'),
          },
        ]}
      />
      <Progress label="Stembureaus met een sleutel" done={signing - missing} total={signing} />
      <Paragraph>
        <Link href={`/overzicht/dag/${board.plans[0]!.definition.electionDate}`}>De hele dag</Link>
      </Paragraph>
      <Waiting board={board} now={now} more={only('teDoen')} />
      <All board={board} now={now} />
    </>
  );
}

/** What waits for somebody of the Kiesraad, as far as it fits. */
function Waiting({ board, now, more }: { board: KeyBoard; now: Date; more: string }) {
  const left = board.waiting - board.toDo.length;
  return (
    <Panel title="Te doen" tone="accent">
      <Paragraph>
        Uiterlijk {formatDay(board.due)} heeft elk stembureau een goedgekeurde sleutel.
        {board.due < dutchDay(now) ? ' Die dag is voorbij.' : ''}
      </Paragraph>
      <DataTable
        caption="Sleutels die wachten"
        captionHidden
        rows={board.toDo}
        empty={<Paragraph>Er wacht geen sleutel op een beslissing.</Paragraph>}
        columns={[
          ...lineColumns(board, now),
          {
            header: 'Te doen',
            cell: ({ name, key }) => {
              const kept = board.keys.get(key?.id ?? '');
              if (kept === undefined) return null;
              return (
                <Link href={canBeReadOut(kept) ? `/sleutels/${kept.id}/gesprek` : `/sleutels/${kept.id}`}>
                  {canBeReadOut(kept) ? 'Bel en vink af' : 'Bekijk en beslis'}
                  <ForScreenReader> {name}</ForScreenReader>
                </Link>
              );
            },
          },
        ]}
      />
      {left === 0 ? null : (
        <Paragraph>
          <Link href={more}>En nog {counted(left, 'sleutel die wacht', 'sleutels die wachten')}</Link>
        </Paragraph>
      )}
    </Panel>
  );
}

function lineColumns(board: KeyBoard, now: Date) {
  const keyed = (show: (key: CommitteeKey) => preact.ComponentChildren) => (line: KeyLine) => {
    const key = board.keys.get(line.key?.id ?? '');
    return key === undefined ? null : show(key);
  };
  return [
    {
      header: 'Stembureau',
      rowHeader: true,
      cell: (line: KeyLine) => <Link href={lineHref(line)}>{line.name}</Link>,
    },
    ...(board.votingDay === null
      ? []
      : [{ header: 'Verkiezing', cell: ({ electionName }: KeyLine) => electionName }]),
    {
      header: 'Stand',
      cell: (line: KeyLine) =>
        line.key === null ? (
          <StatusBadge tone="warning">Geen sleutel</StatusBadge>
        ) : (
          keyed((key) => <KeyStateBadge item={key} now={now} />)(line)
        ),
    },
    { header: 'Houder in het certificaat', cell: keyed(({ subject }) => <Foreign text={subject} />) },
    { header: 'Vingerafdruk', cell: keyed(({ fingerprint }) => <Code>{inGroups(fingerprint)}</Code>) },
    { header: 'Aangemeld', cell: keyed(({ registeredAt }) => <TimeStamp at={registeredAt} />) },
  ];
}

/** A key leads to its page; who has none to those who can be called. */
function lineHref({ key, electionId, body: { level, code } }: KeyLine): string {
  if (key !== null) return `/sleutels/${key.id}`;
  return `/mensen?${new URLSearchParams({ verkiezing: electionId, niveau: level, code }).toString()}`;
}

function All({ board, now }: { board: KeyBoard; now: Date }) {
  const { items, page, pages, first, total } = board.page;
  const to = (other: number) => `${addressOf(board, { bladzijde: String(other) })}#${LIST}`;
  return (
    <Panel title="Alle stembureaus en sleutels" id={LIST}>
      <Filter board={board} />
      <Actions>
        <LinkButton kind="subtle" icon="download" href={addressOf(board, {}, '/sleutels/lijst.csv')} download>
          Lijst als CSV
        </LinkButton>
      </Actions>
      <DataTable
        caption="Stembureaus en hun sleutels"
        captionHidden
        rows={items}
        empty={<EmptyState title="Niets voldoet aan deze keuze" icon="key" />}
        columns={lineColumns(board, now)}
      />
      <Pagination
        label="Bladeren in alle sleutels"
        previous={page > 1 ? to(page - 1) : null}
        next={page < pages ? to(page + 1) : null}
        status={`${first} tot en met ${first + items.length - 1} van ${total}`}
      />
    </Panel>
  );
}

function Filter({ board }: { board: KeyBoard }) {
  const { stand, zoek, sorteer } = board.choice;
  return (
    <FilterForm
      action={addressOf(board, { stand: '', zoek: '', sorteer: '' })}
      active={stand !== null || zoek !== ''}
    >
      {Object.entries(electionsAsQuery(board)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextInput
        name="zoek"
        type="search"
        label="Zoek"
        description="Naam, code of verkiezing. Twee letters zijn genoeg."
        value={zoek}
      />
      <Select
        name="stand"
        label="Toon"
        placeholder="Alles"
        options={KEY_FILTERS.map((value) => ({ value, label: FILTER_LABELS[value] }))}
        value={stand ?? undefined}
      />
      <Select
        name="sorteer"
        label="Volgorde"
        options={KEY_SORTS.map((value) => ({ value, label: SORT_LABELS[value] }))}
        value={sorteer}
      />
    </FilterForm>
  );
}
