import { committeeKey } from '../kernel/committee.js';
import {
  Actions,
  Alert,
  DataTable,
  Folded,
  Foreign,
  Heading,
  Link,
  LinkButton,
  List,
  LiveRegion,
  Paragraph,
  StatusBadge,
  type StatusTone,
} from '../web/components/index.js';
import { formatGain, formatNumber } from '../web/format-number.js';
import type { CandidateNames } from './candidate-names.js';
import type { BlockChange } from './difference.js';
import { gainOf, rowsOf } from './difference-rows.js';
import { stateOf, wholePage, type Part } from '../platform/live/feed.js';
import type { ShownSums, WholeStand, WholeSums } from './show-sums.js';
import {
  lostInWords,
  lostSentence,
  STRANGE_WORDS,
  SUM_WORDS,
  titleOf,
  UNCHECKED_WORDS,
  wholeHref,
} from './sums-rows.js';

const TONES = { incomplete: 'waiting', agrees: 'ok', differs: 'error' } as const satisfies Record<
  WholeSums['state'],
  StatusTone
>;
/** Lines of one table; the list for a spreadsheet has them all. */
const MOST_LINES = 200;

/** How every whole stands; those that differ are said first. */
export function SumsView({ shown }: { shown: ShownSums }) {
  const { wholes } = shown;
  const wrong = wholes.filter(({ state }) => state === 'differs');
  const agreeing = wholes.filter(({ state }) => state === 'agrees').length;
  if (wholes.length === 0) return <Paragraph>In deze verkiezing valt voor u niets op te tellen.</Paragraph>;
  return (
    <>
      <Paragraph>
        Hier staat elk totaal naast de som van de tellingen die erin horen. Komt er een bestand bij, dan telt
        het meteen mee.
      </Paragraph>
      <LiveRegion id="stand" stream={streamOf(shown)}>
        <p class="visually-hidden" data-refresh-summary>
          {agreeing} van {wholes.length} kloppen, {wrong.length} verschillen
        </p>
        {wrong.length === 0 ? null : (
          <Alert tone="error" title="Een totaal verschilt van de som van de tellingen">
            <List
              items={wrong.map((whole) => (
                <>
                  <Link href={wholeHref(whole)}>{titleOf(whole)}</Link>
                  {lostWords(whole)}
                </>
              ))}
            />
            <p>Een totaal dat stemmen mist, geeft een verkeerde uitslag. Bel wie het totaal maakte.</p>
          </Alert>
        )}
        <DataTable
          caption="Stand per totaal"
          rows={wholes}
          columns={[
            {
              header: 'Totaal',
              rowHeader: true,
              cell: (whole) => <Link href={wholeHref(whole)}>{titleOf(whole)}</Link>,
            },
            {
              header: 'Stand',
              cell: ({ state }) => <StatusBadge tone={TONES[state]}>{SUM_WORDS[state]}</StatusBadge>,
            },
            { header: 'Tellingen binnen', numeric: true, cell: ({ due, came }) => `${came} van ${due}` },
            {
              header: 'Stemmen op lijsten tot nu toe',
              numeric: true,
              cell: ({ votes }) => formatNumber(votes),
            },
          ]}
        />
      </LiveRegion>
      <Actions>
        <LinkButton href="/sommen/lijst.csv" download>
          Alles als CSV
        </LinkButton>
      </Actions>
    </>
  );
}

function streamOf(shown: ShownSums) {
  return { href: '/sommen/stroom', state: stateOf(sumsParts(shown)), whole: false };
}

/** The page of all of them, as whoever has it open is told that it is another. */
export function sumsParts({ wholes }: ShownSums): readonly Part[] {
  return wholePage(wholes);
}

function lostWords({ lostLists, lostCandidates }: Pick<WholeStand, 'lostLists' | 'lostCandidates'>): string {
  const lost = lostInWords({ lostLists, lostCandidates });
  return lost === '' ? '' : `: ${lost}`;
}

