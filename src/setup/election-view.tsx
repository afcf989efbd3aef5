import type { ComponentChildren } from 'preact';
import { COMMITTEE_LEVELS, LEVELS, type Level } from '../kernel/committee.js';
import {
  Actions,
  Alert,
  Code,
  ConfirmForm,
  DataTable,
  Day,
  DescriptionList,
  Figures,
  FilterForm,
  Fingerprint,
  Folded,
  Foreign,
  Link,
  LinkButton,
  List,
  Pagination,
  Panel,
  Paragraph,
  Select,
  StatusBadge,
  TextInput,
  type Fact,
} from '../web/components/index.js';
import { sha256 } from '../kernel/fingerprint.js';
import type { ElectionCalendar } from '../elections/calendar.js';
import { countByLevel, type CommitteeFilter, type PageOf } from '../elections/committee-list.js';
import type { ElectionCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { electionPath } from './elections-view.js';
import { LEVEL_NAMES, senderName, type Route } from '../elections/routes.js';
import type { ShownElection } from './show-elections.js';

/** The facts of an election, from its 110a; `fingerprint` is the 110a's SHA-256, kept back of what waits for a second person. */
export function factsOf(
  { definition }: Pick<ElectionPlan, 'definition'>,
  fingerprint: string | null,
): Fact[] {
  return [
    { term: 'Code', value: <Code>{definition.id}</Code> },
    { term: 'Soort', value: definition.subcategory },
    ...(definition.domain === null
      ? []
      : [{ term: 'Voor', value: <Foreign text={definition.domain.name} /> }]),
    { term: 'Zetels', value: definition.seats },
    { term: 'Voorkeurdrempel', value: `${definition.preferenceThreshold}% van de kiesdeler` },
    { term: 'Versie van EML_NL', value: definition.schemaVersion },
    ...(fingerprint === null
      ? []
      : [{ term: 'Vingerafdruk van de definitie', value: <Fingerprint value={sha256(fingerprint)} /> }]),
  ];
}

/** The facts of an election that was set up. */
export function ElectionFactsPanel({ view: { plan, summary } }: { view: ShownElection }) {
  return (
    <Panel
      title="Gegevens"
      actions={
        <Actions>
          <LinkButton href={electionPath(plan.definition.id, '/routes')}>Routes met hun artikel</LinkButton>
          {summary.draft ? null : (
            <>
              <LinkButton href={electionPath(plan.definition.id, '/besluiten')}>Besluiten</LinkButton>
              <LinkButton href={electionPath(plan.definition.id, '/definitie')}>Definitie</LinkButton>
              <LinkButton href={`/vernietiging/${encodeURIComponent(plan.definition.id)}`}>
                Vernietiging
              </LinkButton>
            </>
          )}
        </Actions>
      }
    >
      <DescriptionList facts={factsOf(plan, summary.draft ? null : summary.definitionSha256)} />
    </Panel>
  );
}

/** What says of an election that a second person did not confirm it yet. */
export function DraftAlert({ id }: { id: string }) {
  return (
    <Alert tone="warning" title="Dit is een concept">
      <Paragraph>
        Alleen de Kiesraad ziet het. <Link href={electionPath(id, '/definitie')}>Bevestig of wijs af</Link>.
      </Paragraph>
    </Alert>
  );
}

/** What a 110a would set up, to be looked through; `source` is the 110a as the form sends it again. */
export function ElectionPreview({
  plan,
  fingerprint,
  calendar,
  source,
  ownCommittee,
}: {
  plan: ElectionPlan;
  calendar: ElectionCalendar;
  fingerprint: string;
  source: string;
  /** The choice of who confirms; null where there is none. */
  ownCommittee: ComponentChildren;
}) {
  return (
    <>
      <Alert tone="warning" title="Er is nog niets opgeslagen">
        <Paragraph>
          Controleer of dit de goede verkiezing is. Een ander van de Kiesraad bevestigt haar daarna met een
          eigen exemplaar; tot dan is zij een concept dat alleen de Kiesraad ziet.
        </Paragraph>
      </Alert>
      <Panel title="Gegevens">
        <DescriptionList facts={factsOf(plan, fingerprint)} />
        <Figures
          label="Aantal organen per niveau"
          figures={[...countByLevel(plan.committees)].map(([level, value]) => ({
            label: COUNTED[level] ?? LEVEL_NAMES[level],
            value,
          }))}
        />
      </Panel>
      <CalendarPanel calendar={calendar} />
      <ConfirmForm
        action="/verkiezingen"
        files
        hidden={{ definitie: source }}
        title="Aanbieden"
        confirm="Bied de verkiezing aan"
        cancelHref="/verkiezingen"
      >
        <Paragraph>
          Na de bevestiging kunnen {plan.committees.length} organen mensen uitnodigen, sleutels aanmelden en
          leveren.
        </Paragraph>
        {ownCommittee}
      </ConfirmForm>
      <Folded title="Alle organen">
        <DataTable
          caption={`${plan.committees.length} organen`}
          columns={COMMITTEE_COLUMNS}
          rows={plan.committees}
        />
      </Folded>
      <Folded title="Routes met hun artikel">
        <RouteTable routes={plan.routes} />
      </Folded>
    </>
  );
}

const DATES: readonly { key: keyof ElectionCalendar; what: string; law: string }[] = [
  { key: 'protocolDue', what: 'Samenwerkingsprotocol is openbaar', law: 'Ea 8 lid 4' },
  {
    key: 'nominationDay',
    what: 'Kandidaatstelling; testuitkomsten, broncode en modelverklaring zijn openbaar',
    law: 'Kiesbesluit Ea 5 lid 1 en Ea 7 lid 1',
  },
  { key: 'softwareDue', what: 'Programmatuur is beschikbaar voor de gebruikers', law: 'Kiesbesluit Ea 6' },
  {
    key: 'declarationDue',
    what: 'Verklaring aansluitvoorschriften',
    law: 'Ea 6 lid 2, Kiesbesluit Ea 7 lid 2',
  },
  { key: 'keyDue', what: 'Publieke sleutels zijn aangemeld', law: 'gebruiksregel (afgeleid)' },
  { key: 'fallbackDue', what: 'Informatie over de terugvaloptie is openbaar', law: 'Samenwerkingsprotocol' },
  { key: 'electionDay', what: 'Dag van stemming', law: 'verkiezingsdefinitie' },
  { key: 'certificateEnd', what: 'Certificaten van stembureaus lopen af', law: 'gebruiksregel' },
];

/** The legal dates, in the order of the calendar. */
export function CalendarPanel({ calendar }: { calendar: ElectionCalendar }) {
  const rows = [...DATES].sort((a, b) => calendar[a.key].localeCompare(calendar[b.key]));
  return (
    <Panel title="Kalender">
      <DataTable
        caption="Uiterste dagen"
        captionHidden
        columns={[
          { header: 'Uiterlijk op', rowHeader: true, cell: (row) => <Day day={calendar[row.key]} /> },
          { header: 'Wat', cell: (row) => row.what },
          { header: 'Wet', cell: (row) => row.law },
        ]}
        rows={rows}
      />
    </Panel>
  );
}

/** Narrowing the list and leafing through it bring one back to it. */
const HEADING = 'organen';

/** The committees of an election, searchable, a page at a time. */
export function CommitteesPanel({
  view,
  filter,
  page,
}: {
  view: ShownElection;
  filter: CommitteeFilter;
  page: PageOf<ElectionCommittee>;
}) {
  const path = electionPath(view.plan.definition.id);
  const address = (to: number) => `${path}?${queryOf(filter, to)}#${HEADING}`;
  const last = page.first + page.items.length - 1;
  return (
    <Panel title="Organen" id={HEADING}>
      <Figures label="Aantal per niveau" figures={figuresOf(view, path)} />
      <FilterForm action={`${path}#${HEADING}`} active={filter.level !== null || filter.search !== ''}>
        <TextInput name="zoek" label="Naam of code" type="search" value={filter.search} maxlength={100} />
        <Select
          name="niveau"
          label="Niveau"
          placeholder="Alle niveaus"
          value={filter.level ?? ''}
          options={LEVELS.filter((level) => level !== 'OPERATOR').map((level) => ({
            value: level,
            label: LEVEL_NAMES[level],
          }))}
        />
      </FilterForm>
      <DataTable
        caption={`${page.total} organen`}
        columns={COMMITTEE_COLUMNS}
        rows={page.items}
        empty={<Paragraph>Geen orgaan past bij wat u zoekt.</Paragraph>}
      />
      <Pagination
        previous={page.page > 1 ? address(page.page - 1) : null}
        next={page.page < page.pages ? address(page.page + 1) : null}
        status={`${page.first} tot en met ${last} van ${page.total}`}
      />
    </Panel>
  );
}

const COMMITTEE_COLUMNS = [
  {
    header: 'Naam',
    rowHeader: true,
    cell: (committee: ElectionCommittee) => <Foreign text={committee.name} />,
  },
  { header: 'Niveau', cell: (committee: ElectionCommittee) => committee.level },
  { header: 'Code', cell: (committee: ElectionCommittee) => <Code>{committee.code}</Code> },
  { header: 'Hoofdstembureau', cell: (committee: ElectionCommittee) => committee.district ?? 'geen' },
];

function figuresOf(view: ShownElection, path: string) {
  return [...countByLevel(view.plan.committees)].map(([level, count]) => ({
    label: COUNTED[level] ?? LEVEL_NAMES[level],
    value: count,
    href: `${path}?niveau=${level}#${HEADING}`,
  }));
}

const COUNTED: Readonly<Partial<Record<Level, string>>> = {
  ...Object.fromEntries(COMMITTEE_LEVELS.map((level) => [level, level])),
  MAYOR: 'Burgemeesters',
  COUNCIL: 'Kiesraad',
};

function queryOf({ level, search }: CommitteeFilter, page: number): string {
  return new URLSearchParams({
    ...(search === '' ? {} : { zoek: search }),
    ...(level === null ? {} : { niveau: level }),
    pagina: String(page),
  }).toString();
}

/** The routes of an election, each with its article, on one sheet. What is inferred is marked. */
export function RouteTable({ routes }: { routes: readonly Route[] }) {
  return (
    <>
      <DataTable
        caption="Wie stuurt wat aan wie"
        columns={[
          { header: 'Van', rowHeader: true, cell: senderName },
          { header: 'Bestand', cell: (route) => `EML ${route.message}` },
          { header: 'Naar', cell: (route) => route.to.map((to) => LEVEL_NAMES[to]).join(', ') },
          { header: 'Artikel van de Kieswet', cell: (route) => route.law },
          {
            header: 'Wet of afgeleid',
            cell: (route) =>
              route.basis === 'law' ? 'wet' : <StatusBadge tone="warning">afgeleid</StatusBadge>,
          },
        ]}
        rows={routes}
      />
      <Paragraph>Hoe u deze tabel leest:</Paragraph>
      <List
        items={[
          'Elke ontvanger krijgt het bestand van het stembureau dat erbij hoort: de eigen burgemeester, het eigen hoofdstembureau.',
          'Afgeleid betekent: de wettekst noemt geen ontvanger, of het artikel is anders uitgelegd. Een jurist moet dit bevestigen.',
          'De routes zijn vastgelegd toen de verkiezing werd ingericht.',
          'Alleen een gemeentelijk stembureau kan met een artikel om een bestand worden gevraagd (O 2, P 1c lid 2). Een ander stembureau mag ook worden gevraagd, maar dan zonder artikel.',
        ]}
      />
    </>
  );
}
