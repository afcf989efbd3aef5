import { pageOf } from '../elections/committee-list.js';
import {
  Code,
  DataTable,
  DescriptionList,
  Fingerprint,
  Folded,
  Foreign,
  ForScreenReader,
  Heading,
  Alert,
  Link,
  LinkButton,
  Pagination,
  Panel,
  Paragraph,
  TimeStamp,
  VerdictList,
} from '../web/components/index.js';
import type { ListedStation } from '../verify/stations/station-list.js';
import type { ListVersion, ChangedStation } from './kept-list.js';
import type { ShownList } from './show-lists.js';
import { listCheckTitle } from './station-api.js';
import { listPath, stations } from './station-lists-view.js';

const PER_PAGE = 100;
/** Changed stations that are named; a page is no place for more. */
const MOST_CHANGES = 100;

interface ListViewProps {
  readonly shown: ShownList;
  readonly page: number;
  /** The beheerder sees how it stands and gets no file. */
  readonly mayFetch: boolean;
}

/** One version of a list: its facts, what changed, how it was judged, and what stands in it. */
export function ListView({ shown: { list, versions, changes }, page, mayFetch }: ListViewProps) {
  const newest = versions[0];
  return (
    <>
      {newest === undefined || newest.id === list.id ? null : (
        <Alert tone="warning" title="Deze versie geldt niet meer">
          <Paragraph>
            <Link href={listPath(newest.id)}>Versie {newest.version} geldt nu</Link>
          </Paragraph>
        </Alert>
      )}
      <Panel title={`Versie ${list.version}`} tone="accent">
        <DescriptionList
          facts={[
            { term: 'Stembureaus', value: String(list.count) },
            { term: 'Aangeleverd', value: <TimeStamp at={list.at} /> },
            { term: 'Gemaakt, volgens het bestand', value: list.created ?? 'niet bekend' },
          ]}
        />
        <Paragraph>Vingerafdruk van het bestand (SHA-256):</Paragraph>
        <Fingerprint value={list.sha256} />
        {mayFetch ? (
          <LinkButton href={listPath(list.id, '/bestand')} download>
            Haal het bestand op (110b)
          </LinkButton>
        ) : null}
      </Panel>
      {changes === null ? null : <Changes changes={changes} version={list.version} />}
      <Heading level={2}>Controles</Heading>
      <VerdictList
        level={3}
        checks={list.checks.map((check) => ({ ...check, title: listCheckTitle(check.code) }))}
      />
      <StationTable list={list.stations} id={list.id} page={page} />
      <Versions versions={versions} current={list.id} mayFetch={mayFetch} />
    </>
  );
}

const HOW = { added: 'Erbij', gone: 'Eraf', changed: 'Gewijzigd' } as const;

function Changes({ changes, version }: { changes: readonly ChangedStation[]; version: number }) {
  return (
    <Panel title={`Anders dan in versie ${version - 1}`}>
      <DataTable
        caption="Wat er anders is dan in de versie ervoor"
        captionHidden
        rows={changes.slice(0, MOST_CHANGES)}
        empty={<Paragraph>De stembureaus zijn dezelfde.</Paragraph>}
        columns={[
          {
            header: 'Stembureau',
            rowHeader: true,
            cell: ({ id, name }) => (
              <>
                <Code>{id}</Code> <Foreign text={name} />
              </>
            ),
          },
          { header: 'Wat', cell: ({ how }) => HOW[how] },
        ]}
      />
      {changes.length > MOST_CHANGES ? (
        <Paragraph>En nog {stations(changes.length - MOST_CHANGES)}.</Paragraph>
      ) : null}
    </Panel>
  );
}

function StationTable({ list, id, page }: { list: readonly ListedStation[]; id: string; page: number }) {
  const { items, page: at, pages, first, total } = pageOf(list, page, PER_PAGE);
  const address = (number: number) => listPath(id, `?bladzijde=${number}`);
  return (
    <>
      <DataTable
        caption="Stembureaus in deze lijst"
        rows={items}
        columns={[
          { header: 'Nummer', rowHeader: true, cell: (station) => <Code>{station.id}</Code> },
          { header: 'Naam', cell: ({ name }) => (name === '' ? '–' : <Foreign text={name} />) },
          {
            header: 'Postcode',
            cell: ({ postcode }) => (postcode === null ? '–' : <Foreign text={postcode} />),
          },
          {
            header: 'Kiezers',
            numeric: true,
            cell: ({ voters }) => (voters === null ? '–' : String(voters)),
          },
          { header: 'Stemmen', cell: ({ postal }) => (postal ? 'per brief' : 'in het stemlokaal') },
        ]}
      />
      <Pagination
        label="Bladeren in de stembureaus"
        previous={at > 1 ? address(at - 1) : null}
        next={at < pages ? address(at + 1) : null}
        status={`${first} tot en met ${first + items.length - 1} van ${total}`}
      />
    </>
  );
}

function Versions({
  versions,
  current,
  mayFetch,
}: {
  versions: readonly ListVersion[];
  current: string;
  mayFetch: boolean;
}) {
  if (versions.length < 2) return null;
  return (
    <Folded title="Alle versies">
      <DataTable
        caption="Alle versies van deze lijst"
        captionHidden
        rows={versions}
        columns={[
          {
            header: 'Versie',
            rowHeader: true,
            cell: ({ id, version }) =>
              id === current ? String(version) : <Link href={listPath(id)}>Versie {version}</Link>,
          },
          { header: 'Aangeleverd', cell: ({ at }) => <TimeStamp at={at} /> },
          { header: 'Stembureaus', numeric: true, cell: ({ count }) => String(count) },
          ...(mayFetch
            ? [
                {
                  header: 'Bestand',
                  cell: ({ id, version }: ListVersion) => (
                    <Link href={listPath(id, '/bestand')} download>
                      110b<ForScreenReader> van versie {version}</ForScreenReader>
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Folded>
  );
}
