import { committeeName } from '../elections/committees.js';
import { sizeWords } from '../kernel/recognise-file.js';
import type { SentForm } from '../upload/paper-view.js';
import { checkTitle } from '../verify/checks/catalogue.js';
import {
  Button,
  CheckboxGroup,
  Code,
  DataTable,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TimeStamp,
  type Column,
} from '../web/components/index.js';
import { isFetchable } from './evidence.js';
import type { ShownEvidence, ShownFile } from './show-evidence.js';
import { EVIDENCE_PATH, evidenceZipPath, refusedPath } from './words.js';

const columnsOf = ({ plan }: ShownEvidence): readonly Column<ShownFile>[] => [
  {
    header: 'Levering',
    rowHeader: true,
    cell: ({ spoken, file }) => `${spoken}, bestand ${file}`,
  },
  { header: 'Van', cell: ({ sender }) => committeeName(plan.committees, sender) },
  { header: 'Geweigerd', cell: ({ judgedAt }) => <TimeStamp at={judgedAt} /> },
  { header: 'Door controle', cell: ({ check }) => (check === null ? 'onbekend' : checkTitle(check)) },
  {
    header: 'Naam',
    cell: ({ name, size }) => (
      <>
        <Foreign text={name} />, {sizeWords(size)}
      </>
    ),
  },
  { header: 'SHA-256', cell: ({ sha256 }) => <Code>{sha256}</Code> },
];

/** Refused files of an election, for who says which are kept as evidence. */
export function RefusedView({
  shown,
  ticked,
  sent: { problems, typed },
}: {
  shown: ShownEvidence;
  ticked: readonly string[];
  sent: SentForm;
}) {
  const { plan, files } = shown;
  const loose = new Map(files.filter(({ held }) => !held).map((file) => [file.submissionId, file]));
  return (
    <>
      <ErrorSummary problems={problems} />
      <DataTable
        caption="Geweigerde bestanden"
        rows={files}
        empty={<EmptyState title="Er zijn geen geweigerde bestanden" />}
        columns={[
          ...columnsOf(shown),
          {
            header: 'Bewijs',
            cell: ({ held }) =>
              held ? <StatusBadge tone="ok">wordt bewaard</StatusBadge> : 'gaat weg als er ruimte nodig is',
          },
        ]}
      />
      {loose.size === 0 ? null : (
        <Form action={refusedPath(plan.definition.id)} label="Als bewijs bewaren">
          <CheckboxGroup
            name="levering"
            label="Welke leveringen bewaart u als bewijs?"
            options={[...loose].map(([value, { spoken, sender }]) => ({
              value,
              label: `${spoken}, ${committeeName(plan.committees, sender)}`,
            }))}
            values={ticked}
            error={problemAt(problems, 'levering')}
          />
          <TextArea
            name="waarom"
            label="Waarom?"
            description="Bijvoorbeeld het nummer van een onderzoek. Dit blijft staan."
            value={typed['waarom']}
            error={problemAt(problems, 'waarom')}
            required
            maxlength={1000}
          />
          <Button>Bewaar als bewijs</Button>
        </Form>
      )}
      <Exports shown={shown} fetchable={() => false} />
    </>
  );
}

/** What is kept as evidence, for who hands it to investigators. */
export function EvidenceView({
  shown,
  personId,
  now,
  sent: { problems, typed },
}: {
  shown: ShownEvidence;
  personId: string;
  now: Date;
  sent: SentForm;
}) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <DataTable
        caption="Bewaard als bewijs"
        rows={shown.files}
        empty={
          <EmptyState title="Er wordt niets als bewijs bewaard">
            <Paragraph>De Kiesraad als beheerder bepaalt welke geweigerde bestanden blijven.</Paragraph>
          </EmptyState>
        }
        columns={columnsOf(shown)}
      />
      {shown.files.length === 0 ? null : (
        <Panel title="Uitvoeren voor een onderzoek" tone="accent">
          <Paragraph>
            U krijgt een ZIP met deze bestanden en een lijst. Deze bestanden kunnen schadelijk zijn: open ze
            alleen op een computer zonder netwerk. Wie dit ophaalt, staat in het logboek.
          </Paragraph>
          <Form action={EVIDENCE_PATH} label="Uitvoeren voor een onderzoek">
            <TextArea
              name="waarom"
              label="Voor wie is dit, en waarom?"
              value={typed['waarom']}
              error={problemAt(problems, 'waarom')}
              required
              maxlength={1000}
            />
            <Button>Zet het bewijs klaar</Button>
          </Form>
        </Panel>
      )}
      <Exports
        shown={shown}
        fetchable={(id) => shown.exports.some((one) => one.id === id && isFetchable(one, personId, now))}
      />
    </>
  );
}

function Exports({
  shown: { exports, names },
  fetchable,
}: {
  shown: ShownEvidence;
  fetchable: (id: string) => boolean;
}) {
  if (exports.length === 0) return null;
  return (
    <DataTable
      caption="Uitgevoerd"
      rows={exports}
      columns={[
        { header: 'Wanneer', rowHeader: true, cell: ({ asked }) => <TimeStamp at={asked.at} /> },
        { header: 'Door', cell: ({ asked }) => names.get(asked.by) ?? 'onbekend' },
        { header: 'Waarom', cell: ({ why }) => <Foreign text={why} longest={1000} /> },
        { header: 'Leveringen', numeric: true, cell: ({ submissions }) => submissions.length },
        { header: 'SHA-256 van de lijst', cell: ({ digest }) => <Code>{digest}</Code> },
        {
          header: 'Ophalen',
          headerHidden: true,
          cell: ({ id }) =>
            fetchable(id) ? (
              <Link href={evidenceZipPath(id)} download>
                Haal het bewijs op (ZIP)
              </Link>
            ) : null,
        },
      ]}
    />
  );
}
