import {
  Alert,
  Button,
  Code,
  DataTable,
  ErrorSummary,
  FileInput,
  Fingerprint,
  Foreign,
  Form,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { sha256 } from '../kernel/fingerprint.js';
import type { Difference } from './definition-diff.js';
import type { OfferedDefinition } from './definition.store.js';
import { electionPath } from './elections-view.js';
import type { SetUp } from './show-set-up.js';

/** A form that was just sent. */
export interface SentForm {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** Where an election's 110a is confirmed and replaced. */
export const definitionPath = (id: string, below = '') => electionPath(id, `/definitie${below}`);

/** Who did something, by id; null: the platform. */
export function personName(names: SetUp['names'], id: string | null): string {
  return id === null ? 'het platform' : (names.get(id) ?? 'iemand die er niet meer is');
}

/** What waits, with the forms to confirm or turn it down; the form to offer another; everything that was offered. */
export function DefinitionView({
  id,
  setUp,
  draft,
  viewer,
  sent,
}: {
  id: string;
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
      {waits || draft ? null : <Replace id={id} delivered={setUp.delivered} sent={sent} />}
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
  const { electionId, number, byPerson, at, why, differences } = offered;
  const own = byPerson === viewer;
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
      {number === 1 ? null : <Differences differences={differences} />}
      {own ? (
        <>
          <Alert tone="info" title="Vraag een ander van de Kiesraad om te bevestigen">
            <Paragraph>Geef deze vingerafdruk niet door: de ander leest haar bij de bron.</Paragraph>
          </Alert>
          <Fingerprint value={sha256(offered.sha256)} />
        </>
      ) : (
        <Form action={definitionPath(electionId, '/bevestigen')} label="Definitie bevestigen">
          <TextInput
            name="vingerafdruk"
            label="Vingerafdruk (SHA-256) van uw eigen 110a"
            description="Neem haar over van waar u de definitie zelf kreeg, niet van degene die haar hier aanbood. 64 tekens; spaties mogen."
            width="full"
            maxlength={400}
            value={sent.typed['vingerafdruk']}
            error={problemAt(sent.problems, 'vingerafdruk')}
            required
          />
          <Button>{number === 1 ? 'Bevestig en richt in' : 'Bevestig en vervang'}</Button>
        </Form>
      )}
      <Form
        action={definitionPath(electionId, '/afwijzen')}
        label={own ? 'Aanbod intrekken' : 'Definitie afwijzen'}
      >
        <Button kind="secondary">{own ? 'Trek het aanbod in' : 'Wijs de definitie af'}</Button>
      </Form>
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

function Replace({ id, delivered, sent }: { id: string; delivered: boolean; sent: SentForm }) {
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
        { header: 'Tweede persoon', cell: (one) => <Said offered={one} names={names} /> },
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

function Said({ offered: { confirmation }, names }: { offered: OfferedDefinition; names: SetUp['names'] }) {
  if (confirmation === null) return <StatusBadge tone="waiting">wacht</StatusBadge>;
  const { outcome, byPerson, at } = confirmation;
  return (
    <>
      <StatusBadge tone={outcome === 'confirmed' ? 'ok' : 'error'}>
        {outcome === 'confirmed' ? 'bevestigd' : 'afgewezen'}
      </StatusBadge>{' '}
      {personName(names, byPerson)}, <TimeStamp at={at} />
    </>
  );
}
