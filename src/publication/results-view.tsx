import type { Level } from '../kernel/committee.js';
import { messageText } from '../routing/words.js';
import {
  DataTable,
  Day,
  EmptyState,
  English,
  FilterForm,
  Link,
  LinkButton,
  Paragraph,
  PrintButton,
  Progress,
  StatusBadge,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { ResultRow, ShownElection, ShownResults } from './show-results.js';
import { electionPath, resultPath } from './words.js';

/** The elections of which results are or will be public, for everybody. */
export function ElectionsView({ elections }: { elections: readonly ShownElection[] }) {
  return (
    <>
      <DataTable
        caption="Verkiezingen"
        captionHidden
        rows={elections}
        empty={<EmptyState title="Er is nog geen verkiezing" />}
        columns={[
          {
            header: 'Verkiezing',
            rowHeader: true,
            cell: ({ id, name }) => <Link href={electionPath(id)}>{name}</Link>,
          },
          { header: 'Dag van stemming', cell: ({ electionDate }) => <Day day={electionDate} /> },
          {
            header: 'Openbaar',
            cell: ({ files }) => (files === 0 ? 'nog niets' : counted(files, 'bestand', 'bestanden')),
          },
        ]}
      />
      <Paragraph>
        Meldde u een fout in een bestand? <Link href="/melding-volgen">Volg uw melding</Link>
      </Paragraph>
      <AboutPaper />
      <English>
        The counts and results of each election, as delivered by the committees, with their fingerprints. The
        paper record is decisive.
      </English>
    </>
  );
}

/** What these files are, and are not. */
export function AboutPaper() {
  return (
    <Paragraph kind="small">
      Dit zijn de digitale bestanden bij de tellingen. Het papieren proces-verbaal gaat voor: het platform
      stelt geen uitslag vast.
    </Paragraph>
  );
}

/** What of one election is public, per kieskring. */
export function ElectionResultsView({ shown, search }: { shown: ShownResults; search: string }) {
  const { plan, rows } = shown;
  const path = electionPath(plan.definition.id);
  const found = rows.filter(({ committee, district }) => matches(search, committee.name, district?.name));
  return (
    <>
      <Progress
        label="Openbaar gemaakte bestanden"
        done={rows.filter(({ last }) => last !== null).length}
        total={rows.length}
      />
      <FilterForm action={path} active={search !== ''} submit="Zoek">
        <TextInput name="zoek" label="Zoek een gemeente of kieskring" type="search" value={search} />
      </FilterForm>
      {found.length === 0 ? <EmptyState title="Niets gevonden. Zoek op een andere naam." /> : null}
      {groupsOf(found).map(([title, group]) => (
        <Rows electionId={plan.definition.id} title={title} rows={group} />
      ))}
      <div class="actions">
        <LinkButton href={`${path}/uitslagen.csv`} download>
          Lijst downloaden (CSV)
        </LinkButton>
        <PrintButton />
      </div>
      <Paragraph>
        <Link href={`${path}/atom.xml`}>Nieuwe bestanden als Atom-feed</Link>. Programma’s lezen{' '}
        <Link href={`/v1${path}`}>dezelfde lijst als JSON</Link>.
      </Paragraph>
      <AboutPaper />
    </>
  );
}

function matches(search: string, ...names: readonly (string | undefined)[]): boolean {
  const wanted = search.trim().toLowerCase();
  return names.some((name) => name?.toLowerCase().includes(wanted) === true);
}

const GROUPS: Readonly<Partial<Record<Level, string>>> = {
  CSB: 'Centraal stembureau',
  NBSB: 'Briefstembureau',
  SOL: 'Openbare lichamen',
};

/** The totals first, then each kieskring with its gemeenten. */
function groupsOf(rows: readonly ResultRow[]): readonly (readonly [string, readonly ResultRow[]])[] {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const { level } = row.duty.about;
    const district = level === 'HSB' ? row.committee : row.district;
    const title = district === null ? (GROUPS[level] ?? 'Gemeenten') : `Kieskring ${district.place}`;
    const same = groups.get(title);
    if (same === undefined) groups.set(title, [row]);
    else same.push(row);
  }
  return [...groups];
}

function Rows({
  electionId,
  title,
  rows,
}: {
  electionId: string;
  title: string;
  rows: readonly ResultRow[];
}) {
  return (
    <DataTable
      caption={title}
      rows={rows}
      columns={[
        {
          header: 'Orgaan',
          rowHeader: true,
          cell: ({ duty: { about, message }, committee }) => (
            <Link href={resultPath(electionId, about, message)}>{committee.name}</Link>
          ),
        },
        { header: 'Bestand', cell: ({ duty }) => messageText(duty.message) },
        { header: 'Stand', cell: (row) => <State row={row} /> },
      ]}
    />
  );
}

/** Whether it is public, and since when. */
function State({ row: { last, newer } }: { row: ResultRow }) {
  // some hundreds of rows: a sign stands only where something is the matter
  if (last === null) return <>nog niet openbaar</>;
  const at = <TimeStamp at={last.publication.at} />;
  if (!newer) return <>openbaar sinds {at}</>;
  return (
    <>
      <StatusBadge tone="warning">oude versie openbaar</StatusBadge> {at}
    </>
  );
}
