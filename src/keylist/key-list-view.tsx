import { sha256 } from '../kernel/fingerprint.js';
import {
  Alert,
  Button,
  Code,
  DataTable,
  DescriptionList,
  EmptyState,
  English,
  ErrorSummary,
  Fingerprint,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  List,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  TextArea,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import type { KeyList } from './key-list.js';
import type { Audience, MadeList } from './key-list.store.js';
import type { DecidedAudience, ElectionList, ShownLists } from './show-key-lists.js';

const at = (id: string, file = '') => `/sleutellijsten/${encodeURIComponent(id)}${file}`;

/** Every list that one may see. */
export function ListsView({ lists }: { lists: readonly ElectionList[] }) {
  return (
    <>
      <DataTable
        caption="Sleutellijsten per verkiezing"
        captionHidden
        rows={lists}
        empty={
          <EmptyState title="Er is geen sleutellijst die u mag zien" icon="key">
            <Paragraph>Bent u van een stembureau? Log dan eerst in.</Paragraph>
          </EmptyState>
        }
        columns={[
          {
            header: 'Verkiezing',
            rowHeader: true,
            cell: ({ election }) => (
              <Link href={at(election.id)}>
                <Foreign text={election.name} />
              </Link>
            ),
          },
          {
            header: 'Versie',
            numeric: true,
            cell: ({ list }) => (list === null ? 'nog geen' : String(list.version)),
          },
          { header: 'Sleutels', numeric: true, cell: ({ list }) => String(list?.keys ?? 0) },
          { header: 'Gemaakt', cell: ({ list }) => (list === null ? '–' : <TimeStamp at={list.at} />) },
        ]}
      />
      <English>
        A key list holds the public keys with which the electoral committees of one election sign their
        counts. The platform signs each list, so that anybody can check a count with it. Lists that are not
        public yet are not shown here.
      </English>
    </>
  );
}

/** A form that was just sent. */
interface SentForm {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

interface ListViewProps {
  readonly shown: ShownLists;
  /** Whether the Kiesraad looks. */
  readonly operator: boolean;
  readonly sent: SentForm;
}

/** The lists of one election: the newest whole, those before it by their fingerprint. */
export function ListView({ shown, operator, sent }: ListViewProps) {
  const { election, audience, lists, newest, signature } = shown;
  const [list, ...older] = lists;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {list === undefined || newest === null ? (
        <EmptyState title="Er is nog geen sleutellijst" icon="key">
          <Paragraph>De eerste lijst komt er zodra een sleutel is goedgekeurd.</Paragraph>
        </EmptyState>
      ) : (
        <>
          <Panel title={`Versie ${list.version}`} tone="accent">
            <Paragraph>
              Vingerafdruk van de lijst (SHA-256). Vergelijk haar met wie dezelfde lijst heeft, alle 16
              groepen.
            </Paragraph>
            <Fingerprint value={list.sha256} />
            <DescriptionList
              facts={[
                { term: 'Gemaakt', value: <TimeStamp at={list.at} /> },
                { term: 'Sleutels', value: String(list.keys) },
              ]}
            />
            {signature === null ? (
              <Alert tone="info" title="De lijst wordt ondertekend">
                <Paragraph>Dat duurt meestal enkele seconden. Ververs daarna deze pagina.</Paragraph>
              </Alert>
            ) : (
              <Downloads id={election.id} list={list} />
            )}
          </Panel>
          <KeysTable list={newest} />
          <Older id={election.id} lists={older} />
        </>
      )}
      {operator ? <AudienceForm id={election.id} audience={audience} sent={sent} /> : null}
    </>
  );
}

function Downloads({ id, list: { version } }: { id: string; list: MadeList }) {
  const file = (name: string) => at(id, `/${name}?versie=${version}`);
  const name = `sleutellijst_${id}_${version}.json`;
  return (
    <>
      <List
        items={[
          <Link href={file('certificaten.zip')} download>
            Alles in één ZIP: de lijst, de handtekening en elk certificaat
          </Link>,
          <Link href={file('lijst.json')} download>
            De lijst (JSON)
          </Link>,
          <Link href={file('lijst.json.p7s')} download>
            De handtekening onder de lijst
          </Link>,
          <Link href={file('ondertekenaar.crt')} download>
            Het certificaat van het platform
          </Link>,
        ]}
      />
      <Paragraph>
        Zo controleert u de handtekening zelf. Gebruik het certificaat dat de Kiesraad bekend heeft gemaakt.
      </Paragraph>
      <Paragraph>
        <Code>{`openssl cms -verify -binary -inform DER -in ${name}.p7s -content ${name} -CAfile ondertekenaar.crt -purpose any -out ${name}.goed`}</Code>
      </Paragraph>
    </>
  );
}

function KeysTable({ list }: { list: KeyList }) {
  return (
    <DataTable
      caption="Sleutels in deze lijst"
      rows={list.sleutels}
      empty={<Paragraph>In deze lijst staat geen sleutel meer.</Paragraph>}
      columns={[
        { header: 'Orgaan', rowHeader: true, cell: ({ orgaan }) => <Foreign text={orgaan} /> },
        {
          header: 'Vingerafdruk van het certificaat',
          cell: ({ vingerafdruk }) => <Fingerprint value={sha256(vingerafdruk)} copy={false} />,
        },
        { header: 'Bestand', cell: ({ bestand }) => <Code>{bestand}</Code> },
      ]}
    />
  );
}

function Older({ id, lists }: { id: string; lists: readonly MadeList[] }) {
  if (lists.length === 0) return null;
  return (
    <DataTable
      caption="Eerdere versies"
      rows={lists}
      columns={[
        { header: 'Versie', rowHeader: true, cell: ({ version }) => String(version) },
        { header: 'Gemaakt', cell: ({ at: made }) => <TimeStamp at={made} /> },
        { header: 'Sleutels', numeric: true, cell: ({ keys }) => String(keys) },
        {
          header: 'Bestand',
          cell: ({ version }) => (
            <Link href={at(id, `/certificaten.zip?versie=${version}`)} download>
              ZIP<ForScreenReader> van versie {version}</ForScreenReader>
            </Link>
          ),
        },
      ]}
    />
  );
}

function AudienceForm({
  id,
  audience,
  sent: { problems, typed },
}: {
  id: string;
  audience: Audience;
  sent: SentForm;
}) {
  return (
    <Panel title="Voor wie is de lijst?">
      <Form action={at(id, '/voor-wie')} label="Voor wie is de lijst?">
        <RadioGroup
          name="voor"
          label="Wie ziet de sleutellijst van deze verkiezing?"
          value={typed['voor'] ?? (audience === 'everybody' ? 'iedereen' : 'organen')}
          error={problemAt(problems, 'voor')}
          options={[
            { value: 'organen', label: WHO.bodies },
            { value: 'iedereen', label: WHO.everybody },
          ]}
        />
        <TextArea
          name="waarom"
          label="Waarom?"
          description="Uw naam en waarom staan bij de besluiten over deze verkiezing."
          value={typed['waarom']}
          error={problemAt(problems, 'waarom')}
          rows={3}
          maxlength={1000}
          required
        />
        <Button>Vastleggen</Button>
      </Form>
    </Panel>
  );
}

const WHO: Readonly<Record<Audience, string>> = {
  bodies: 'De organen van deze verkiezing',
  everybody: 'Iedereen, ook zonder account',
};

/** Beside what else the Kiesraad decided of an election: for whom its key list is, and who decided so and why. */
export function AudienceDecisions({ id, decided }: { id: string; decided: DecidedAudience }) {
  const { audience, decisions } = decided;
  return (
    <Panel title="Wie ziet de sleutellijst?">
      <Paragraph>
        {WHO[audience]}. <Link href={at(id)}>Wijzig dit bij de sleutellijst</Link>.
      </Paragraph>
      {decisions.length === 0 ? null : (
        <DataTable
          caption="Besluiten over de sleutellijst, het nieuwste eerst"
          rows={decisions}
          columns={[
            { header: 'Wat', rowHeader: true, cell: (one) => WHO[one.audience] },
            { header: 'Waarom', cell: ({ why }) => <Foreign text={why} longest={1000} /> },
            {
              header: 'Wie',
              cell: ({ name, at: decidedAt }) => (
                <>
                  {name ?? 'iemand die er niet meer is'}, <TimeStamp at={decidedAt} />
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
