import { sizeWords } from '../kernel/recognise-file.js';
import { MAX_PDF_BYTES } from '../verify/pdf/limits.js';
import {
  Alert,
  Button,
  Checkbox,
  Code,
  ConfirmForm,
  DataTable,
  EmptyState,
  ErrorSummary,
  FileInput,
  Form,
  Link,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { PublicPaper } from './paper.js';
import type { PublicFile } from './publication.js';
import type { ShownPapers } from './show-papers.js';
import { papersPath, paperPath, publishPath, withdrawPath } from './words.js';

interface PapersProps {
  readonly shown: ShownPapers;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** The proces-verbalen beside a public file, and the form that adds a version. */
export function PapersView({ shown: { found, papers }, problems, typed }: PapersProps) {
  const { file } = found;
  if (file.publication === null)
    return (
      <EmptyState title="Maak eerst het telbestand openbaar">
        <Paragraph>
          Het proces-verbaal komt ernaast te staan.{' '}
          <Link href={publishPath(file.id)}>Maak het telbestand openbaar</Link>
        </Paragraph>
      </EmptyState>
    );
  return (
    <>
      <ErrorSummary problems={problems} />
      <DataTable
        caption={`Openbaar gemaakt: ${counted(papers.length, 'versie', 'versies')}`}
        rows={papers}
        empty={<EmptyState title="Er staat nog geen proces-verbaal bij" />}
        columns={[
          { header: 'Versie', rowHeader: true, cell: ({ version }) => String(version) },
          { header: 'Openbaar', cell: ({ at }) => <TimeStamp at={at} /> },
          { header: 'SHA-256', cell: ({ sha256 }) => <Code>{sha256}</Code> },
          {
            header: 'Wat u doet',
            headerHidden: true,
            cell: ({ version, withdrawnAt }) =>
              withdrawnAt === null ? (
                <Link href={withdrawPath(file.id, version)}>Trek versie {version} terug</Link>
              ) : (
                <StatusBadge tone="neutral">teruggetrokken</StatusBadge>
              ),
          },
        ]}
      />
      <AddForm id={file.id} problems={problems} typed={typed} />
    </>
  );
}

function AddForm({ id, problems, typed }: Pick<PapersProps, 'problems' | 'typed'> & { id: string }) {
  const tick = (name: string) => ({
    name,
    error: problemAt(problems, name),
    checked: typed[name] === 'ja',
  });
  return (
    <Panel title="Proces-verbaal toevoegen" tone="accent">
      <Alert tone="warning" title="Er mag geen handtekening te zien zijn">
        <List
          items={[
            'Gebruik de versie voor publicatie: zonder handtekeningen, ook niet op een scan.',
            'Wij weigeren een PDF met een digitale handtekening, met opmerkingen of met delen van een eerdere versie. Een handtekening op een afbeelding zien wij niet. U wel.',
            'Kijk ook bij de eigenschappen van het bestand: daar kan de naam staan van wie het maakte.',
            'Iedereen kan het meteen ophalen.',
          ]}
        />
      </Alert>
      <Form action={papersPath(id)} files label="Proces-verbaal toevoegen">
        <FileInput
          name="bestand"
          label="Het proces-verbaal"
          description={`Een PDF van hoogstens ${String(MAX_PDF_BYTES / 2 ** 20)} MB, zonder wachtwoord en zonder bijlagen.`}
          error={problemAt(problems, 'bestand')}
          accept=".pdf,application/pdf"
          required
        />
        <Checkbox
          {...tick('gezien')}
          label="Ik bekeek elke bladzijde. Er is geen handtekening te zien."
          required
        />
        <Checkbox
          {...tick('afbeeldingen')}
          label="Er staan afbeeldingen in, zoals een scan. Ook die bekeek ik."
          description="Alleen aanvinken als dat zo is."
        />
        <Button kind="danger" icon="upload">
          Maak het proces-verbaal openbaar
        </Button>
      </Form>
    </Panel>
  );
}

/** Before a version is taken back: what follows. */
export function WithdrawView({ id, paper }: { id: string; paper: PublicPaper }) {
  return (
    <ConfirmForm
      action={withdrawPath(id, paper.version)}
      title={`U trekt versie ${String(paper.version)} terug`}
      confirm="Trek terug"
      cancelHref={papersPath(id)}
    >
      <List
        items={[
          'Niemand kan deze PDF hier nog ophalen. Wij verwijderen het bestand. Dit is niet terug te draaien.',
          'Op de openbare pagina blijft staan dat deze versie er was, met haar SHA-256.',
          'Wie de PDF al heeft, houdt haar. Was er een handtekening te zien? Dan is dat een datalek: meld het bij uw organisatie.',
        ]}
      />
    </ConfirmForm>
  );
}

/** The proces-verbalen beside one public file, for everybody. */
export function PublicPapers({ file, papers }: { file: PublicFile; papers: readonly PublicPaper[] }) {
  const { electionId, about, message, publication } = file;
  return (
    <DataTable
      caption="Proces-verbaal zonder handtekeningen (PDF)"
      rows={papers}
      columns={[
        {
          header: 'Versie',
          rowHeader: true,
          cell: ({ version, withdrawnAt, size, pages }) =>
            withdrawnAt === null ? (
              <Link
                href={paperPath(electionId, about, message, publication.version, version)}
                download
              >{`Download versie ${String(version)} (${sizeWords(size)}${pages === null ? '' : `, ${counted(pages, 'bladzijde', 'bladzijden')}`})`}</Link>
            ) : (
              `Versie ${String(version)}, teruggetrokken`
            ),
        },
        { header: 'Openbaar', cell: ({ at }) => <TimeStamp at={at} /> },
        { header: 'SHA-256', cell: ({ sha256 }) => <Code>{sha256}</Code> },
      ]}
    />
  );
}
