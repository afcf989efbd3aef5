import {
  Actions,
  Alert,
  DataTable,
  FilterForm,
  Folded,
  Foreign,
  Link,
  LinkButton,
  List,
  Paragraph,
  PrintButton,
  Select,
} from '../web/components/index.js';
import { formatNumber, formatPercent } from '../web/format-number.js';
import { differenceText, KIND_WORDS, KINDS } from './finding-words.js';
import { FindingsView } from './findings-view.js';
import type { Bounds } from '../elections/bounds.js';
import type { JudgedStation } from './plausibility.js';
import type { SeenStation, ShownPlausibility } from './show-plausibility.js';
import { LookBadge } from './station-view.js';
import { chooseStations, countKinds, ORDERS, stationName, type Order, type Shown } from './station-list.js';

/** What somebody chose to see of it. */
export interface Choice {
  readonly shown: Shown;
  readonly order: Order;
}

/** What is implausible in a count, per polling station. */
export function PlausibilityView({
  shown,
  choice,
  path,
}: {
  shown: ShownPlausibility;
  choice: Choice;
  /** Of this page. */
  path: string;
}) {
  const { judged, bounds } = shown;
  if (judged === null)
    return (
      <Alert tone="info" title="De cijfers worden nog gelezen">
        <p>Dat duurt hooguit een paar minuten. Laad daarna deze pagina opnieuw.</p>
      </Alert>
    );
  const { stations } = judged;
  const found = stations.filter(({ findings }) => findings.length > 0).length;
  const rows = chooseStations(stations, choice);
  return (
    <>
      <Paragraph kind="lead">{outcome(found, stations.length)}</Paragraph>
      <Paragraph>
        Opmerkelijk is niet fout. Kijk in het proces-verbaal van het stembureau of er een reden voor is. Het
        papier gaat voor.
      </Paragraph>
      <Chooser stations={stations} choice={choice} path={path} />
      {found === 0 ? null : (
        <Actions>
          <LinkButton href={`${path}.csv`}>Alle bevindingen als CSV</LinkButton>
          <PrintButton />
        </Actions>
      )}
      <Stations rows={rows} shown={shown} path={path} />
      <Rules bounds={bounds} />
    </>
  );
}

function outcome(found: number, all: number): string {
  if (all === 0) return 'In dit bestand staan geen stembureaus.';
  if (found === 0) return `In de ${formatNumber(all)} stembureaus is niets opmerkelijks gevonden.`;
  const of = `${formatNumber(found)} van de ${formatNumber(all)} stembureaus`;
  return `Bij ${of} is iets opmerkelijks gevonden.`;
}

function Chooser({
  stations,
  choice,
  path,
}: {
  stations: readonly JudgedStation[];
  choice: Choice;
  path: string;
}) {
  const counts = countKinds(stations);
  return (
    <FilterForm
      action={path}
      label="Kies welke stembureaus u ziet"
      submit="Toon"
      active={choice.shown !== 'gevonden' || choice.order !== 'bestand'}
    >
      <Select
        name="soort"
        label="Wat is er gevonden?"
        value={choice.shown}
        options={[
          { value: 'gevonden', label: 'Alles wat opvalt' },
          { value: 'open', label: 'Wat opvalt en nog niet is bekeken' },
          ...KINDS.filter((kind) => counts.has(kind) || kind === choice.shown).map((kind) => ({
            value: kind,
            label: `${KIND_WORDS[kind]} (${counts.get(kind) ?? 0})`,
          })),
          { value: 'alle', label: 'Alle stembureaus' },
        ]}
      />
      <Select
        name="sorteer"
        label="Volgorde"
        value={choice.order}
        options={Object.entries(ORDERS).map(([value, label]) => ({ value, label }))}
      />
    </FilterForm>
  );
}

function Stations({
  rows,
  shown,
  path,
}: {
  rows: readonly SeenStation[];
  shown: ShownPlausibility;
  path: string;
}) {
  return (
    <DataTable
      caption="Stembureaus met wat er opvalt"
      captionHidden
      rows={rows}
      empty={<Paragraph>Geen enkel stembureau.</Paragraph>}
      columns={[
        {
          header: 'Stembureau',
          rowHeader: true,
          cell: (station) => (
            <Link href={`${path}?bureau=${encodeURIComponent(station.unit)}`}>
              <Foreign text={stationName(station)} />
            </Link>
          ),
        },
        { header: 'Wat valt op?', cell: (station) => <FindingsView station={station} shown={shown} /> },
        {
          header: 'Toegelaten kiezers',
          numeric: true,
          cell: ({ admitted }) => (admitted === null ? 'niet in het bestand' : formatNumber(admitted)),
        },
        { header: 'Stembiljetten', numeric: true, cell: ({ ballots }) => formatNumber(ballots) },
        {
          header: 'Verschil',
          numeric: true,
          cell: ({ ballots, admitted }) => differenceText(ballots, admitted),
        },
        {
          header: 'Bekeken',
          cell: ({ look }) =>
            look === null ? (
              'nog niet'
            ) : (
              <>
                <LookBadge outcome={look.outcome} /> <Foreign text={look.by} />
              </>
            ),
        },
      ]}
    />
  );
}

function Rules({ bounds }: { bounds: Bounds }) {
  return (
    <Folded title="Wanneer valt iets op?">
      <Paragraph>De regels zijn die van het Hulpmiddel ControleProtocol van de Kiesraad.</Paragraph>
      <List
        items={[
          'Er is geen enkel stembiljet geteld.',
          'Er is een verschil tussen toegelaten kiezers en stembiljetten zonder verklaring, of de verklaringen zijn samen een ander aantal. Geeft het bestand geen verklaringen? Dan valt een verschil op waarvan niet staat dat het is onderzocht.',
          `Ten minste ${formatPercent(bounds.blankPercent)} van de stembiljetten is blanco, of ten minste ${formatPercent(bounds.invalidPercent)} is ongeldig.`,
          `Dat verschil is ten minste ${formatNumber(bounds.difference)}, of ten minste ${formatPercent(bounds.differencePercent)} van de stembiljetten.`,
          `Het deel van de stemmen van een lijst is ten minste ${formatNumber(bounds.listPoints)} procentpunt meer of minder dan in de rest van de gemeente.`,
          `Een kandidaat kreeg ten minste ${formatNumber(bounds.swapFactor)} keer zo veel als verwacht, en een andere van die lijst ${formatNumber(bounds.swapFactor)} keer zo weinig; van minder dan ${formatNumber(bounds.swapVotes)} stemmen zegt dat niets. Wat verwacht is, volgt uit de rest van de gemeente.`,
        ]}
      />
    </Folded>
  );
}
