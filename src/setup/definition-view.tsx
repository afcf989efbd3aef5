import {
  Button,
  Code,
  DataTable,
  ErrorSummary,
  FileInput,
  Foreign,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  TextArea,
  TimeStamp,
} from '../web/components/index.js';
import type { Difference } from '../elections/definition-diff.js';
import type { OfferedDefinition } from '../elections/definition.store.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { Said, type SentForm } from './answer-view.js';
import { councilSeat, personName } from './who-confirms.js';
import { AnswerForms, definitionPath, OwnCommitteeBox } from './confirm-view.js';
import type { SetUp } from './show-set-up.js';

/** What waits, with the forms to confirm or turn it down; the form to offer another; everything that was offered. */
export function DefinitionView({
  id,
  definition,
  setUp,
  draft,
  viewer,
  sent,
}: {
  id: string;
  definition: ElectionDefinition;
  setUp: SetUp;
  draft: boolean;
  viewer: string;
  sent: SentForm;
}) {
  const [last] = setUp.offered;
  const waits = last !== undefined && last.confirmation === null;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {waits ? <Waiting offered={last} setUp={setUp} viewer={viewer} sent={sent} /> : null}
      {waits || draft ? null : (
        <Replace id={id} seat={councilSeat(definition)} delivered={setUp.delivered} sent={sent} />
      )}
      <Offered setUp={setUp} />
    </>
  );
}

function Waiting({
  offered,
  setUp,
  viewer,
  sent,
}: {
  offered: OfferedDefinition;
  setUp: SetUp;
  viewer: string;
  sent: SentForm;
}) {
  const { number, byPerson, at, why, differences, seat } = offered;
  const what = number === 1 ? 'Dit is een concept' : setUp.delivered ? 'Correctie wacht' : 'Vervanging wacht';
  return (
    <Panel title={`${what}: een tweede persoon bevestigt`} id="wacht">
      <Paragraph>
        {personName(setUp.names, byPerson)} bood de definitie aan op <TimeStamp at={at} />.
        {why === null ? null : (
          <>
            {' '}
            Waarom: <Foreign text={why} longest={1000} />
          </>
        )}
      </Paragraph>
      {seat === null ? null : (
        <Paragraph>
          Het stembureau van gemeente <Code>{seat}</Code> mag dit bevestigen, of een ander van de Kiesraad.
          Wie van hen kan: een rol bij het centraal stembureau van een gemeenteraad daar, of bij het{' '}
          <Link href={`/mensen?niveau=EXECUTIVE&code=${seat}`}>college</Link>.
        </Paragraph>
      )}
      {number === 1 ? null : <Differences differences={differences} />}
      <AnswerForms offered={offered} own={byPerson === viewer} sent={sent} />
    </Panel>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  return (
    <DataTable
      caption="Wat er verandert"
      rows={differences}
      columns={[
        { header: 'Wat', rowHeader: true, cell: ({ what }) => what },
        { header: 'Was', cell: ({ before }) => (before === null ? 'niets' : <Foreign text={before} />) },
        { header: 'Wordt', cell: ({ after }) => (after === null ? 'niets' : <Foreign text={after} />) },
      ]}
      empty={
        <Paragraph>
          Alleen de bytes van het bestand zijn anders; wat het platform eruit leest, blijft gelijk.
        </Paragraph>
      }
    />
  );
}

function Replace({
  id,
  seat,
  delivered,
  sent,
}: {
  id: string;
  /** Of a gemeenteraad, its gemeente. */
  seat: string | null;
  delivered: boolean;
  sent: SentForm;
}) {
  return (
    <Panel title={delivered ? 'Definitie corrigeren' : 'Definitie vervangen'}>
      <Paragraph>
        {delivered
          ? 'Er is al geleverd. Een andere definitie is nu een correctie: u ziet wat er verandert, en een tweede persoon bevestigt dat. Een stembureau dat leverde, kan niet verdwijnen.'
          : 'Klopt de definitie niet, bied dan de goede aan. U ziet wat er verandert, en een tweede persoon bevestigt het. De oude blijft hier staan.'}
      </Paragraph>
      <Form
        action={definitionPath(id)}
        files
        label={delivered ? 'Definitie corrigeren' : 'Definitie vervangen'}
      >
        <FileInput
          name="definitie"
          label="Goede verkiezingsdefinitie (110a)"
          accept=".xml,.eml"
          error={problemAt(sent.problems, 'definitie')}
          required
        />
        <TextArea
          name="waarom"
          label="Wat is er mis met de oude?"
          value={sent.typed['waarom']}
          error={problemAt(sent.problems, 'waarom')}
          maxlength={1000}
          required
        />
        {seat === null ? null : (
          <OwnCommitteeBox label="Laat het centraal stembureau van de gemeente bevestigen" />
        )}
        <Button>Bied aan</Button>
      </Form>
    </Panel>
  );
}

function Offered({ setUp: { offered, names } }: { setUp: SetUp }) {
  return (
    <DataTable
      caption="Alle definities die zijn aangeboden"
      rows={offered}
      columns={[
        { header: 'Nummer', rowHeader: true, cell: ({ number }) => number },
        {
          header: 'Aangeboden',
          cell: ({ byPerson, at }) => (
            <>
              <TimeStamp at={at} />, {personName(names, byPerson)}
            </>
          ),
        },
        { header: 'Bevestiging', cell: (one) => <Said offered={one} names={names} /> },
        { header: 'Vingerafdruk', cell: (one) => <ShownFingerprint offered={one} /> },
        {
          header: 'Waarom',
          cell: ({ why }) => (why === null ? 'inrichting' : <Foreign text={why} longest={200} />),
        },
      ]}
      empty={
        <Paragraph>
          Deze verkiezing is ingericht voordat twee personen dat deden. Haar definitie geldt zoals zij is.
        </Paragraph>
      }
    />
  );
}

/** Of what waits it is kept back: the second person has it from elsewhere. */
function ShownFingerprint({ offered: { confirmation, sha256: value } }: { offered: OfferedDefinition }) {
  return confirmation === null ? (
    <>na bevestiging</>
  ) : (
    <Code>{`${value.slice(0, 4)} ${value.slice(4, 8)} …`}</Code>
  );
}