/** One whole to the candidate, with the way to each count that is in it. */
export function WholeView({ whole }: { whole: WholeSums }) {
  const { href, unread, totals, message, state, names } = whole;
  return (
    <>
      <Paragraph>
        <StatusBadge tone={TONES[state]}>{SUM_WORDS[state]}</StatusBadge>{' '}
        {state === 'agrees'
          ? `Het totaal is de som van alle tellingen${whole.nameless.length === 0 ? ', tot op de kandidaat' : ''}.`
          : `${whole.due - whole.missing.length} van ${whole.due} tellingen zijn binnen.`}
      </Paragraph>
      {state === 'differs' ? (
        <Alert tone="error" title="Dit totaal verschilt van de som van de tellingen">
          <p>{lostSentence(whole)}Bel wie het totaal maakte. Het papier gaat voor.</p>
        </Alert>
      ) : null}
      {href === null ? (
        <Paragraph>De {message} zelf is er nog niet.</Paragraph>
      ) : (
        <Paragraph>
          <Link href={href}>Naar de {message}</Link>
          {unread ? '. Het bestand wordt nog gelezen. Dat duurt hooguit een paar minuten.' : null}
        </Paragraph>
      )}
      {whole.nameless.length === 0 ? null : (
        <Paragraph>
          Van lijst {whole.nameless.join(', ')} is alleen het totaal vergeleken: het ene bestand noemt de
          kandidaten met een nummer, het andere met een code.
        </Paragraph>
      )}
      <Lacking whole={whole} />
      <Unchecked whole={whole} />
      {totals === null ? null : (
        <Rows
          change={totals}
          names={names}
          caption={`Verschillen in ${titleOf(whole)}`}
          before="Som van de tellingen"
        />
      )}
      <Parts whole={whole} />
    </>
  );
}

function Parts({ whole: { parts, names, hrefs } }: { whole: WholeSums }) {
  if (parts.length === 0) return null;
  return (
    <section>
      <Heading level={2}>Waar het verschil zit</Heading>
      {parts.map(({ part, absent, change }) => {
        const href = hrefs.get(committeeKey(part));
        return (
          <Folded title={part.name} level={3}>
            <Paragraph>
              {absent
                ? 'Dit stembureau heeft een telling geleverd, maar staat niet in het totaal. '
                : 'Het totaal heeft andere cijfers dan de telling die nu geldt. '}
            </Paragraph>
            {href === undefined ? null : (
              <List
                items={[
                  <Link href={href}>Naar de telling</Link>,
                  <Link href={`${href}/verschillen`}>Zijn er andere versies van de telling?</Link>,
                  <Link href={`${href}/telling.csv`}>Elk stembureau in de telling, als CSV</Link>,
                ]}
              />
            )}
            <Rows
              change={change}
              names={names}
              caption={`Verschillen bij ${part.name}`}
              before="In de telling"
            />
          </Folded>
        );
      })}
    </section>
  );
}

/** Who and what is not there, and what should not be. */
function Lacking({ whole: { missing, strange, lostLists, totals } }: { whole: WholeSums }) {
  return (
    <>
      {missing.length === 0 ? null : (
        <>
          <Heading level={2}>Nog geen telling van</Heading>
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
          <Heading level={2}>Lijsten die ontbreken in het totaal</Heading>
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

/** Who is counted from paper: nothing is there to lay beside it. */
function Unchecked({ whole: { unchecked } }: { whole: WholeSums }) {
  if (unchecked.length === 0) return null;
  return (
    <>
      <Heading level={2}>Hoeft geen telling te leveren</Heading>
      <List items={unchecked.map(({ name, inWhole }) => `${name} (${UNCHECKED_WORDS[`${inWhole}`]})`)} />
    </>
  );
}

function Rows({
  change,
  names,
  caption,
  before: was,
}: {
  change: BlockChange;
  names: CandidateNames;
  caption: string;
  before: string;
}) {
  const rows = [...rowsOf(change, names)];
  if (rows.length === 0) return null;
  return (
    <>
      <DataTable
        caption={caption}
        rows={rows.slice(0, MOST_LINES)}
        columns={[
          { header: 'Wat', rowHeader: true, cell: ({ what }) => <Foreign text={what} /> },
          { header: was, numeric: true, cell: ({ before }) => numberOrNot(before) },
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
