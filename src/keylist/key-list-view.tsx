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
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import type { KeyList } from './key-list.js';
import type { Audience, MadeList } from './key-list.store.js';
import type { ElectionList, ShownLists } from './show-key-lists.js';

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

interface ListViewProps {
  readonly shown: ShownLists;
  /** Whether the Kiesraad looks. */
  readonly operator: boolean;
  readonly problems: readonly FieldProblem[];
}

/** The lists of one election: the newest whole, those before it by their fingerprint. */
export function ListView({ shown, operator, problems }: ListViewProps) {
  const { election, audience, lists, newest, signature } = shown;
  const [list, ...older] = lists;
  return (
    <>
      <ErrorSummary problems={problems} />
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
      {operator ? <AudienceForm id={election.id} audience={audience} problems={problems} /> : null}
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
  problems,
}: {
  id: string;
  audience: Audience;
  problems: readonly FieldProblem[];
}) {
  return (
    <Panel title="Voor wie is de lijst?">
      <Form action={at(id, '/voor-wie')} label="Voor wie is de lijst?">
        <RadioGroup
          name="voor"
          label="Wie ziet de sleutellijst van deze verkiezing?"
          value={audience === 'everybody' ? 'iedereen' : 'organen'}
          error={problemAt(problems, 'voor')}
          options={[
            { value: 'organen', label: 'De organen van deze verkiezing' },
            { value: 'iedereen', label: 'Iedereen, ook zonder account' },
          ]}
        />
        <Button>Vastleggen</Button>
      </Form>
    </Panel>
  );
}
